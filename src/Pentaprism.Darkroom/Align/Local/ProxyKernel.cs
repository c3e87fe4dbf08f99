using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>The row kernels of <see cref="HalfRows"/> and <see cref="LocalProxy"/>.</summary>
internal static class ProxyKernel
{
    // 1 5 10 10 5 1, divided by 32.
    private const float Outer = 0.03125f;
    private const float Middle = 0.15625f;
    private const float Inner = 0.3125f;

    /// <summary>Low-passes of a row and of the row times (−1)^x, every second sample: weights 1 3 3 1 over columns 2u − 1 to 2u + 2.</summary>
    /// <param name="samples">The row from column −1 on.</param>
    /// <param name="odd">Factor of odd columns.</param>
    /// <param name="even">Factor of even columns.</param>
    /// <param name="halves">Two rows of scratch, one sample longer than the results.</param>
    /// <param name="low">Receives the low-pass, times 8.</param>
    /// <param name="high">Receives the other, times 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DemodulateRow(ReadOnlySpan<float> samples, float odd, float even, Plane<float> halves, Span<float> low, Span<float> high)
    {
        var odds = halves.Row(0);
        var evens = halves.Row(1);
        Interleaving.Split(samples, odds, evens);
        high = high[..low.Length];
        var n = Vector<float>.Count;
        var (three, oddFactor, evenFactor) = (new Vector<float>(3), new Vector<float>(odd), new Vector<float>(even));
        var u = 0;
        for (; u <= low.Length - n; u += n)
        {
            var a = Vector.FusedMultiplyAdd(new Vector<float>(odds[(u + 1)..]), three, new Vector<float>(odds[u..])) * oddFactor;
            var b = Vector.FusedMultiplyAdd(new Vector<float>(evens[u..]), three, new Vector<float>(evens[(u + 1)..])) * evenFactor;
            (b + a).CopyTo(low[u..]);
            (b - a).CopyTo(high[u..]);
        }

        for (; u < low.Length; u++)
        {
            var a = MathF.FusedMultiplyAdd(odds[u + 1], 3, odds[u]) * odd;
            var b = MathF.FusedMultiplyAdd(evens[u], 3, evens[u + 1]) * even;
            low[u] = b + a;
            high[u] = b - a;
        }
    }

    /// <summary>The same down the columns: of four rows, the low-pass and that of the rows times (−1)^y, both with all weights.</summary>
    /// <param name="sums">Results of <see cref="DemodulateRow"/> in a ring of four: row y in slot y mod 4.</param>
    /// <param name="first">First of the four rows, an odd one.</param>
    /// <param name="left">First column.</param>
    /// <param name="low">Receives the low-pass.</param>
    /// <param name="high">Receives the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DemodulateColumns(Plane<float> sums, int first, int left, Span<float> low, Span<float> high)
    {
        const float Scale = 1 / 64f;
        var length = low.Length;
        high = high[..length];
        var r0 = sums.Row(first & 3).Slice(left, length);
        var r1 = sums.Row((first + 1) & 3).Slice(left, length);
        var r2 = sums.Row((first + 2) & 3).Slice(left, length);
        var r3 = sums.Row((first + 3) & 3).Slice(left, length);
        var n = Vector<float>.Count;
        var (three, scale) = (new Vector<float>(3), new Vector<float>(Scale));
        var x = 0;
        for (; x <= length - n; x += n)
        {
            var a = Vector.FusedMultiplyAdd(new Vector<float>(r2[x..]), three, new Vector<float>(r0[x..])) * scale;
            var b = Vector.FusedMultiplyAdd(new Vector<float>(r1[x..]), three, new Vector<float>(r3[x..])) * scale;
            (b + a).CopyTo(low[x..]);
            (b - a).CopyTo(high[x..]);
        }

        for (; x < length; x++)
        {
            var a = MathF.FusedMultiplyAdd(r2[x], 3, r0[x]) * Scale;
            var b = MathF.FusedMultiplyAdd(r1[x], 3, r3[x]) * Scale;
            low[x] = b + a;
            high[x] = b - a;
        }
    }

    /// <summary>One row smoothed by 1 2 1 both ways.</summary>
    /// <param name="rows">The row and its neighbours.</param>
    /// <param name="channel">Light or a carrier.</param>
    /// <param name="y">The row.</param>
    /// <param name="scratch">A row at least two samples longer than the result.</param>
    /// <param name="smooth">Receives the row.</param>
    public static void Smooth(HalfRows rows, int channel, int y, Plane<float> scratch, Span<float> smooth)
    {
        var padded = scratch.Row(0)[..(smooth.Length + 2)];
        Mix(rows[channel, y - 1], rows[channel, y], rows[channel, y + 1], padded.Slice(1, smooth.Length));
        Mirror.PadEnds(padded, 1, smooth.Length);
        Mix(padded, padded[1..], padded[2..], smooth);
    }

    /// <summary>One row halved once more by 1 5 10 10 5 1 over samples 2i − 2 to 2i + 3 both ways.</summary>
    /// <param name="rows">Rows 2 i − 2 to 2 i + 3.</param>
    /// <param name="channel">Light or a carrier.</param>
    /// <param name="row">The result's row.</param>
    /// <param name="scratch">Two rows, at least eight samples longer than the rows.</param>
    /// <param name="quarter">Receives the row.</param>
    public static void Quarter(HalfRows rows, int channel, int row, Plane<float> scratch, Span<float> quarter)
    {
        var count = (rows.Width + 1) / 2;
        var padded = scratch.Row(0)[..((2 * count) + 4)];
        SumRows(rows, channel, (2 * row) - 2, padded.Slice(2, rows.Width));
        Mirror.PadEnds(padded, 2, rows.Width);
        var even = scratch.Row(1)[..(count + 2)];
        var odd = scratch.Row(1).Slice(count + 2, count + 2);
        Interleaving.Split(padded, even, odd);
        SumColumns(even, odd, quarter[..count]);
    }

    /// <summary>Joins three rows to samples of four numbers, the last of them zero.</summary>
    /// <param name="a">First numbers.</param>
    /// <param name="b">Second numbers.</param>
    /// <param name="c">Third numbers.</param>
    /// <param name="joined">Receives four times as many.</param>
    public static void Interleave(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> joined)
    {
        for (var i = 0; i < joined.Length / 4; i++)
        {
            Vector128.Create(a[i], b[i], c[i], 0).CopyTo(joined[(4 * i)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(ReadOnlySpan<float> before, ReadOnlySpan<float> middle, ReadOnlySpan<float> behind, Span<float> mixed)
    {
        var n = Vector<float>.Count;
        var (half, quarter) = (new Vector<float>(0.5f), new Vector<float>(0.25f));
        var x = 0;
        for (; x <= mixed.Length - n; x += n)
        {
            var sum = Vector.FusedMultiplyAdd(new Vector<float>(middle[x..]), half, new Vector<float>(before[x..]) * quarter);
            Vector.FusedMultiplyAdd(new Vector<float>(behind[x..]), quarter, sum).CopyTo(mixed[x..]);
        }

        for (; x < mixed.Length; x++)
        {
            mixed[x] = MathF.FusedMultiplyAdd(behind[x], 0.25f, MathF.FusedMultiplyAdd(middle[x], 0.5f, before[x] * 0.25f));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumRows(HalfRows rows, int channel, int top, Span<float> sums)
    {
        var r0 = rows[channel, top][..sums.Length];
        var r1 = rows[channel, top + 1][..sums.Length];
        var r2 = rows[channel, top + 2][..sums.Length];
        var r3 = rows[channel, top + 3][..sums.Length];
        var r4 = rows[channel, top + 4][..sums.Length];
        var r5 = rows[channel, top + 5][..sums.Length];
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= sums.Length - n; x += n)
        {
            Sum(
                new Vector<float>(r0[x..]) + new Vector<float>(r5[x..]),
                new Vector<float>(r1[x..]) + new Vector<float>(r4[x..]),
                new Vector<float>(r2[x..]) + new Vector<float>(r3[x..])).CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] = Sum(r0[x] + r5[x], r1[x] + r4[x], r2[x] + r3[x]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumColumns(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> sums)
    {
        var n = Vector<float>.Count;
        var i = 0;
        for (; i <= sums.Length - n; i += n)
        {
            Sum(
                new Vector<float>(even[i..]) + new Vector<float>(odd[(i + 2)..]),
                new Vector<float>(odd[i..]) + new Vector<float>(even[(i + 2)..]),
                new Vector<float>(even[(i + 1)..]) + new Vector<float>(odd[(i + 1)..])).CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] = Sum(even[i] + odd[i + 2], odd[i] + even[i + 2], even[i + 1] + odd[i + 1]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sum(Vector<float> outer, Vector<float> middle, Vector<float> inner) => Vector.FusedMultiplyAdd(
        outer, new Vector<float>(Outer), Vector.FusedMultiplyAdd(middle, new Vector<float>(Middle), inner * new Vector<float>(Inner)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(float outer, float middle, float inner) =>
        MathF.FusedMultiplyAdd(outer, Outer, MathF.FusedMultiplyAdd(middle, Middle, inner * Inner));
}
