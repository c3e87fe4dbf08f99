using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LocalContrast;

/// <summary>The luminance of a picture as a small plane of logarithms: what exposure and local contrast look at.</summary>
/// <remarks>
/// A sample is log2(Y + 2^-12) of the mean luminance Y of a square of 4 × 4 pixels, cut at the right and lower border. The mean takes
/// three quarters of the noise's amplitude away; the addend keeps what is left of it near black from looking like large differences.
/// </remarks>
internal static class LuminanceMap
{
    /// <summary>Pixels along the side of a square.</summary>
    public const int Side = 4;

    /// <summary>What is added before the logarithm: a quarter of a thousandth of sensor white.</summary>
    public const float Floor = 1f / 4096;

    private const int BandHeight = 16;

    /// <summary>Measures a picture in linear Rec. 2020.</summary>
    /// <returns>A plane of a quarter of the size, sides rounded up; the caller disposes it.</returns>
    public static Plane<float> Measure(RgbPlanes picture, ProcessingContext context)
    {
        var map = context.Pool.Rent<float>((picture.Width + Side - 1) / Side, (picture.Height + Side - 1) / Side);
        Bands.Run(context, picture.Width, map.Height, BandHeight, (top, bottom) =>
        {
            using var sums = context.Pool.Rent<float>(map.Width * Side, 1);
            for (var y = top; y < bottom; y++)
            {
                var last = Math.Min(picture.Height, (y + 1) * Side);
                SumRows(picture, y * Side, last, sums.Samples[..picture.Width]);
                SumSquares(sums.Samples, picture.Width, last - (y * Side), map.Row(y));
                LogRow(map.Row(y), map.Row(y));
            }
        });
        return map;
    }

    /// <summary>Takes the logarithm of luminances as the map does.</summary>
    public static void LogRow(ReadOnlySpan<float> luminance, Span<float> logarithm) => RowMap.Apply(default(Logarithm), luminance, logarithm);

    /// <summary>Gives the luminance of one row of pixels.</summary>
    public static void LuminanceRow(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> luminance)
    {
        luminance.Clear();
        AddLuminance(red, green, blue, luminance);
    }

    private static void SumRows(RgbPlanes picture, int top, int bottom, Span<float> sums)
    {
        sums.Clear();
        for (var y = top; y < bottom; y++)
        {
            AddLuminance(picture.Red.Row(y), picture.Green.Row(y), picture.Blue.Row(y), sums);
        }
    }

    private static void AddLuminance(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> sums)
    {
        var weights = RgbSpace.Rec2020.Luminance;
        var (wr, wg, wb) = ((float)weights.X, (float)weights.Y, (float)weights.Z);
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= sums.Length - n; x += n)
        {
            var sum = Vector.FusedMultiplyAdd(new Vector<float>(red.Slice(x, n)), new Vector<float>(wr), new Vector<float>(sums.Slice(x, n)));
            sum = Vector.FusedMultiplyAdd(new Vector<float>(green.Slice(x, n)), new Vector<float>(wg), sum);
            Vector.FusedMultiplyAdd(new Vector<float>(blue.Slice(x, n)), new Vector<float>(wb), sum).CopyTo(sums.Slice(x, n));
        }

        for (; x < sums.Length; x++)
        {
            var sum = MathF.FusedMultiplyAdd(red[x], wr, sums[x]);
            sum = MathF.FusedMultiplyAdd(green[x], wg, sum);
            sums[x] = MathF.FusedMultiplyAdd(blue[x], wb, sum);
        }
    }

    private static void SumSquares(Span<float> sums, int width, int rows, Span<float> means)
    {
        sums[width..].Clear();
        var scale = 1f / (rows * Side);
        for (var x = 0; x < means.Length; x++)
        {
            var four = sums.Slice(x * Side, Side);
            means[x] = (four[0] + four[1] + four[2] + four[3]) * scale;
        }

        means[^1] *= (float)Side / (width - ((means.Length - 1) * Side));
    }

    private readonly struct Logarithm : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> x) => VectorMath.Log2(
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), x, Vector<float>.Zero) + new Vector<float>(Floor));
    }
}
