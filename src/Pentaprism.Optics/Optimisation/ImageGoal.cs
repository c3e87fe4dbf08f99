using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Optimisation;

/// <summary>What is made small at the image.</summary>
public enum ImageMeasure
{
    /// <summary>The distance of every ray of all wavelengths from their common centroid.</summary>
    Spot,

    /// <summary>The optical path difference of every ray, piston (of each wavelength) and tilt removed.</summary>
    Wavefront,
}

/// <summary>The image quality that a design aims at: one residual a ray, over the fields and wavelengths of the lens with their weights.</summary>
/// <remarks>
/// The merit is the weighted mean over the fields of the squared RMS, over pupil and wavelengths: µm² for spots, squared waves for
/// wavefronts. All rays of the pupil count, also those that clear apertures of the start would stop.
/// </remarks>
public sealed record ImageGoal
{
    /// <summary>Gets what is made small. The default is the spot.</summary>
    public ImageMeasure Measure { get; init; } = ImageMeasure.Spot;

    /// <summary>Gets where in the pupil rays are sent. The default is 6 Gauss-Legendre rings of 12 arms.</summary>
    public PupilNodes Nodes { get; init; } = PupilNodes.GaussLegendre(6, 12);

    /// <summary>Gets what the pupil coordinates mean. The default is real aiming unless the stop lies in front.</summary>
    public RayAiming Aiming { get; init; } = RayAiming.Automatic;
}
