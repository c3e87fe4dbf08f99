using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Darkroom.Remosaic;

/// <summary>Sums of a window's samples times the weights of filters.</summary>
/// <remarks>Two vectors of eight a row, whatever the processor has: the order of a sum never depends on it.</remarks>
internal static class WindowKernel
{
    private const int Lanes = 8;

    /// <summary>Applies one filter.</summary>
    /// <param name="samples">From the window's first sample; sixteen to a row can be read.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="filter">Rows of sixteen weights.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float One(ReadOnlySpan<float> samples, int stride, ReadOnlySpan<float> filter)
    {
        var (left, right) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (int at = 0, from = 0; at < filter.Length; at += CellFilters.Stride, from += stride)
        {
            left = Vector256.FusedMultiplyAdd(Vector256.Create(samples.Slice(from, Lanes)), Vector256.Create(filter.Slice(at, Lanes)), left);
            right = Vector256.FusedMultiplyAdd(Vector256.Create(samples.Slice(from + Lanes, Lanes)), Vector256.Create(filter.Slice(at + Lanes, Lanes)), right);
        }

        return Sum(left + right);
    }

    /// <summary>Applies four filters to one window.</summary>
    /// <param name="samples">From the window's first sample; sixteen to a row can be read.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="filters">Four filters, one after the other.</param>
    /// <param name="sums">Receives four sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(ReadOnlySpan<float> samples, int stride, ReadOnlySpan<float> filters, Span<float> sums)
    {
        var length = filters.Length / 4;
        ReadOnlySpan<float> a = filters[..length], b = filters.Slice(length, length), c = filters.Slice(2 * length, length), d = filters.Slice(3 * length, length);
        var (sumA, sumB, sumC, sumD) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (int at = 0, from = 0; at < length; at += CellFilters.Stride, from += stride)
        {
            for (var half = 0; half < CellFilters.Stride; half += Lanes)
            {
                var window = Vector256.Create(samples.Slice(from + half, Lanes));
                sumA = Vector256.FusedMultiplyAdd(window, Vector256.Create(a.Slice(at + half, Lanes)), sumA);
                sumB = Vector256.FusedMultiplyAdd(window, Vector256.Create(b.Slice(at + half, Lanes)), sumB);
                sumC = Vector256.FusedMultiplyAdd(window, Vector256.Create(c.Slice(at + half, Lanes)), sumC);
                sumD = Vector256.FusedMultiplyAdd(window, Vector256.Create(d.Slice(at + half, Lanes)), sumD);
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (Sum(sumA), Sum(sumB), Sum(sumC), Sum(sumD));
    }

    private static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
