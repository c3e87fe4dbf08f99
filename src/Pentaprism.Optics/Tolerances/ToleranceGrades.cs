using System.Collections.Immutable;

namespace Pentaprism.Optics.Tolerances;

/// <summary>What a workshop holds: limits for each kind of part, the same for every surface. All of them to both sides.</summary>
/// <remarks>Immutable: vary one with a <c>with</c> expression. A limit of 0 leaves the property out.</remarks>
public sealed record ToleranceGrades
{
    /// <summary>The wavelength of test-plate fringes, nm: helium-neon laser.</summary>
    public const double FringeNanometres = 632.8;

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets where the numbers come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Gets the radius of curvature, percent of itself.</summary>
    public double RadiusPercent { get; init; }

    /// <summary>Gets the power over the clear aperture, fringes of λ/2; of this and <see cref="RadiusPercent"/> the wider one holds.</summary>
    public double PowerFringes { get; init; }

    /// <summary>Gets the astigmatic irregularity over the clear aperture, fringes of λ/2.</summary>
    public double IrregularityFringes { get; init; }

    /// <summary>Gets the diameter for which fringes are told, mm; they grow with its square. 0: they hold for every diameter.</summary>
    public double FringeDiameter { get; init; }

    /// <summary>Gets the coefficient a₄ of aspheres, percent of itself.</summary>
    public double FourthOrderPercent { get; init; }

    /// <summary>Gets the centre thickness of elements, mm.</summary>
    public double Thickness { get; init; }

    /// <summary>Gets the air gaps, mm.</summary>
    public double AirGap { get; init; }

    /// <summary>Gets the refractive index of a melt.</summary>
    public double Index { get; init; }

    /// <summary>Gets the Abbe number of a melt, percent of itself.</summary>
    public double AbbePercent { get; init; }

    /// <summary>Gets the shift of each further surface of an element against its first, mm.</summary>
    public double SurfaceDecentre { get; init; }

    /// <summary>Gets the tilt of each further surface of an element against its first (wedge), arc minutes.</summary>
    public double SurfaceTiltArcMinutes { get; init; }

    /// <summary>Gets the shift of an element in its mount, mm.</summary>
    public double ElementDecentre { get; init; }

    /// <summary>Gets the tilt of an element in its mount, arc minutes.</summary>
    public double ElementTiltArcMinutes { get; init; }

    /// <summary>Gets how values are spread between the limits.</summary>
    public ToleranceDistribution Distribution { get; init; } = ToleranceDistribution.Uniform;

    /// <summary>Gets what is adjusted on the finished lens.</summary>
    public ToleranceCompensators Compensators { get; init; } = ToleranceCompensators.Focus;

    /// <summary>Gets the limits of single surfaces where they differ: index of the surface, and the grades that hold for it and the gap behind it.</summary>
    public ImmutableSortedDictionary<int, ToleranceGrades> Surfaces { get; init; } = ImmutableSortedDictionary<int, ToleranceGrades>.Empty;

    /// <summary>Gets the grades of a surface.</summary>
    /// <param name="surface">Its index.</param>
    /// <returns>Its own, or these.</returns>
    internal ToleranceGrades At(int surface) => Surfaces.GetValueOrDefault(surface, this);
}

/// <summary>What is adjusted on each finished lens for the best image.</summary>
[Flags]
public enum ToleranceCompensators
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The distance of the image plane, the same for all fields.</summary>
    Focus = 1,

    /// <summary>The tilt of the image plane about x and y, as active alignment of the sensor does.</summary>
    SensorTilt = 2,
}
