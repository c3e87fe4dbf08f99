using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pentaprism.Optics.Numerics;

/// <summary>Sums over spans of doubles, the same bits on every machine.</summary>
internal static class Sums
{
    private const int Lanes = 8;

    /// <summary>Σ a b: eight sums of every eighth product each, added up in one fixed order, then what is left.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i), low);
            high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i + 4), Vector256.LoadUnsafe(ref y, (nuint)i + 4), high);
        }

        var sum = Total(low, high);
        for (; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }

        return sum;
    }

    /// <summary>Σ a b weight, in the same order.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> weights)
    {
        b = b[..a.Length];
        weights = weights[..a.Length];
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var w = ref MemoryMarshal.GetReference(weights);
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            var (lower, upper) = (
                Vector256.LoadUnsafe(ref w, (nuint)i) * Vector256.LoadUnsafe(ref y, (nuint)i),
                Vector256.LoadUnsafe(ref w, (nuint)i + 4) * Vector256.LoadUnsafe(ref y, (nuint)i + 4));
            low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i), lower, low);
            high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i + 4), upper, high);
        }

        var sum = Total(low, high);
        for (; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], weights[i] * b[i], sum);
        }

        return sum;
    }

    /// <summary>sums += <see cref="Dot(ReadOnlySpan{double}, ReadOnlySpan{double})"/> of a with each of four spans that stand a stride apart.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="others">The first of the four; the others follow.</param>
    /// <param name="stride">Elements from one to the next.</param>
    /// <param name="sums">Four sums, added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddDots(ReadOnlySpan<double> a, ReadOnlySpan<double> others, int stride, Span<double> sums)
    {
        var b0 = others[..a.Length];
        var b1 = others.Slice(stride, a.Length);
        var b2 = others.Slice(2 * stride, a.Length);
        var b3 = others.Slice(3 * stride, a.Length);
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y0 = ref MemoryMarshal.GetReference(b0);
        ref var y1 = ref MemoryMarshal.GetReference(b1);
        ref var y2 = ref MemoryMarshal.GetReference(b2);
        ref var y3 = ref MemoryMarshal.GetReference(b3);
        Vector256<double> low0 = default, low1 = default, low2 = default, low3 = default;
        Vector256<double> high0 = default, high1 = default, high2 = default, high3 = default;
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            var low = Vector256.LoadUnsafe(ref x, (nuint)i);
            var high = Vector256.LoadUnsafe(ref x, (nuint)i + 4);
            low0 = Vector256.FusedMultiplyAdd(low, Vector256.LoadUnsafe(ref y0, (nuint)i), low0);
            low1 = Vector256.FusedMultiplyAdd(low, Vector256.LoadUnsafe(ref y1, (nuint)i), low1);
            low2 = Vector256.FusedMultiplyAdd(low, Vector256.LoadUnsafe(ref y2, (nuint)i), low2);
            low3 = Vector256.FusedMultiplyAdd(low, Vector256.LoadUnsafe(ref y3, (nuint)i), low3);
            high0 = Vector256.FusedMultiplyAdd(high, Vector256.LoadUnsafe(ref y0, (nuint)i + 4), high0);
            high1 = Vector256.FusedMultiplyAdd(high, Vector256.LoadUnsafe(ref y1, (nuint)i + 4), high1);
            high2 = Vector256.FusedMultiplyAdd(high, Vector256.LoadUnsafe(ref y2, (nuint)i + 4), high2);
            high3 = Vector256.FusedMultiplyAdd(high, Vector256.LoadUnsafe(ref y3, (nuint)i + 4), high3);
        }

        var (s0, s1, s2, s3) = (Total(low0, high0), Total(low1, high1), Total(low2, high2), Total(low3, high3));
        for (; i < a.Length; i++)
        {
            s0 = Math.FusedMultiplyAdd(a[i], b0[i], s0);
            s1 = Math.FusedMultiplyAdd(a[i], b1[i], s1);
            s2 = Math.FusedMultiplyAdd(a[i], b2[i], s2);
            s3 = Math.FusedMultiplyAdd(a[i], b3[i], s3);
        }

        sums[0] += s0;
        sums[1] += s1;
        sums[2] += s2;
        sums[3] += s3;
    }

    /// <summary>product = a b.</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = a[i] * b[i];
        }
    }

    /// <summary>y += factor · x.</summary>
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        y = y[..x.Length];
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(y);
        var f = new Vector<double>(factor);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector.FusedMultiplyAdd(f, new Vector<double>(x[(i * Vector<double>.Count)..]), vectors[i]);
        }

        for (var i = vectors.Length * Vector<double>.Count; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }

    private static double Total(Vector256<double> low, Vector256<double> high)
    {
        var four = low + high;
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}
