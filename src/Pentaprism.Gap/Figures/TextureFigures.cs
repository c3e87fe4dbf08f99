using System.Collections.Immutable;
using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;
using Pentaprism.Measure.Similarity;
using Pentaprism.Measure.Texture;

namespace Pentaprism.Gap.Figures;

/// <summary>What a texture of many sizes tells about detail: the part of the original that is in the picture, invented grain and noise left out.</summary>
/// <param name="Mtf50">Where the texture transfer has fallen to one half of what it is at low frequencies, line pairs a picture height.</param>
/// <param name="Curve">Frequency in line pairs a picture height, and transfer.</param>
public sealed record TextureFigures(Measured Mtf50, ImmutableArray<(double Frequency, double Transfer)> Curve)
{
    private const int Block = 64;
    private const int Border = 24;
    private const int LowFrequencies = 3;

    /// <summary>Measures.</summary>
    /// <param name="original">The scene as it is, luminance, of the size of the picture.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static TextureFigures Of(Plane<float> original, LinearPicture picture, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(picture);
        var (width, height) = (original.Width - (2 * Border), original.Height - (2 * Border));
        var place = Registration.Find(original, picture.Luminance, context);
        var inner = new PixelRectangle(Border, Border, width, height);
        using var registered = place.Warp(picture.Luminance, inner, original.Width, original.Height, context);
        using var reference = context.Pool.RentPart(original, inner);
        var curve = Curved(reference, registered, picture.Rows, context);
        var quarters = new List<double>();
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var area = new PixelRectangle(quarter % 2 * (width / 2), quarter / 2 * (height / 2), width / 2, height / 2);
            using var a = context.Pool.RentPart(reference, area);
            using var b = context.Pool.RentPart(registered, area);
            quarters.Add(HalfOf(Curved(a, b, picture.Rows, context)));
        }

        return new TextureFigures(Measured.OfParts(HalfOf(curve), quarters), curve);
    }

    private static ImmutableArray<(double Frequency, double Transfer)> Curved(Plane<float> reference, Plane<float> picture, int rows, ProcessingContext context)
    {
        var points = CrossSpectrum.Of(reference, picture, Block, context);
        var low = points.Take(LowFrequencies).Average(point => point.Transfer);
        return [.. points.Select(point => (point.Frequency * rows, point.Transfer / low))];
    }

    private static double HalfOf(ImmutableArray<(double Frequency, double Transfer)> curve)
    {
        var crossing = CrossSpectrum.Crossing(curve, 0.5);
        return double.IsNaN(crossing) ? curve[^1].Frequency : crossing;
    }
}
