using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.CaptureSharpening;

/// <summary>The one plane that is sharpened, its noise, and where the light was clipped.</summary>
/// <remarks>The weights are not those of the eye: green has half of all photosites, so it carries most of the detail and the least noise.</remarks>
internal static class Luminance
{
    private const float RedWeight = 0.25f;
    private const float GreenWeight = 0.65f;
    private const float BlueWeight = 0.1f;

    // Just below the clip level, where the response of real sensors bends.
    private const float NearClip = 0.95f;

    /// <summary>Computes luminance and clipping.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="luminance">Takes the weighted sum.</param>
    /// <param name="clipped">Takes 1 where a colour is clipped, else 0.</param>
    /// <param name="context">Workers.</param>
    public static void Compute(CameraImage image, Plane<float> luminance, Plane<byte> clipped, ProcessingContext context) =>
        Bands.Run(context, image.Width, image.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                var gain = image.Gain is null ? default : image.Gain.Row(y);
                ReadOnlySpan<float> red = image.Pixels.Red.Row(y), green = image.Pixels.Green.Row(y), blue = image.Pixels.Blue.Row(y);
                Row(red, green, blue, luminance.Row(y));
                MarkClipped(red, green, blue, gain, image.WhiteBalance, clipped.Row(y));
            }
        });

    /// <summary>Gives the noise of the luminance.</summary>
    /// <param name="noise">That of the colours.</param>
    /// <param name="share">The share that is left, as a ratio of standard deviations.</param>
    /// <returns>The variance of the weighted sum, taken for a grey.</returns>
    public static NoiseLine NoiseOf(NoiseModel noise, double share)
    {
        double slope = 0, offset = 0;
        float[] weights = [RedWeight, GreenWeight, BlueWeight];
        for (var c = 0; c < 3; c++)
        {
            slope += weights[c] * weights[c] * noise[c].Slope;
            offset += weights[c] * weights[c] * noise[c].Offset;
        }

        return new NoiseLine(slope * share * share, offset * share * share);
    }

    private static void Row(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> luminance)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= luminance.Length - n; x += n)
        {
            var sum = new Vector<float>(green.Slice(x, n)) * new Vector<float>(GreenWeight);
            sum = Vector.FusedMultiplyAdd(new Vector<float>(red.Slice(x, n)), new Vector<float>(RedWeight), sum);
            sum = Vector.FusedMultiplyAdd(new Vector<float>(blue.Slice(x, n)), new Vector<float>(BlueWeight), sum);
            sum.CopyTo(luminance.Slice(x, n));
        }

        for (; x < luminance.Length; x++)
        {
            luminance[x] = MathF.FusedMultiplyAdd(blue[x], BlueWeight, MathF.FusedMultiplyAdd(red[x], RedWeight, green[x] * GreenWeight));
        }
    }

    private static void MarkClipped(
        ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, ReadOnlySpan<float> gain, Vector3d whiteBalance, Span<byte> clipped)
    {
        clipped.Clear();
        var n = Vector<float>.Count;
        var (r, g, b) = (NearClip * (float)whiteBalance.X, NearClip * (float)whiteBalance.Y, NearClip * (float)whiteBalance.Z);
        for (var x = 0; x < clipped.Length; x += n)
        {
            // The last vector overlaps the one before it; short rows go one by one.
            var at = clipped.Length < n ? x : Math.Min(x, clipped.Length - n);
            if (clipped.Length >= n)
            {
                var level = gain.IsEmpty ? Vector<float>.One : new Vector<float>(gain.Slice(at, n));
                var over = Vector.MaxNative(
                    Vector.MaxNative(new Vector<float>(red.Slice(at, n)) - (level * r), new Vector<float>(green.Slice(at, n)) - (level * g)),
                    new Vector<float>(blue.Slice(at, n)) - (level * b));
                if (!Vector.GreaterThanOrEqualAny(over, Vector<float>.Zero))
                {
                    continue;
                }
            }

            for (var i = at; i < Math.Min(at + n, clipped.Length); i++)
            {
                var level = gain.IsEmpty ? 1 : gain[i];
                clipped[i] = (byte)(red[i] >= level * r || green[i] >= level * g || blue[i] >= level * b ? 1 : 0);
            }
        }
    }
}
