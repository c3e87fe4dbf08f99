using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Optics.Numerics;

/// <summary>Sums over spans of doubles.</summary>
internal static class Sums
{
    /// <summary>Σ a b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        var lanes = Vector<double>.Count;
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i <= a.Length - (2 * lanes); i += 2 * lanes)
        {
            even = Vector.FusedMultiplyAdd(new Vector<double>(a[i..]), new Vector<double>(b[i..]), even);
            odd = Vector.FusedMultiplyAdd(new Vector<double>(a[(i + lanes)..]), new Vector<double>(b[(i + lanes)..]), odd);
        }

        var sum = Vector.Sum(even + odd);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
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
            y[i] += factor * x[i];
        }
    }
}
