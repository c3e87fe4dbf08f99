using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>How bright the image of a uniform Lambertian object is.</summary>
/// <remarks>
/// Irradiance is the radiance times the area of the clear bundle in direction cosines (L, M). The area holds the fourth power of the cosine,
/// the growth of the pupil and the cut of the clear apertures; it is what the rim of the clear pupil encloses.
/// </remarks>
public static class RelativeIllumination
{
    // Only the rim of the bundle counts.
    private static readonly PupilSampling _rimOnly = new() { Rings = 1, Arms = 4, Aiming = RayAiming.Real };

    /// <summary>Gives the area of the bundle of a field in direction cosines, the pupil being the stop itself.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="clearApertures">Whether clear apertures stop rays.</param>
    /// <returns>The area at the primary wavelength; 0 where no light passes.</returns>
    public static double BundleArea(SequentialModel model, FieldPoint field, bool clearApertures = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        return FieldLaunch.Find(model, field, _rimOnly with { ClearApertures = clearApertures }) is { } launch
            ? BundleArea(launch.Trace(model.Lens.Primary))
            : 0;
    }

    /// <summary>Gives the area of a bundle in direction cosines.</summary>
    /// <param name="rays">The rays.</param>
    /// <returns>The area; the irradiance for unit radiance in a medium of index 1.</returns>
    public static double BundleArea(PupilRays rays)
    {
        ArgumentNullException.ThrowIfNull(rays);
        var rim = rays.Rim;

        // Polygons stand for the rim twice: what they cut off cancels.
        var enlargement = PolygonCoverage.Area(rim.L, rim.M) / PolygonCoverage.Area(rim.PupilX, rim.PupilY);
        return Math.PI * rays.Launch.Pupil.Fraction * Math.Abs(enlargement);
    }
}
