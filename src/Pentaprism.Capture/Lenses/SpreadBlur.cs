using System.Numerics;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Lenses;

/// <summary>Gives the kernel of a point of the planes; null where nothing is spread.</summary>
/// <param name="x">Column; pixel centres are at integer + 0.5.</param>
/// <param name="y">Row.</param>
internal delegate SpreadKernel? KernelOfPlace(double x, double y);

/// <summary>Spreads each point of a plane over a shape that may change from place to place.</summary>
/// <remarks>
/// The picture is worked on in squares with one kernel each, that of their centre. Sums along the rows, in double precision, turn a run of any
/// length into a difference of two: the work is that of the shape's height, not of its area, and nothing becomes negative.
/// </remarks>
internal static class SpreadBlur
{
    private const int Square = 32;

    /// <summary>Gives the places for which kernels are asked in a plane.</summary>
    /// <param name="width">Columns of the plane.</param>
    /// <param name="height">Rows.</param>
    public static IEnumerable<(double X, double Y)> Places(int width, int height) =>
        from top in Enumerable.Range(0, Squares(height))
        from left in Enumerable.Range(0, Squares(width))
        select (Middle(left, width), Middle(top, height));

    /// <summary>Spreads a plane in place; samples beyond the border repeat the outermost ones.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="plane">The plane.</param>
    /// <param name="kernelOf">Kernels.</param>
    /// <param name="reach">No kernel goes farther from its point.</param>
    public static void Apply(ProcessingContext context, Plane<float> plane, KernelOfPlace kernelOf, int reach)
    {
        using var source = context.Pool.Rent<float>(plane.Width, plane.Height);
        plane.Samples.CopyTo(source.Samples);
        Bands.Run(context, plane.Width, plane.Height, Square, () => new Room(plane.Width, reach), (room, top, bottom) =>
        {
            var kernels = Enumerable.Range(0, Squares(plane.Width)).Select(square => kernelOf(Middle(square, plane.Width), Middle(top / Square, plane.Height))).ToArray();
            if (kernels.All(kernel => kernel is null))
            {
                return;
            }

            Array.Clear(room.Spread);
            for (var y = top - reach; y < bottom + reach; y++)
            {
                room.Load(source.Row(Math.Clamp(y, 0, plane.Height - 1)));
                for (var target = Math.Max(top, y - reach); target < Math.Min(bottom, y + reach + 1); target++)
                {
                    Add(room, kernels, target - y, room.Spread.AsSpan((target - top) * plane.Width, plane.Width));
                }
            }

            for (var y = top; y < bottom; y++)
            {
                Store(kernels, room.Spread.AsSpan((y - top) * plane.Width, plane.Width), plane.Row(y));
            }
        });
    }

    // What a row of the picture sends to another, which lies so many rows lower.
    private static void Add(Room room, SpreadKernel?[] kernels, int lower, Span<double> target)
    {
        for (var square = 0; square < kernels.Length; square++)
        {
            if (kernels[square] is not { } kernel)
            {
                continue;
            }

            var left = square * Square;
            var length = Math.Min(Square, target.Length - left);
            foreach (var run in kernel.Row(lower))
            {
                // Light that arrives at a pixel started as far to its left as the kernel reaches to the right.
                var (start, partOfStart) = Split(0.5 - run.Right);
                var (end, partOfEnd) = Split(0.5 - run.Left);
                Run(room.SumsFrom(left + start, length + 1), room.SumsFrom(left + end, length + 1), partOfStart, partOfEnd, run.Density, target.Slice(left, length));
            }
        }
    }

    private static void Run(ReadOnlySpan<double> starts, ReadOnlySpan<double> ends, double partOfStart, double partOfEnd, double density, Span<double> target)
    {
        var (ofStart, ofEnd, factor) = (new Vector<double>(partOfStart), new Vector<double>(partOfEnd), new Vector<double>(density));
        var x = 0;
        for (; x <= target.Length - Vector<double>.Count; x += Vector<double>.Count)
        {
            var (a, b) = (new Vector<double>(starts[x..]), new Vector<double>(ends[x..]));
            a = Vector.FusedMultiplyAdd(ofStart, new Vector<double>(starts[(x + 1)..]) - a, a);
            b = Vector.FusedMultiplyAdd(ofEnd, new Vector<double>(ends[(x + 1)..]) - b, b);
            Vector.FusedMultiplyAdd(factor, b - a, new Vector<double>(target[x..])).CopyTo(target[x..]);
        }

        for (; x < target.Length; x++)
        {
            var a = Math.FusedMultiplyAdd(partOfStart, starts[x + 1] - starts[x], starts[x]);
            var b = Math.FusedMultiplyAdd(partOfEnd, ends[x + 1] - ends[x], ends[x]);
            target[x] = Math.FusedMultiplyAdd(density, b - a, target[x]);
        }
    }

    private static void Store(SpreadKernel?[] kernels, ReadOnlySpan<double> spread, Span<float> row)
    {
        for (var square = 0; square < kernels.Length; square++)
        {
            for (var x = square * Square; kernels[square] is not null && x < Math.Min((square + 1) * Square, row.Length); x++)
            {
                row[x] = (float)Math.Max(spread[x], 0);
            }
        }
    }

    private static int Squares(int length) => (length + Square - 1) / Square;

    private static double Middle(int square, int length) => Math.Min((square + 0.5) * Square, length);

    private static (int Whole, double Part) Split(double place) => ((int)Math.Floor(place), place - Math.Floor(place));

    private sealed class Room(int width, int reach)
    {
        // One pixel more for the interpolation between sums.
        private readonly double[] _sums = new double[width + (2 * (reach + 2)) + 1];

        public double[] Spread { get; } = new double[Square * width];

        // Sum of all samples before a column; columns begin left of the picture.
        public void Load(ReadOnlySpan<float> row)
        {
            var sum = 0.0;
            for (var i = 0; i < _sums.Length; i++)
            {
                _sums[i] = sum;
                sum += row[Math.Clamp(i - reach - 2, 0, row.Length - 1)];
            }
        }

        public ReadOnlySpan<double> SumsFrom(int column, int count) => _sums.AsSpan(column + reach + 2, count);
    }
}
