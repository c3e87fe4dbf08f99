using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Reduces a frame to the coded means of square cells.</summary>
internal static class ProxyReduction
{
    private const int BandHeight = 32;

    /// <summary>Runs the reduction.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="factor">Side of a cell in samples.</param>
    /// <param name="coding">What to do with the means.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>One sample a whole cell; the caller's.</returns>
    public static Plane<float> Run(FrameStore store, int frame, int factor, ProxyCoding coding, ProcessingContext context)
    {
        var cells = context.Pool.Rent<float>(Math.Max(store.Width / factor, 1), Math.Max(store.Height / factor, 1));
        var width = cells.Width * factor;
        Bands.Run(context, width, cells.Height, BandHeight, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(width, 3);
            for (var y = top; y < bottom; y++)
            {
                Row(store, frame, factor, coding, y, scratch, cells.Row(y));
            }
        });
        return cells;
    }

    /// <summary>Reduces a frame to the coded means of two by two samples about every corner between them.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="coding">What to do with the means.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>A column and a row less than the frame; the caller's.</returns>
    public static Plane<float> RunOverlapping(FrameStore store, int frame, ProxyCoding coding, ProcessingContext context)
    {
        var cells = context.Pool.Rent<float>(store.Width - 1, store.Height - 1);
        Bands.Run(context, store.Width, cells.Height, BandHeight, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(store.Width, 3);
            for (var y = top; y < bottom; y++)
            {
                SumColumns(store, frame, y, 2, coding, scratch);
                AddNeighbours(scratch.Row(0), cells.Row(y));
                coding.Code(cells.Row(y), 4 * store.Planes);
            }
        });
        return cells;
    }

    /// <summary>Makes one row of cells.</summary>
    /// <param name="store">The burst.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="factor">Side of a cell in samples.</param>
    /// <param name="coding">What to do with the means.</param>
    /// <param name="y">The row.</param>
    /// <param name="scratch">Three rows of as many samples as the cells cover.</param>
    /// <param name="cells">Receives the row.</param>
    public static void Row(FrameStore store, int frame, int factor, ProxyCoding coding, int y, Plane<float> scratch, Span<float> cells)
    {
        SumColumns(store, frame, y * factor, factor, coding, scratch);
        SumRow(scratch, factor, cells);
        coding.Code(cells, factor * factor * store.Planes);
    }

    private static void SumColumns(FrameStore store, int frame, int top, int factor, ProxyCoding coding, Plane<float> scratch)
    {
        var width = scratch.Width;
        var sums = scratch.Row(0);
        var samples = scratch.Row(1);
        sums.Clear();
        for (var plane = 0; plane < store.Planes; plane++)
        {
            for (var row = 0; row < factor; row++)
            {
                store.Read(frame, plane, 0, top + row, width, 1, samples, width);
                coding.Add(samples, sums);
            }
        }
    }

    // Halves the row while it can, then adds what is left of a cell one by one.
    private static void SumRow(Plane<float> scratch, int factor, Span<float> cells)
    {
        var sums = scratch.Row(0);
        var spare = scratch.Row(2);
        for (; factor % 2 == 0; factor /= 2)
        {
            var half = spare[..(sums.Length / 2)];
            AddPairs(sums, half);
            spare = sums;
            sums = half;
        }

        for (var x = 0; x < cells.Length; x++)
        {
            var sum = sums[x * factor];
            for (var k = 1; k < factor; k++)
            {
                sum += sums[(x * factor) + k];
            }

            cells[x] = sum;
        }
    }

    private static void AddNeighbours(ReadOnlySpan<float> row, Span<float> sums)
    {
        var n = Vector<float>.Count;
        var x = 0;
        for (; x <= sums.Length - n; x += n)
        {
            (new Vector<float>(row[x..]) + new Vector<float>(row[(x + 1)..])).CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] = row[x] + row[x + 1];
        }
    }

    // A pair of floats is one 64-bit number: narrowing keeps its lower half, a shift brings the upper one down.
    private static void AddPairs(ReadOnlySpan<float> row, Span<float> sums)
    {
        var n = Vector<float>.Count;
        var x = 0;
        if (BitConverter.IsLittleEndian)
        {
            for (; x <= sums.Length - n; x += n)
            {
                var pairs = MemoryMarshal.Cast<float, ulong>(row.Slice(2 * x, 2 * n));
                var low = new Vector<ulong>(pairs);
                var high = new Vector<ulong>(pairs[(n / 2)..]);
                var even = Vector.AsVectorSingle(Vector.Narrow(low, high));
                var odd = Vector.AsVectorSingle(Vector.Narrow(low >>> 32, high >>> 32));
                (even + odd).CopyTo(sums.Slice(x, n));
            }
        }

        for (; x < sums.Length; x++)
        {
            sums[x] = row[2 * x] + row[(2 * x) + 1];
        }
    }
}
