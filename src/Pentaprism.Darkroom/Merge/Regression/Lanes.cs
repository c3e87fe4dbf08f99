using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Vectors of a span.</summary>
internal static class Lanes
{
    /// <summary>Reads a vector.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> samples, int at) => new(samples.Slice(at, Vector<float>.Count));

    /// <summary>Writes a vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, Span<float> samples, int at) => value.CopyTo(samples.Slice(at, Vector<float>.Count));

    /// <summary>samples += a · b.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="at">Index of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Vector<float> a, Vector<float> b, Span<float> samples, int at)
    {
        var to = samples.Slice(at, Vector<float>.Count);
        Vector.FusedMultiplyAdd(a, b, new Vector<float>(to)).CopyTo(to);
    }
}
