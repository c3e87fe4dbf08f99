using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Imaging;

/// <summary>Parts every second sample of a row from the others and joins them again.</summary>
/// <remarks>A pair of floats is one 64-bit number: narrowing keeps its lower half, a shift brings the upper one down.</remarks>
public static class Interleaving
{
    /// <summary>even[i] = row[2 i], odd[i] = row[2 i + 1].</summary>
    /// <param name="row">Twice as many samples.</param>
    /// <param name="even">As many samples as <paramref name="odd"/>.</param>
    /// <param name="odd">As many samples as <paramref name="even"/>.</param>
    public static void Split(ReadOnlySpan<float> row, Span<float> even, Span<float> odd)
    {
        var n = Vector<float>.Count;
        var x = 0;
        if (BitConverter.IsLittleEndian)
        {
            for (; x <= even.Length - n; x += n)
            {
                var pairs = MemoryMarshal.Cast<float, ulong>(row.Slice(2 * x, 2 * n));
                var low = new Vector<ulong>(pairs);
                var high = new Vector<ulong>(pairs[(n / 2)..]);
                Vector.AsVectorSingle(Vector.Narrow(low, high)).CopyTo(even.Slice(x, n));
                Vector.AsVectorSingle(Vector.Narrow(low >>> 32, high >>> 32)).CopyTo(odd.Slice(x, n));
            }
        }

        for (; x < even.Length; x++)
        {
            even[x] = row[2 * x];
            odd[x] = row[(2 * x) + 1];
        }
    }

    /// <summary>row[2 i] = even[i], row[2 i + 1] = odd[i]; the row may end after an even sample.</summary>
    /// <param name="even">Samples.</param>
    /// <param name="odd">As many samples, or one fewer.</param>
    /// <param name="row">The samples of both.</param>
    public static void Join(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> row)
    {
        var n = Vector<float>.Count;
        var x = 0;
        if (BitConverter.IsLittleEndian)
        {
            for (; x <= odd.Length - n; x += n)
            {
                Vector.Widen(Vector.AsVectorUInt32(new Vector<float>(even.Slice(x, n))), out var evenLow, out var evenHigh);
                Vector.Widen(Vector.AsVectorUInt32(new Vector<float>(odd.Slice(x, n))), out var oddLow, out var oddHigh);
                var pairs = MemoryMarshal.Cast<float, ulong>(row.Slice(2 * x, 2 * n));
                (evenLow | (oddLow << 32)).CopyTo(pairs);
                (evenHigh | (oddHigh << 32)).CopyTo(pairs[(n / 2)..]);
            }
        }

        for (; x < odd.Length; x++)
        {
            row[2 * x] = even[x];
            row[(2 * x) + 1] = odd[x];
        }

        if (row.Length % 2 == 1)
        {
            row[^1] = even[^1];
        }
    }
}
