using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Mosaics;

/// <summary>Takes tiles back to a mosaic and to its own units.</summary>
internal static class TileRows
{
    /// <summary>Writes a tile: columns joined, white balance taken back.</summary>
    /// <param name="samples">Samples in the layout of <see cref="AlignedTile"/>; changed.</param>
    /// <param name="tile">Their place.</param>
    /// <param name="balances">Tells the white balance at a site.</param>
    /// <param name="mosaic">Receives them.</param>
    public static void Write(Span<float> samples, PixelRectangle tile, AlignedTile balances, Plane<float> mosaic)
    {
        for (var y = 0; y < tile.Height; y++)
        {
            var row = samples.Slice(y * AlignedTile.Width, AlignedTile.Width);
            var even = row[..((tile.Width + 1) / 2)];
            var odd = row.Slice(AlignedTile.Width / 2, tile.Width / 2);
            Divide(even, balances.Balance(0, y));
            Divide(odd, balances.Balance(1, y));
            Interleaving.Join(even, odd, mosaic.Row(tile.Top + y).Slice(tile.Left, tile.Width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide(Span<float> row, float balance)
    {
        if (balance == 1)
        {
            return;
        }

        foreach (ref var sample in row)
        {
            sample /= balance;
        }
    }
}
