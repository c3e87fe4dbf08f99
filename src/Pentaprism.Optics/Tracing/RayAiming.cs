namespace Pentaprism.Optics.Tracing;

/// <summary>What the pupil coordinates of a launched ray mean.</summary>
public enum RayAiming
{
    /// <summary>Real aiming where it matters: fields wider than 20°, or pupil aberration that moves a ray at the stop by over 1 % of its radius.</summary>
    Automatic,

    /// <summary>The ray crosses the plane of the paraxial entrance pupil at the pupil coordinates times its radius.</summary>
    Paraxial,

    /// <summary>The ray of the primary wavelength crosses the stop surface at the pupil coordinates times the stop's semi-diameter.</summary>
    Real,
}
