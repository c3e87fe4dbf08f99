using System.Numerics;
using static Pentaprism.Darkroom.Demosaic.BayerTile;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Fixed five-by-five filters for one tile.</summary>
/// <remarks>
/// Henrique Malvar, Li-wei He and Ross Cutler, ICASSP 2004: the mean of the nearest samples of the wanted colour, corrected by the
/// second difference of the colour that is there. Serves linear values as they are. Reach: 2 photosites.
/// </remarks>
internal static class FastKernel
{
    /// <summary>Gets the method.</summary>
    public static TileMethod Method { get; } = new(2, 108, FirstFree, 0, 0, 0, Run);

    private static void Run(BayerTile tile)
    {
        for (var r = tile.Halo; r < tile.Height - tile.Halo; r++)
        {
            FillAtChroma(tile, r);
            FillAtGreen(tile, r);
        }
    }

    private static void FillAtChroma(BayerTile tile, int r)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        var s = tile.ChromaColumn(r);
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = Row(r) + k;
            var around = At(chroma, i - (2 * Stride)) + At(chroma, i + (2 * Stride)) + At(chroma, i - 1) + At(chroma, i + 1);
            var second = At(chroma, i) - (around * 0.25f);
            var sides = At(green, i - Stride) + At(green, i + Stride) + At(green, i + s - 1) + At(green, i + s);
            var corners = At(chroma, i - Stride + s - 1) + At(chroma, i - Stride + s) + At(chroma, i + Stride + s - 1) + At(chroma, i + Stride + s);
            Put(tile.Half(GreenAtChroma), i, Vector.FusedMultiplyAdd(second, new Vector<float>(0.5f), sides * 0.25f));
            Put(tile.Half(OtherAtChroma), i, Vector.FusedMultiplyAdd(second, new Vector<float>(0.75f), corners * 0.25f));
        }
    }

    private static void FillAtGreen(BayerTile tile, int r)
    {
        ReadOnlySpan<float> chroma = tile.Half(Chroma);
        ReadOnlySpan<float> green = tile.Half(Green);
        var t = 1 - tile.ChromaColumn(r);
        for (var k = 0; k < Stride; k += Vector<float>.Count)
        {
            var i = Row(r) + k;
            var diagonal = At(green, i - Stride + t - 1) + At(green, i - Stride + t) + At(green, i + Stride + t - 1) + At(green, i + Stride + t);
            var column = At(green, i - (2 * Stride)) + At(green, i + (2 * Stride));
            var row = At(green, i - 1) + At(green, i + 1);
            var common = (At(green, i) * 5) - diagonal;
            var sides = At(chroma, i + t - 1) + At(chroma, i + t);
            var ends = At(chroma, i - Stride) + At(chroma, i + Stride);
            Put(tile.Half(RowChromaAtGreen), i, (sides * 0.5f) + ((common - row + (column * 0.5f)) * 0.125f));
            Put(tile.Half(ColumnChromaAtGreen), i, (ends * 0.5f) + ((common - column + (row * 0.5f)) * 0.125f));
        }
    }
}
