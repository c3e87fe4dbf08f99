using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>The sum and the difference of two rows of samples.</summary>
public static class RowSum
{
    /// <summary>Adds a row to another, in place.</summary>
    /// <param name="samples">What is changed.</param>
    /// <param name="addends">At least as many samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer addends than samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<float> samples, ReadOnlySpan<float> addends)
    {
        var n = Vector<float>.Count;
        addends = addends[..samples.Length];
        var x = 0;
        for (; x <= samples.Length - n; x += n)
        {
            (new Vector<float>(samples.Slice(x, n)) + new Vector<float>(addends.Slice(x, n))).CopyTo(samples.Slice(x, n));
        }

        for (; x < samples.Length; x++)
        {
            samples[x] += addends[x];
        }
    }

    /// <summary>Subtracts a row from another, in place.</summary>
    /// <param name="samples">What is changed.</param>
    /// <param name="subtrahends">At least as many samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer subtrahends than samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(Span<float> samples, ReadOnlySpan<float> subtrahends)
    {
        var n = Vector<float>.Count;
        subtrahends = subtrahends[..samples.Length];
        var x = 0;
        for (; x <= samples.Length - n; x += n)
        {
            (new Vector<float>(samples.Slice(x, n)) - new Vector<float>(subtrahends.Slice(x, n))).CopyTo(samples.Slice(x, n));
        }

        for (; x < samples.Length; x++)
        {
            samples[x] -= subtrahends[x];
        }
    }
}
