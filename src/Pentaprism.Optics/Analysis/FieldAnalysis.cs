using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Analysis;

/// <summary>What a lens does at one field point. Single-wavelength figures are those of the primary wavelength.</summary>
/// <remarks>
/// The pupil is that of the options; image point, distortion, chief ray angle, foci, lateral colour and illumination are those of rays through the
/// stop itself. Where no light passes the lens numbers are NaN and the illumination is 0.
/// </remarks>
public sealed record FieldAnalysis
{
    /// <summary>Gets the field, in the kind of the lens's fields: degrees or mm.</summary>
    public required FieldPoint Field { get; init; }

    /// <summary>Gets the image point of the chief ray along x, mm.</summary>
    public required double ImageX { get; init; }

    /// <summary>Gets the image point of the chief ray along y, mm.</summary>
    public required double ImageY { get; init; }

    /// <summary>Gets the root mean square radius of the spot about its centroid, µm: exact average over the pupil.</summary>
    public required double SpotRms { get; init; }

    /// <summary>Gets the same over all wavelengths with their weights, about the common centroid, µm.</summary>
    public required double SpotRmsPolychromatic { get; init; }

    /// <summary>Gets the largest distance of a ray from the centroid, µm.</summary>
    public required double SpotRadius { get; init; }

    /// <summary>Gets the shift of the image plane at which the spot is smallest, mm.</summary>
    public required double BestFocus { get; init; }

    /// <summary>Gets the spot at that shift, µm.</summary>
    public required double SpotRmsAtBestFocus { get; init; }

    /// <summary>Gets the root mean square wavefront error about its mean (piston removed), waves.</summary>
    /// <remarks>On the sphere about the image point of the chief ray that reaches the centre of the paraxial exit pupil.</remarks>
    public required double OpdRms { get; init; }

    /// <summary>Gets the wavefront error with piston and tilt removed, waves.</summary>
    public required double OpdRmsWithoutTilt { get; init; }

    /// <summary>Gets the wavefront error with piston, tilt and focus removed, waves.</summary>
    public required double OpdRmsWithoutFocus { get; init; }

    /// <summary>Gets the Strehl ratio: the brightest point of the image against that of a perfect wave of the same amplitude, 0 to 1.</summary>
    public required double Strehl { get; init; }

    /// <summary>Gets the distortion against f tan θ, or against the paraxial image of a finite object, %.</summary>
    public required double Distortion { get; init; }

    /// <summary>Gets the illumination relative to the axis, for a uniform Lambertian object.</summary>
    public required double RelativeIllumination { get; init; }

    /// <summary>Gets which part of the paraxial pupil's disc passes all clear apertures, 0 to 1.</summary>
    public required double TransmittedFraction { get; init; }

    /// <summary>Gets the angle of the chief ray against the axis at the image, degrees.</summary>
    public required double ChiefRayAngle { get; init; }

    /// <summary>Gets the tangential focus of a narrow bundle, from the image plane, mm.</summary>
    public required double TangentialFocus { get; init; }

    /// <summary>Gets the sagittal focus of a narrow bundle, from the image plane, mm.</summary>
    public required double SagittalFocus { get; init; }

    /// <summary>Gets the height of the chief ray of the first wavelength less that of the last, mm.</summary>
    public required double LateralColour { get; init; }

    /// <summary>Gets how many rays were sent through the whole disc of the pupil at the primary wavelength.</summary>
    public required int RaysTraced { get; init; }

    /// <summary>Gets how many of them did not reach the image: missed a surface, were totally reflected or clipped.</summary>
    public required int RaysLost { get; init; }

    /// <summary>Gets whether two parts of the pupil send light into the same direction, so that the pupil function is a sum of both.</summary>
    public required bool IsDirectionMapFolded { get; init; }

    /// <summary>Gets the modulation transfer at the frequencies asked for, geometric and by diffraction.</summary>
    public required ImmutableArray<MtfPoint> Mtf { get; init; }

    internal static FieldAnalysis Dark(FieldPoint field, int rays) => new()
    {
        Field = field,
        ImageX = double.NaN,
        ImageY = double.NaN,
        SpotRms = double.NaN,
        SpotRmsPolychromatic = double.NaN,
        SpotRadius = double.NaN,
        BestFocus = double.NaN,
        SpotRmsAtBestFocus = double.NaN,
        OpdRms = double.NaN,
        OpdRmsWithoutTilt = double.NaN,
        OpdRmsWithoutFocus = double.NaN,
        Strehl = double.NaN,
        Distortion = double.NaN,
        RelativeIllumination = 0,
        TransmittedFraction = 0,
        ChiefRayAngle = double.NaN,
        TangentialFocus = double.NaN,
        SagittalFocus = double.NaN,
        LateralColour = double.NaN,
        RaysTraced = rays,
        RaysLost = rays,
        IsDirectionMapFolded = false,
        Mtf = [],
    };
}
