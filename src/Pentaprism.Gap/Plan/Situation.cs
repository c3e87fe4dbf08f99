namespace Pentaprism.Gap.Plan;

/// <summary>On what terms cameras are compared.</summary>
public enum Terms
{
    /// <summary>All wide open and with the same exposure time, from the hand: what a user sees.</summary>
    EqualExposure,

    /// <summary>All stopped down until they gather the same light, with the same exposure time, from the hand: same depth of field, diffraction and light.</summary>
    EquivalentAperture,

    /// <summary>Each wide open at its base ISO, as long as it takes, on a tripod: what the hardware can do.</summary>
    Tripod,

    /// <summary>As the user's captures were taken.</summary>
    AsCaptured,
}

/// <summary>A comparison: its terms and its light.</summary>
/// <param name="Terms">On what terms.</param>
/// <param name="Lux">Light on the scene, lux; NaN where it is not known.</param>
public sealed record Situation(Terms Terms, double Lux);
