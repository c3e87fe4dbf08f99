using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Parts a row into its even and odd columns, and joins them again.</summary>
/// <remarks>
/// Two neighbouring floats are read as one 64-bit number: the even column is its lower half, the odd one its upper half, as on
/// every processor that .NET runs on (little endian).
/// </remarks>
internal static class ColumnPairs
{
    /// <summary>Parts a row.</summary>
    /// <param name="line">The row, a multiple of two vectors long.</param>
    /// <param name="even">Receives its even columns.</param>
    /// <param name="odd">Receives its odd columns.</param>
    public static void Part(ReadOnlySpan<float> line, Span<float> even, Span<float> odd)
    {
        var pairs = MemoryMarshal.Cast<float, Vector<ulong>>(line);
        var evens = MemoryMarshal.Cast<float, Vector<uint>>(even);
        var odds = MemoryMarshal.Cast<float, Vector<uint>>(odd);
        for (var i = 0; i < evens.Length; i++)
        {
            var a = pairs[2 * i];
            var b = pairs[(2 * i) + 1];
            evens[i] = Vector.Narrow(a, b);
            odds[i] = Vector.Narrow(Vector.ShiftRightLogical(a, 32), Vector.ShiftRightLogical(b, 32));
        }
    }

    /// <summary>Joins columns.</summary>
    /// <param name="even">Even columns, a multiple of a vector long.</param>
    /// <param name="odd">Odd columns, as many.</param>
    /// <param name="line">Receives the row.</param>
    public static void Join(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> line)
    {
        var pairs = MemoryMarshal.Cast<float, Vector<ulong>>(line);
        var evens = MemoryMarshal.Cast<float, Vector<uint>>(even);
        var odds = MemoryMarshal.Cast<float, Vector<uint>>(odd);
        for (var i = 0; i < evens.Length; i++)
        {
            Vector.Widen(evens[i], out var lowA, out var lowB);
            Vector.Widen(odds[i], out var highA, out var highB);
            pairs[2 * i] = lowA | Vector.ShiftLeft(highA, 32);
            pairs[(2 * i) + 1] = lowB | Vector.ShiftLeft(highB, 32);
        }
    }
}
