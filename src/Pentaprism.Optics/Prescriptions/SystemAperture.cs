namespace Pentaprism.Optics.Prescriptions;

/// <summary>What the number of an aperture means.</summary>
public enum ApertureKind
{
    /// <summary>Diameter of the paraxial entrance pupil, mm.</summary>
    EntrancePupilDiameter,

    /// <summary>Focal length, without its sign, over the diameter of the entrance pupil.</summary>
    FNumber,

    /// <summary>Numerical aperture on the object's side; for objects at a finite distance.</summary>
    ObjectNumericalAperture,

    /// <summary>Semi-diameter of the stop surface, mm.</summary>
    StopSemiDiameter,
}

/// <summary>How wide the lens is open.</summary>
/// <param name="Kind">What the number means.</param>
/// <param name="Value">The number, above 0.</param>
public readonly record struct SystemAperture(ApertureKind Kind, double Value)
{
    /// <summary>Gives another aperture of the same kind.</summary>
    /// <param name="factor">The diameter of its pupil over that of this one, above 0.</param>
    /// <returns>The aperture.</returns>
    public SystemAperture Opened(double factor) => this with { Value = Kind == ApertureKind.FNumber ? Value / factor : Value * factor };
}
