using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Robust;

/// <summary>Tells for each cell how unlike two frames are, 1 being the most that frames that show the same come to.</summary>
/// <remarks>
/// Squared differences of light and carriers over what noise, aliases and interpolation explain, averaged over 3 × 3 cells, average 1 where
/// the frames show the same. Each is compared with a limit of its own; of the two carriers of R − B the one that agrees better counts,
/// because detail aliases into one of them only. Cells that the frame does not show count as alike: they say nothing about their neighbours.
/// </remarks>
internal static class CellDistance
{
    // What 998 of 1000 cells of a static scene stay below.
    private const float LimitOfLight = 4.2f;
    private const float LimitOfCarriers = 5;

    // One cell may not count for more than this: a hot pixel is no ghost.
    private const float Cap = 60;

    private const int BandHeight = 16;

    /// <summary>Compares.</summary>
    /// <param name="reference">All cells of the reference.</param>
    /// <param name="frame">The frame's cells, all or a rectangle of them.</param>
    /// <param name="tolerance">Factors of squared differences, for all cells.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>One number for each cell of the frame; the caller's.</returns>
    public static Plane<float> Of(CellPicture reference, CellPicture frame, Plane<float> tolerance, ProcessingContext context)
    {
        var area = frame.Area;
        var distance = context.Pool.Rent<float>(area.Width, area.Height);
        Bands.Run(context, 4 * area.Width, area.Height, BandHeight, (top, bottom) =>
        {
            using var scratch = context.Pool.Rent<float>(4 * area.Width, 4);
            for (var row = top - 1; row < bottom + 1; row++)
            {
                if (row == top - 1 || row == bottom)
                {
                    Square(reference, frame, tolerance, Mirror.Index(row, area.Height), Slot(scratch, row));
                }
                else
                {
                    Square(reference, frame, tolerance, row, Slot(scratch, row));
                }

                if (row > top)
                {
                    Pool(Slot(scratch, row - 2), Slot(scratch, row - 1), Slot(scratch, row), scratch.Row(3), distance.Row(row - 1));
                }
            }
        });
        return distance;
    }

    private static Span<float> Slot(Plane<float> scratch, int row) => scratch.Row((row + 3) % 3);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(CellPicture reference, CellPicture frame, Plane<float> tolerance, int row, Span<float> squares)
    {
        var a = frame.Values.Row(row);
        var from = 4 * frame.Area.Left;
        var b = reference.Values.Row(row + frame.Area.Top).Slice(from, a.Length);
        var t = tolerance.Row(row + frame.Area.Top).Slice(from, a.Length);
        for (var i = 0; i < squares.Length; i += 4)
        {
            var d = Vector128.Create(a.Slice(i, 4)) - Vector128.Create(b.Slice(i, 4));
            d = a[i + 3] < CellPicture.Nowhere ? d : Vector128<float>.Zero;
            Vector128.Min(d * d * Vector128.Create(t.Slice(i, 4)), Vector128.Create(Cap)).CopyTo(squares[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pool(Span<float> above, Span<float> row, Span<float> below, Span<float> sums, Span<float> distance)
    {
        for (var i = 0; i < sums.Length; i += 4)
        {
            (Vector128.Create(above.Slice(i, 4)) + Vector128.Create(row.Slice(i, 4)) + Vector128.Create(below.Slice(i, 4))).CopyTo(sums[i..]);
        }

        var limits = Vector128.Create(1 / (9 * LimitOfCarriers), 1 / (9 * LimitOfCarriers), 1 / (9 * LimitOfCarriers), 1 / (9 * LimitOfLight));
        var last = distance.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            var sum = Vector128.Create(sums.Slice(4 * Math.Max(i - 1, 0), 4)) + Vector128.Create(sums.Slice(4 * i, 4)) + Vector128.Create(sums.Slice(4 * Math.Min(i + 1, last), 4));
            sum *= limits;
            distance[i] = Math.Max(Math.Max(sum.GetElement(3), sum.GetElement(0)), Math.Min(sum.GetElement(1), sum.GetElement(2)));
        }
    }
}
