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

    /// <summary>Gets the number of rings of rays in the pupil. The default is 6.</summary>
    public int Rings { get; init; } = 6;

    /// <summary>
    /// Gets the number of rays on each ring of a Gauss-Radau quadrature, whose last ring lies on the rim; 0 for the hexapolar pattern, which counts the rim too
    /// much but is what other programs score. The default is 12.
    /// </summary>
    public int Arms { get; init; } = 12;

    /// <summary>Gets where in the pupil rays are sent.</summary>
    public PupilNodes Nodes => Arms == 0 ? PupilNodes.Hexapolar(Rings) : PupilNodes.GaussRadau(Rings, Arms);

    /// <summary>
    /// Gets how chief rays are aimed at the heights of fields that are real image heights. The rays that are judged fill the paraxial entrance pupil,
    /// whatever stands here: exact where the stop lies in front, else to be confirmed by an analysis. The default is automatic.
    /// </summary>
    public RayAiming Aiming { get; init; } = RayAiming.Automatic;
}
