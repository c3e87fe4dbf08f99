using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure.Fidelity;
using Pentaprism.Measure.Similarity;
using Pentaprism.Measure.Texture;

namespace Pentaprism.Cli.Demo;

/// <summary>How near a picture comes to the scene that it shows.</summary>
/// <param name="Fit">How the picture's luminance follows from the scene's.</param>
/// <param name="Comparison">Of scene and picture, gain and veil taken off, up to a share of the scene's white and with the curve of sRGB.</param>
/// <param name="Noise">Noise over brightness where the scene is even.</param>
/// <param name="Texture">How much of the road's texture is kept over frequency, cycles/pixel.</param>
internal sealed record DemoFigures(
    SceneFit Fit, PictureComparison Comparison, ImmutableArray<NoiseOverBrightness> Noise, ImmutableArray<(double Frequency, double Transfer)> Texture)
{
    // Of the picture's height: 16 pixels of 1536.
    private const int BlocksInHeight = 96;
    private const double Evenness = 0.04;
    private const double LevelsPerStop = 1;
    private const int TextureBlock = 64;

    // Below the pools of light under the lamps there is nothing but road.
    private const double TopOfRoad = 0.62;

    /// <summary>What is compared ends here, as a share of the scene's white: the sensors' whites lie above it.</summary>
    public const double Limit = 0.3;

    /// <summary>Measures a picture.</summary>
    /// <param name="truth">The scene, linear, white in its light 1.</param>
    /// <param name="picture">The picture, linear, of the same size.</param>
    /// <param name="context">Memory and workers.</param>
    public static DemoFigures Of(PicturePlanes truth, PicturePlanes picture, ProcessingContext context)
    {
        using var known = Luminance(truth, context);
        using var taken = Luminance(picture, context);
        var even = EvenBlocks.Find(known, Math.Max(4, truth.Height / BlocksInHeight), Evenness, Limit);
        var fit = SceneFit.Of(known, taken, even);
        Undo(taken, fit);
        using var first = Encoded(truth, plane => new SceneFit(1, 0), context);
        using var second = Encoded(picture, plane => fit with { Veil = SceneFit.Of(truth.Planes[plane], picture.Planes[plane], even).Veil }, context);
        using var road = Road(known, context);
        using var roadTaken = Road(taken, context);
        return new DemoFigures(
            fit,
            PictureComparison.Of(first, second, context),
            NoiseOverBrightness.Of(known, taken, even, LevelsPerStop),
            CrossSpectrum.Of(road, roadTaken, Math.Min(TextureBlock, road.Height / 2), context));
    }

    /// <summary>Gives the signal-to-noise ratio nearest to a level of the scene, decibels.</summary>
    public double SignalToNoise(double level) => Noise.IsEmpty ? double.NaN : Noise.MinBy(part => Math.Abs(Math.Log(part.Level / level)))!.SignalToNoise;

    /// <summary>Gives the highest frequency below which half of the texture is kept, cycles/pixel.</summary>
    public double HalfOfTexture()
    {
        var crossing = Texture[0].Transfer < 0.5 ? 0 : CrossSpectrum.Crossing(Texture, 0.5);
        return double.IsNaN(crossing) ? Texture[^1].Frequency : crossing;
    }

    /// <summary>Gives all numbers.</summary>
    public JsonObject Json() => new()
    {
        ["gain"] = Fit.Gain,
        ["veil"] = Fit.Veil / Fit.Gain,
        ["ssim"] = Comparison.Similarity,
        ["deltaE2000Mean"] = Comparison.ColourDifferences!.Mean,
        ["textureMtf50CyclesPerPixel"] = HalfOfTexture(),
        ["noise"] = new JsonArray([.. Noise.Select(part => new JsonObject { ["level"] = part.Level, ["noise"] = part.Noise, ["decibels"] = LensJson.Number(part.SignalToNoise), ["squares"] = part.Squares })]),
        ["texture"] = new JsonArray([.. Texture.Select(point => new JsonObject { ["frequency"] = point.Frequency, ["transfer"] = LensJson.Number(point.Transfer) })]),
    };

    private static Plane<float> Luminance(PicturePlanes picture, ProcessingContext context)
    {
        var weights = RgbSpace.Rec2020.Luminance;
        var luminance = context.Pool.Rent<float>(picture.Width, picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            var red = picture.Planes[0].Row(y);
            var green = picture.Planes[1].Row(y);
            var blue = picture.Planes[2].Row(y);
            var row = luminance.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (float)((weights.X * red[x]) + (weights.Y * green[x]) + (weights.Z * blue[x]));
            }
        }

        return luminance;
    }

    private static void Undo(Plane<float> plane, SceneFit fit)
    {
        foreach (ref var sample in plane.Samples)
        {
            sample = (float)((sample - fit.Veil) / fit.Gain);
        }
    }

    private static PicturePlanes Encoded(PicturePlanes picture, Func<int, SceneFit> fitOf, ProcessingContext context)
    {
        Plane<float>[] planes = [.. picture.Planes.Select((plane, index) =>
        {
            var encoded = context.Pool.Rent<float>(plane.Width, plane.Height);
            plane.Samples.CopyTo(encoded.Samples);
            Undo(encoded, fitOf(index));
            foreach (ref var sample in encoded.Samples)
            {
                sample = (float)Math.Clamp(sample / Limit, 0, 1);
            }

            TransferFunction.Srgb.EncodeRow(encoded.Samples, encoded.Samples);
            return encoded;
        })];
        return new PicturePlanes(planes, 0, new PictureEncoding(RgbSpace.Rec2020, TransferFunction.Srgb, "scene"));
    }

    private static Plane<float> Road(Plane<float> plane, ProcessingContext context)
    {
        var top = (int)(TopOfRoad * plane.Height);
        return context.Pool.RentPart(plane, new PixelRectangle(0, top, plane.Width, plane.Height - top));
    }
}
