using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.WhiteBalance;

/// <summary>Finds the camera colour of a white surface under the light of a shot.</summary>
/// <remarks>
/// As shot: AsShotNeutral, else AsShotWhiteXY through the camera's matrices, else an estimate from the picture, with a note.
/// A record of exactly 1 1 1 is what writers put who record nothing, and their matrices may be those of balanced samples. Where the picture's
/// own light would then be further than a duv of 0.03 from the Planckian locus, a green or magenta that no lamp has, the record is not
/// believed: the estimate is the balance that the samples lack (<see cref="WhiteBalanceOptions.TrustsRecord"/> believes it all the same).
/// An estimate is held to lights that exist, 2,000 to 12,000 K and a tint within 40, where the camera's matrices tell what those look like.
/// </remarks>
public static class WhiteBalanceSolver
{
    private const double WarmestKelvin = 2000;
    private const double CoolestKelvin = 12000;
    private const double MostTint = 40;

    // Tint is duv times 3000. Fluorescent lamps and LEDs stay within 0.015.
    private const double ImpossibleTint = 0.03 * 3000;

    /// <summary>Finds the white balance of a mosaic.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="metadata">What the file says.</param>
    /// <param name="profile">The profile to render with.</param>
    /// <param name="mosaic">The normalised mosaic; read only for an estimate.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>The white balance.</returns>
    public static WhiteBalanceSolution Solve(
        WhiteBalanceOptions options, DngMetadata metadata, CameraProfile profile, Mosaic mosaic, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(metadata);
        return mosaic.Cfa.IsMonochrome
            ? WithoutFilters()
            : Solve(options, metadata.Colour, profile, () => IlluminantSamples.From(mosaic, context));
    }

    /// <summary>Finds the white balance of a picture that is demosaicked already.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="metadata">What the file says.</param>
    /// <param name="profile">The profile to render with.</param>
    /// <param name="image">The picture; read only for an estimate.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>The white balance.</returns>
    public static WhiteBalanceSolution Solve(
        WhiteBalanceOptions options, DngMetadata metadata, CameraProfile profile, CameraImage image, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.Layout.Colours == 1
            ? WithoutFilters()
            : Solve(options, metadata.Colour, profile, () => IlluminantSamples.From(image, context));
    }

    /// <summary>Estimates the light of a linear picture that comes without a capture.</summary>
    /// <param name="profile">The profile of its camera; one without calibrations where no colour of the camera is known.</param>
    /// <param name="picture">Camera colour, black 0, clipped at 1.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>The white balance.</returns>
    public static WhiteBalanceSolution Estimate(CameraProfile profile, RgbPlanes picture, ProcessingContext context)
    {
        var model = new CameraColourModel(new CameraColour(), profile);
        return Estimate(model, IlluminantSamples.From(picture, null, Vector3d.One, context), null);
    }

    // All light is one colour to such a sensor.
    private static WhiteBalanceSolution WithoutFilters() => new(Vector3d.One, null, null, WhiteBalanceMode.Neutral, null);

    internal static WhiteBalanceSolution Solve(
        WhiteBalanceOptions options, CameraColour colour, CameraProfile profile, Func<IlluminantSamples> samples)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = new CameraColourModel(colour, profile);
        switch (options.Mode)
        {
            case WhiteBalanceMode.AsShot when colour.AsShotNeutral == Vector3d.One && !options.TrustsRecord && !model.IsMonochrome
                && Contradiction(model, samples()) is { } missing:
                return FromNeutral(model, Vector3d.One, WhiteBalanceMode.Automatic, "The file records 1 1 1 as its white, which the picture contradicts; the white balance was estimated (--white-balance as-shot takes it at its word).")
                    with
                { Neutral = missing, MissingBalance = missing };
            case WhiteBalanceMode.AsShot when colour.AsShotNeutral is { } neutral && IsUsable(neutral):
                return FromNeutral(model, neutral, WhiteBalanceMode.AsShot, null);
            case WhiteBalanceMode.AsShot when colour.AsShotWhite is { Y: > 0 } white && !model.IsMonochrome:
                return FromNeutral(model, model.NeutralOf(white), WhiteBalanceMode.AsShot, null);
            case WhiteBalanceMode.AsShot:
                return Estimate(model, samples(), "The file records no white balance; it was estimated from the picture.");
            case WhiteBalanceMode.Temperature when !model.IsMonochrome:
                var asked = new ColourTemperature(options.Kelvin, options.Tint);
                return new WhiteBalanceSolution(
                    model.NeutralOf(asked.ToChromaticity()), asked.ToChromaticity(), asked, WhiteBalanceMode.Temperature, null);
            case WhiteBalanceMode.Temperature:
                return Estimate(
                    model, samples(), "The file has no colour matrix, so a temperature has no meaning; the white balance was estimated from the picture.");
            case WhiteBalanceMode.Neutral:
                return FromNeutral(model, options.Neutral, WhiteBalanceMode.Neutral, null);
            default:
                return Estimate(model, samples(), null);
        }
    }

    // The neutral of the picture where no light could have it under these matrices; else null.
    private static Vector3d? Contradiction(CameraColourModel model, IlluminantSamples samples)
    {
        if (samples.Colours.Length < IlluminantEstimator.FewestColours)
        {
            return null;
        }

        var found = FromNeutral(model, IlluminantEstimator.Estimate(samples.Colours), WhiteBalanceMode.Automatic, null);
        return found.Temperature is { } light && Math.Abs(light.Tint) <= ImpossibleTint ? null : found.Neutral;
    }

    private static bool IsUsable(Vector3d neutral) => neutral.Min > 0 && double.IsFinite(neutral.Max);

    private static WhiteBalanceSolution FromNeutral(CameraColourModel model, Vector3d neutral, WhiteBalanceMode source, string? note)
    {
        neutral *= 1 / neutral.Max;
        if (model.IsMonochrome)
        {
            return new WhiteBalanceSolution(neutral, null, null, source, note);
        }

        var white = model.WhiteOf(neutral);
        return new WhiteBalanceSolution(neutral, white, ColourTemperature.FromChromaticity(white), source, note);
    }

    private static WhiteBalanceSolution Estimate(CameraColourModel model, IlluminantSamples samples, string? note)
    {
        if (samples.Colours.Length < IlluminantEstimator.FewestColours)
        {
            return FromNeutral(
                model,
                model.NeutralOf(ColourTemperature.Daylight(5500)),
                WhiteBalanceMode.Automatic,
                "Too little of the picture is usable to estimate its light; daylight was assumed.");
        }

        var found = FromNeutral(model, IlluminantEstimator.Estimate(samples.Colours), WhiteBalanceMode.Automatic, note);
        if (found.Temperature is not { } light)
        {
            return found;
        }

        var likely = new ColourTemperature(
            Math.Clamp(light.Kelvin, WarmestKelvin, CoolestKelvin), Math.Clamp(light.Tint, -MostTint, MostTint));
        return likely == light ? found : FromNeutral(model, model.NeutralOf(likely.ToChromaticity()), WhiteBalanceMode.Automatic, note);
    }
}
