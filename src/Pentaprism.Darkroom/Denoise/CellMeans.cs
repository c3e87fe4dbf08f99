using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>Means of a plane over cells of 128 × 128 samples, for each kind of photosite by itself, and their return after denoising.</summary>
/// <remarks>
/// Denoising averages roots, and where only a few electrons were counted the way back is off by a share of one. What the sensor counted
/// over a large area is known far better than that: what an area lost is added to it again, linearly interpolated between the centres
/// of the cells. The mean of 4,096 samples carries a sixty-fourth of their noise.
/// </remarks>
internal sealed class CellMeans
{
    private const int Cell = 128;

    // Partial sums of a row, whatever vectors the processor has: the order of a sum never depends on it.
    private const int Lanes = 8;

    private readonly int _columns;
    private readonly int _rows;
    private readonly int _period;
    private readonly double[] _means;

    private CellMeans(Plane<float> plane, int period)
    {
        _columns = (plane.Width + Cell - 1) / Cell;
        _rows = (plane.Height + Cell - 1) / Cell;
        _period = period;
        _means = new double[_rows * _columns * period * period];
    }

    /// <summary>Gives a denoised plane the means of its original. Samples that were left alone, as clipped ones are, stay as they are.</summary>
    /// <param name="original">The plane before.</param>
    /// <param name="plane">The plane after; changed in place.</param>
    /// <param name="period">2 for a Bayer mosaic, whose four kinds are taken apart; 1 for a plane of one colour.</param>
    /// <param name="context">Workers.</param>
    public static void Keep(Plane<float> original, Plane<float> plane, int period, ProcessingContext context) =>
        Of(original, period, context).Return(original, plane, context);

    private static CellMeans Of(Plane<float> plane, int period, ProcessingContext context)
    {
        var means = new CellMeans(plane, period);
        Bands.Run(context, plane.Width, plane.Height, Cell, (top, bottom) => means.Sum(plane, top, bottom));
        return means;
    }

    private void Return(Plane<float> original, Plane<float> plane, ProcessingContext context)
    {
        var lost = Of(plane, _period, context)._means;
        for (var i = 0; i < lost.Length; i++)
        {
            lost[i] = _means[i] - lost[i];
        }

        var across = Enumerable.Range(0, plane.Width).Select(x => Between(x, _columns)).Select(place => (place.Before, Share: (float)place.Share)).ToArray();
        Bands.Run(context, plane.Width, plane.Height, (top, bottom) =>
        {
            var line = new float[(_columns + 1) * _period];
            for (var y = top; y < bottom; y++)
            {
                InterpolateDown(lost, y, line);
                AddAlong(plane.Row(y), original.Row(y), line, across, _period);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(Plane<float> plane, int top, int bottom)
    {
        var kinds = _period * _period;
        for (var column = 0; column < _columns; column++)
        {
            var (left, right) = (column * Cell, Math.Min(plane.Width, (column + 1) * Cell));
            var means = _means.AsSpan((((top / Cell) * _columns) + column) * kinds, kinds);
            means.Clear();
            for (var y = top; y < bottom; y++)
            {
                AddRow(plane.Row(y)[left..right], means.Slice((y % _period) * _period, _period));
            }

            for (var kind = 0; kind < kinds; kind++)
            {
                var (across, down) = (Count(right - left, kind % _period), Count(bottom - top, kind / _period));
                means[kind] /= Math.Max(1, across * down);
            }
        }
    }

    // How many of so many neighbours are of one parity.
    private int Count(int length, int parity) => (length - parity + _period - 1) / _period;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(ReadOnlySpan<float> row, Span<double> sums)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var x = 0;
        for (; x <= row.Length - Lanes; x += Lanes)
        {
            var (first, second) = Vector256.Widen(Vector256.Create(row.Slice(x, Lanes)));
            (low, high) = (low + first, high + second);
        }

        var four = low + high;
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
        {
            sums[lane & (sums.Length - 1)] += four[lane];
        }

        for (; x < row.Length; x++)
        {
            sums[x & (sums.Length - 1)] += row[x];
        }
    }

    // What the cells lack at the height of a row, kind by kind; the last cell twice.
    private void InterpolateDown(double[] lost, int y, Span<float> line)
    {
        var kinds = _period * _period;
        var (above, below, share) = Between(y, _rows);
        for (var i = 0; i < line.Length; i++)
        {
            var column = Math.Min(i / _period, _columns - 1);
            var kind = ((y % _period) * _period) + (i % _period);
            var a = lost[(((above * _columns) + column) * kinds) + kind];
            var b = lost[(((below * _columns) + column) * kinds) + kind];
            line[i] = (float)(a + ((b - a) * share));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddAlong(Span<float> row, ReadOnlySpan<float> original, ReadOnlySpan<float> line, ReadOnlySpan<(int Before, float Share)> across, int period)
    {
        across = across[..row.Length];
        original = original[..row.Length];
        for (var x = 0; x < row.Length; x++)
        {
            var (before, share) = across[x];
            var at = (before * period) + (x & (period - 1));
            var missing = MathF.FusedMultiplyAdd(line[at + period] - line[at], share, line[at]);
            row[x] += row[x] == original[x] ? 0 : missing;
        }
    }

    // Linear between the centres of the cells, the outermost held to the border.
    private static (int Before, int After, double Share) Between(int at, int cells)
    {
        var place = Math.Clamp(((at + 0.5) / Cell) - 0.5, 0, cells - 1);
        var before = Math.Min((int)place, Math.Max(0, cells - 2));
        return (before, Math.Min(before + 1, cells - 1), place - before);
    }
}
