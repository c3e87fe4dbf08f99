using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Capture.Cameras;

/// <summary>A lens: a parametric stand-in, or its drawing.</summary>
/// <remarks>
/// Radii are relative: 0 on the axis, 1 in the corner of the sensor. The stand-in blurs by diffraction and a Gaussian. Where there is a drawing,
/// blur, distortion, lateral colour and illumination are traced through it, and what the stand-in says of them does not count.
/// </remarks>
public sealed record CameraLens
{
    /// <summary>Gets the name of the lens, as EXIF tells it; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets the file of the drawing, relative to the camera file; empty where there is none.</summary>
    public string Prescription { get; init; } = "";

    /// <summary>Gets the drawing; null where none is named.</summary>
    public Lens? Drawing { get; init; }

    /// <summary>Gets the settings of the zoom in rising focal length; one for a fixed lens.</summary>
    public required ImmutableArray<LensSetting> Settings { get; init; }

    /// <summary>Gets the closest distance that can be focused, mm from the sensor.</summary>
    public required Figure ClosestFocus { get; init; }

    /// <summary>Gets the share of light that passes the glass, 0 to 1.</summary>
    public required Figure Transmission { get; init; }

    /// <summary>Gets relative illumination: coefficients of r², r⁴ and r⁶ in 1 + Σ cₖ r²ᵏ.</summary>
    public required Figures Illumination { get; init; }

    /// <summary>Gets distortion: coefficients of r², r⁴ and r⁶ in r' = r (1 + Σ kᵢ r²ⁱ), from the undistorted to the real picture.</summary>
    public required Figures Distortion { get; init; }

    /// <summary>Gets lateral colour: how much farther out red and blue lie than green in the corner, µm; it grows with the radius.</summary>
    public required Figures LateralColour { get; init; }

    /// <summary>Gets the standard deviation of the Gaussian that stands in for aberrations, on the axis and in the corner, µm; it grows with r².</summary>
    public required Figures Blur { get; init; }

    /// <summary>Gets veiling glare: the share of the picture's light that is spread over all of it, 0 to 1.</summary>
    public required Figure Glare { get; init; }

    /// <summary>Gets how the lens scatters light around bright places; null where nothing is said, which is not at all.</summary>
    public LensScatter? Scatter { get; init; }

    /// <summary>
    /// Gets the share of the pupil that the rims of the barrel hide in the corner, 0 to less than 1: points out of focus become cat's eyes there. It is part
    /// of the fall of light that <see cref="Illumination"/> tells. Null where nothing is said, which is none.
    /// </summary>
    public Figure? Vignetting { get; init; }

    /// <summary>Gives focal length and f-number at a place of the zoom.</summary>
    /// <param name="focalLength">Focal length, mm; null for the shortest.</param>
    /// <returns>Focal length in mm, f-number; between settings the f-number follows the focal length in a straight line.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lens does not reach the focal length.</exception>
    public (double FocalLength, double FNumber) At(double? focalLength)
    {
        var (shortest, longest) = (Settings[0].FocalLength.Value, Settings[^1].FocalLength.Value);
        var focal = focalLength ?? shortest;
        if (!(focal >= shortest && focal <= longest))
        {
            var range = longest > shortest ? $"zooms from {shortest:0.##} to {longest:0.##} mm; name one of these" : $"is of {shortest:0.##} mm; leave the focal length out";
            throw new ArgumentOutOfRangeException(nameof(focalLength), string.Create(CultureInfo.InvariantCulture, $"The lens does not reach {focal:0.##} mm: it {range}."));
        }

        var upper = Settings.IndexOf(Settings.First(setting => setting.FocalLength.Value >= focal));
        var (b, a) = (Settings[upper], Settings[Math.Max(upper - 1, 0)]);
        var span = b.FocalLength.Value - a.FocalLength.Value;
        var t = span > 0 ? (focal - a.FocalLength.Value) / span : 0;
        return (focal, a.FNumber.Value + (t * (b.FNumber.Value - a.FNumber.Value)));
    }

    /// <summary>Gives the lens with its aperture closed.</summary>
    /// <param name="factor">What f-numbers grow by, at least 1.</param>
    /// <returns>The lens: what a stand-in stands for stays the same and diffraction grows; a drawing is traced through its smaller pupil.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1.</exception>
    public CameraLens StoppedDown(double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        return this with
        {
            Settings = [.. Settings.Select(setting => setting with { FNumber = setting.FNumber with { Value = setting.FNumber.Value * factor } })],
            Drawing = Drawing is null ? null : Drawing with { Aperture = Drawing.Aperture.Opened(1 / factor) },
        };
    }
}

/// <summary>A setting of a zoom, or the only one of a fixed lens.</summary>
/// <param name="FocalLength">Focal length, mm.</param>
/// <param name="FNumber">Focal length over the diameter of the entrance pupil.</param>
public sealed record LensSetting(Figure FocalLength, Figure FNumber);
