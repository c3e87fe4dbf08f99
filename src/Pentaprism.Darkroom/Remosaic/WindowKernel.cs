using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        RequireWindow(samples, stride, filter.Length);
        ref var window = ref MemoryMarshal.GetReference(samples);
        ref var weights = ref MemoryMarshal.GetReference(filter);
        var (left, right) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint at = 0, from = 0; at < (nuint)filter.Length; at += CellFilters.Stride, from += (nuint)stride)
        {
            left = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref window, from), Vector256.LoadUnsafe(ref weights, at), left);
            right = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref window, from + Lanes), Vector256.LoadUnsafe(ref weights, at + Lanes), right);
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
        RequireWindow(samples, stride, length);
        ref var window = ref MemoryMarshal.GetReference(samples);
        ref var a = ref MemoryMarshal.GetReference(filters);
        ref var b = ref MemoryMarshal.GetReference(filters[length..]);
        ref var c = ref MemoryMarshal.GetReference(filters[(2 * length)..]);
        ref var d = ref MemoryMarshal.GetReference(filters[(3 * length)..]);
        var (sumA, sumB, sumC, sumD) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint at = 0, from = 0; at < (nuint)length; at += CellFilters.Stride, from += (nuint)stride)
        {
            var (left, right) = (Vector256.LoadUnsafe(ref window, from), Vector256.LoadUnsafe(ref window, from + Lanes));
            sumA = Vector256.FusedMultiplyAdd(right, Vector256.LoadUnsafe(ref a, at + Lanes), Vector256.FusedMultiplyAdd(left, Vector256.LoadUnsafe(ref a, at), sumA));
            sumB = Vector256.FusedMultiplyAdd(right, Vector256.LoadUnsafe(ref b, at + Lanes), Vector256.FusedMultiplyAdd(left, Vector256.LoadUnsafe(ref b, at), sumB));
            sumC = Vector256.FusedMultiplyAdd(right, Vector256.LoadUnsafe(ref c, at + Lanes), Vector256.FusedMultiplyAdd(left, Vector256.LoadUnsafe(ref c, at), sumC));
            sumD = Vector256.FusedMultiplyAdd(right, Vector256.LoadUnsafe(ref d, at + Lanes), Vector256.FusedMultiplyAdd(left, Vector256.LoadUnsafe(ref d, at), sumD));
        }

        (sums[0], sums[1], sums[2], sums[3]) = (Sum(sumA), Sum(sumB), Sum(sumC), Sum(sumD));
    }

    // One check for a window instead of one for every vector.
    private static void RequireWindow(ReadOnlySpan<float> samples, int stride, int length) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Length, (((length / CellFilters.Stride) - 1) * stride) + CellFilters.Stride, nameof(samples));

    private static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
