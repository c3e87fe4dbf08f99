using System.Numerics;
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

        var four = low + high;
        var two = four.GetLower() + four.GetUpper();
        var sum = two.ToScalar() + two.GetElement(1);
        for (; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }

        return sum;
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
}
