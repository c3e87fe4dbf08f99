using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Where rays are sent through the pupil, and what the pupil is.</summary>
/// <remarks>
/// Averages are Gauss-Legendre rings in ρ² times equispaced arms over the clear pupil. Immutable: use a <c>with</c> expression to vary one.
/// </remarks>
public sealed record PupilSampling
{
    private readonly int _rings = 24;
    private readonly int _arms = 48;

    /// <summary>Gets 6 × 12 nodes, for lenses of spheres: averages good to 10⁻⁷.</summary>
    public static PupilSampling Photographic { get; } = new() { Rings = 6, Arms = 12 };

    /// <summary>Gets 12 × 24 nodes, for phone lenses: averages good to 10⁻⁴, mostly 10⁻⁸.</summary>
    public static PupilSampling Phone { get; } = new() { Rings = 12, Arms = 24 };

    /// <summary>Gets 24 × 48 nodes, the default: averages good to 10⁻¹¹, with odd aspheres to 10⁻⁶.</summary>
    public static PupilSampling Final { get; } = new();

    /// <summary>Gets 48 × 96 nodes, for geometric transfer at high frequencies, which sums waves of many turns over the pupil.</summary>
    public static PupilSampling Finest { get; } = new() { Rings = 48, Arms = 96 };

    /// <summary>Gets the rings, 1 or more. The default is 24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Rings
    {
        get => _rings;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _rings = value;
        }
    }

    /// <summary>Gets the arms, 1 or more. The default is 48. The arms of a vignetted pupil follow from its corners.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Arms
    {
        get => _arms;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _arms = value;
        }
    }

    /// <summary>Gets what the pupil coordinates mean. The default is <see cref="RayAiming.Automatic"/>.</summary>
    public RayAiming Aiming { get; init; } = RayAiming.Automatic;

    /// <summary>Gets whether clear apertures stop rays. The default is yes; without them the whole disc of the pupil counts.</summary>
    public bool ClearApertures { get; init; } = true;
}
