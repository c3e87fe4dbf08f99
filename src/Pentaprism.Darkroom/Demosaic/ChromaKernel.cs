using System.Numerics;
using static Pentaprism.Darkroom.Demosaic.BayerTile;
using static Pentaprism.Darkroom.Demosaic.RcdKernel;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Red and blue where they are missing, from colour differences to a green that is complete: the last steps of RCD.</summary>
/// <remarks>Reach: 5 photosites beyond green, and what <see cref="RcdKernel.AxisAtGreen"/> needs.</remarks>
internal static class ChromaKernel
{
    /// <summary>Fills in red and blue; the first half planes from <see cref="BayerTile.FirstFree"/> + 2 on are overwritten.</summary>
    /// <param name="tile">A tile with green everywhere and the axes at green sites.</param>
    public static void Run(BayerTile tile)
    {
        var diagonal = tile.Half(FirstFree + 4);
        FindDiagonals(tile, tile.Half(FirstFree + 2), tile.Half(FirstFree + 3), diagonal);
        FillOtherChroma(tile, diagonal);
        FillChromaAtGreen(tile);
    }

    // 0 where the picture is smooth along the diagonal from the upper left, 1 where it is along the one from the upper right.
    private static void FindDiagonals(BayerTile tile, Span<float> falling, Span<float> rising, Span<float> diagonal)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        for (var r = 3; r < tile.Height - 3; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var centre = At(chroma, i) * 6;
                var p = At(chroma, i - (3 * Stride) + s - 2) - At(chroma, i - Stride + s - 1)
                    - At(chroma, i + Stride + s) + At(chroma, i + (3 * Stride) + s + 1) - ((At(chroma, i - (2 * Stride) - 1) + At(chroma, i + (2 * Stride) + 1)) * 3) + centre;
                var q = At(chroma, i - (3 * Stride) + s + 1) - At(chroma, i - Stride + s)
                    - At(chroma, i + Stride + s - 1) + At(chroma, i + (3 * Stride) + s - 2) - ((At(chroma, i - (2 * Stride) + 1) + At(chroma, i + (2 * Stride) - 1)) * 3) + centre;
                Put(falling, i, p * p);
                Put(rising, i, q * q);
            }
        }

        var least = new Vector<float>(SmallestEnergy);
        for (var r = 4; r < tile.Height - 4; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var p = Vector.MaxNative(least, At(falling, i - Stride + s - 1) + At(falling, i) + At(falling, i + Stride + s));
                var q = Vector.MaxNative(least, At(rising, i - Stride + s) + At(rising, i) + At(rising, i + Stride + s - 1));
                Put(diagonal, i, p / (p + q));
            }
        }
    }

    private static void FillOtherChroma(BayerTile tile, ReadOnlySpan<float> diagonal)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(GreenAtChroma);
        var output = tile.Half(OtherAtChroma);
        for (var r = tile.Halo - 3; r < tile.Height - tile.Halo + 3; r++)
        {
            var s = tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var (nw, ne) = (i - Stride + s - 1, i - Stride + s);
                var (sw, se) = (i + Stride + s - 1, i + Stride + s);
                var centre = At(green, i);
                var northWest = At(chroma, nw);
                var northEast = At(chroma, ne);
                var southWest = At(chroma, sw);
                var southEast = At(chroma, se);
                var falling = new Vector<float>(Epsilon) + Vector.Abs(northWest - southEast);
                var rising = new Vector<float>(Epsilon) + Vector.Abs(northEast - southWest);
                var nwGradient = falling + Vector.Abs(northWest - At(chroma, nw - (2 * Stride) - 1))
                    + Vector.Abs(centre - At(green, i - (2 * Stride) - 1));
                var seGradient = falling + Vector.Abs(southEast - At(chroma, se + (2 * Stride) + 1))
                    + Vector.Abs(centre - At(green, i + (2 * Stride) + 1));
                var neGradient = rising + Vector.Abs(northEast - At(chroma, ne - (2 * Stride) + 1))
                    + Vector.Abs(centre - At(green, i - (2 * Stride) + 1));
                var swGradient = rising + Vector.Abs(southWest - At(chroma, sw + (2 * Stride) - 1))
                    + Vector.Abs(centre - At(green, i + (2 * Stride) - 1));
                var p = Average(northWest - At(green, nw), seGradient, southEast - At(green, se), nwGradient);
                var q = Average(northEast - At(green, ne), swGradient, southWest - At(green, sw), neGradient);
                Put(output, i, centre + Blend(p, q, Decided(diagonal, i, s)));
            }
        }
    }

    private static void FillChromaAtGreen(BayerTile tile)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        ReadOnlySpan<float> other = tile.Half(OtherAtChroma);
        ReadOnlySpan<float> axis = tile.Half(AxisAtGreen);
        for (var r = tile.Halo; r < tile.Height - tile.Halo; r++)
        {
            var t = 1 - tile.ChromaColumn(r);
            for (var k = 0; k < Stride; k += Vector<float>.Count)
            {
                var i = Row(r) + k;
                var centre = At(green, i);
                var epsilon = new Vector<float>(Epsilon);
                var north = epsilon + Vector.Abs(centre - At(green, i - (2 * Stride)));
                var south = epsilon + Vector.Abs(centre - At(green, i + (2 * Stride)));
                var west = epsilon + Vector.Abs(centre - At(green, i - 1));
                var east = epsilon + Vector.Abs(centre - At(green, i + 1));
                var steps = new Steps(north, south, west, east, Decided(axis, i, t));
                Put(tile.Half(RowChromaAtGreen), i, centre + Difference(tile, other, chroma, i, t, steps));
                Put(tile.Half(ColumnChromaAtGreen), i, centre + Difference(tile, chroma, other, i, t, steps));
            }
        }
    }

    // Colour difference at a green site from those above and below (column) and on either side (row).
    private static Vector<float> Difference(BayerTile tile, ReadOnlySpan<float> column, ReadOnlySpan<float> row, int i, int t, in Steps steps)
    {
        ReadOnlySpan<float> green = tile.Half(GreenAtChroma);
        var north = At(column, i - Stride);
        var south = At(column, i + Stride);
        var west = At(row, i + t - 1);
        var east = At(row, i + t);
        var alongColumn = Vector.Abs(north - south);
        var alongRow = Vector.Abs(west - east);
        var northGradient = steps.North + alongColumn + Vector.Abs(north - At(column, i - (3 * Stride)));
        var southGradient = steps.South + alongColumn + Vector.Abs(south - At(column, i + (3 * Stride)));
        var westGradient = steps.West + alongRow + Vector.Abs(west - At(row, i + t - 2));
        var eastGradient = steps.East + alongRow + Vector.Abs(east - At(row, i + t + 1));
        var vertical = Average(north - At(green, i - Stride), southGradient, south - At(green, i + Stride), northGradient);
        var horizontal = Average(west - At(green, i + t - 1), eastGradient, east - At(green, i + t), westGradient);
        return Blend(vertical, horizontal, steps.Axis);
    }

    private readonly record struct Steps(Vector<float> North, Vector<float> South, Vector<float> West, Vector<float> East, Vector<float> Axis);
}
