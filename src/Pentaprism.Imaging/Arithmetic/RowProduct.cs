using System.Numerics;

namespace Pentaprism.Imaging;

/// <summary>The product of two rows of samples.</summary>
public static class RowProduct
{
    /// <summary>Multiplies a row by another, in place.</summary>
    /// <param name="samples">What is changed.</param>
    /// <param name="factors">At least as many factors.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer factors than samples.</exception>
    public static void Multiply(Span<float> samples, ReadOnlySpan<float> factors)
    {
        var n = Vector<float>.Count;
        factors = factors[..samples.Length];
        var x = 0;
        for (; x <= samples.Length - n; x += n)
        {
            (new Vector<float>(samples.Slice(x, n)) * new Vector<float>(factors.Slice(x, n))).CopyTo(samples.Slice(x, n));
        }

        for (; x < samples.Length; x++)
        {
            samples[x] *= factors[x];
        }
    }
}
