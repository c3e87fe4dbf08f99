using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Imaging;

/// <summary>Reads a plane between its samples, at points that a warp gives.</summary>
/// <remarks>
/// Coordinates are those of the picture: pixel (0, 0) has its centre at (0.5, 0.5). Beyond the border the outermost sample repeats.
/// A coordinate that is not a number gives a sample that is not a number. Works on one row of points at a time; call it from bands.
/// </remarks>
public static class PointSampler
{
    private const int LanczosTaps = 6;
    private const int LanczosLength = 8;
    private const int LanczosPhases = 256;

    // Weights of Lanczos' kernel for points between two samples in steps of 1/256, each set with a sum of 1 and two zeros behind;
    // interpolated linearly between steps, which is right to 2e-5.
    private static readonly float[] _lanczos = MakeLanczos();

    /// <summary>Cubic interpolation of Catmull and Rom over 4 × 4 samples: passes through the samples, reproduces quadratics.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="xs">Columns of the points.</param>
    /// <param name="ys">Rows of the points, as many.</param>
    /// <param name="output">The samples there, as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CatmullRom(Plane<float> source, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, Span<float> output)
    {
        ThrowUnlessEqual(source, xs, ys, output);
        ReadOnlySpan<float> samples = source.Samples;
        var (width, height) = (source.Width, source.Height);
        var furthest = Vector128.Create(width + 3f, height + 3f, 0, 0);
        Span<float> border = stackalloc float[16];
        for (var i = 0; i < output.Length && i < xs.Length && i < ys.Length; i++)
        {
            var (before, fraction) = Part(xs[i], ys[i], furthest);
            var (left, top) = (before.GetElement(0) - 1, before.GetElement(1) - 1);
            scoped var around = samples;
            var stride = width;
            var start = (top * width) + left;
            if (left < 0 || top < 0 || left > width - 4 || top > height - 4)
            {
                CopyAround(source, left, top, 4, 4, border);
                around = border;
                (stride, start) = (4, 0);
            }

            var down = CubicWeights(fraction.GetElement(1));
            var sum = Vector128.Create(around.Slice(start, 4)) * down.GetElement(0);
            sum = Vector128.FusedMultiplyAdd(Vector128.Create(around.Slice(start + stride, 4)), Vector128.Create(down.GetElement(1)), sum);
            sum = Vector128.FusedMultiplyAdd(Vector128.Create(around.Slice(start + (2 * stride), 4)), Vector128.Create(down.GetElement(2)), sum);
            sum = Vector128.FusedMultiplyAdd(Vector128.Create(around.Slice(start + (3 * stride), 4)), Vector128.Create(down.GetElement(3)), sum);
            output[i] = FourLanes.Sum(sum * CubicWeights(fraction.ToScalar()));
        }
    }

    /// <summary>Lanczos interpolation over 6 × 6 samples: sharper than the cubic, at about three times its cost.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="xs">Columns of the points.</param>
    /// <param name="ys">Rows of the points, as many.</param>
    /// <param name="output">The samples there, as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lanczos3(Plane<float> source, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, Span<float> output)
    {
        ThrowUnlessEqual(source, xs, ys, output);
        ReadOnlySpan<float> samples = source.Samples;
        var (width, height) = (source.Width, source.Height);
        var furthest = Vector128.Create(width + 3f, height + 3f, 0, 0);
        Span<float> border = stackalloc float[LanczosLength * LanczosTaps];
        Span<float> down = stackalloc float[LanczosLength];
        for (var i = 0; i < output.Length && i < xs.Length && i < ys.Length; i++)
        {
            var (before, fraction) = Part(xs[i], ys[i], furthest);
            var (left, top) = (before.GetElement(0) - 2, before.GetElement(1) - 2);
            scoped var around = samples;
            var stride = width;
            var start = (top * width) + left;
            if (left < 0 || top < 0 || left > width - LanczosLength || top > height - LanczosTaps)
            {
                CopyAround(source, left, top, LanczosLength, LanczosTaps, border);
                around = border;
                (stride, start) = (LanczosLength, 0);
            }

            var (firstDown, lastDown) = LanczosWeights(fraction.GetElement(1));
            firstDown.CopyTo(down);
            lastDown.CopyTo(down[4..]);
            var (first, last) = (Vector128<float>.Zero, Vector128<float>.Zero);
            for (var k = 0; k < LanczosTaps; k++)
            {
                var row = around.Slice(start + (k * stride), LanczosLength);
                var weight = Vector128.Create(down[k]);
                first = Vector128.FusedMultiplyAdd(Vector128.Create(row), weight, first);
                last = Vector128.FusedMultiplyAdd(Vector128.Create(row[4..]), weight, last);
            }

            var (firstAcross, lastAcross) = LanczosWeights(fraction.ToScalar());
            output[i] = FourLanes.Sum(Vector128.FusedMultiplyAdd(first, firstAcross, last * lastAcross));
        }
    }

    /// <summary>Parts a point into the samples before it and the fractions behind them, column and row side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<int> Before, Vector128<float> Fraction) Part(float x, float y, Vector128<float> furthest)
    {
        // Far outside everything repeats the border: four samples beyond it nothing changes any more.
        // The bound comes first, so that what is not a number stays so.
        var point = Vector128.Create(x, y, 0, 0) - Vector128.Create(0.5f);
        point = Vector128.MinNative(furthest, Vector128.MaxNative(Vector128.Create(-4f), point));
        var before = Vector128.Floor(point);
        return (Vector128.ConvertToInt32(before), point - before);
    }

    // ½ f (−1 + 2f − f²), ½ (2 − 5f² + 3f³), ½ f (1 + 4f − 3f²), ½ f² (f − 1)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> CubicWeights(float fraction)
    {
        var f = Vector128.Create(fraction);
        var sum = Vector128.FusedMultiplyAdd(Vector128.Create(-0.5f, 1.5f, -1.5f, 0.5f), f, Vector128.Create(1f, -2.5f, 2f, -0.5f));
        sum = Vector128.FusedMultiplyAdd(sum, f, Vector128.Create(-0.5f, 0, 0.5f, 0));
        return Vector128.FusedMultiplyAdd(sum, f, Vector128.Create(0f, 1, 0, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> First, Vector128<float> Last) LanczosWeights(float fraction)
    {
        var scaled = fraction * LanczosPhases;
        var phase = Math.Clamp((int)scaled, 0, LanczosPhases - 1);
        var share = Vector128.Create(scaled - phase);
        var two = _lanczos.AsSpan(phase * LanczosLength, 2 * LanczosLength);
        var first = Vector128.Create<float>(two);
        var last = Vector128.Create<float>(two[4..]);
        return (
            Vector128.FusedMultiplyAdd(Vector128.Create<float>(two[8..]) - first, share, first),
            Vector128.FusedMultiplyAdd(Vector128.Create<float>(two[12..]) - last, share, last));
    }

    private static float[] MakeLanczos()
    {
        var table = new float[(LanczosPhases + 1) * LanczosLength];
        for (var phase = 0; phase <= LanczosPhases; phase++)
        {
            var exact = Enumerable.Range(0, LanczosTaps)
                .Select(k => ResamplingWeights.Evaluate(ResamplingFilter.Lanczos3, k - 2 - ((double)phase / LanczosPhases))).ToArray();
            for (var k = 0; k < LanczosTaps; k++)
            {
                table[(phase * LanczosLength) + k] = (float)(exact[k] / exact.Sum());
            }
        }

        return table;
    }

    private static void CopyAround(Plane<float> source, int left, int top, int columns, int rows, Span<float> border)
    {
        for (var y = 0; y < rows; y++)
        {
            var row = source.Row(Math.Clamp(top + y, 0, source.Height - 1));
            for (var x = 0; x < columns; x++)
            {
                border[(y * columns) + x] = row[Math.Clamp(left + x, 0, row.Length - 1)];
            }
        }
    }

    private static void ThrowUnlessEqual(Plane<float> source, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (xs.Length != output.Length || ys.Length != output.Length)
        {
            throw new ArgumentException($"{xs.Length} columns and {ys.Length} rows cannot give {output.Length} samples.", nameof(output));
        }
    }
}
