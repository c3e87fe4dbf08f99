using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Demosaic.BayerTile;

namespace Pentaprism.Darkroom.Demosaic;

/// <summary>Undoes the coding of a finished tile and writes it to the picture.</summary>
internal static class TileOutput
{
    /// <summary>Writes a tile.</summary>
    /// <param name="tile">A tile with all its colours; they are decoded in place.</param>
    /// <param name="method">The method that filled them in.</param>
    /// <param name="coding">The coding to undo.</param>
    /// <param name="pixels">The picture.</param>
    public static void Write(BayerTile tile, TileMethod method, RootCoding coding, RgbPlanes pixels)
    {
        Span<float> gainAtChroma = stackalloc float[Stride];
        Span<float> gainAtGreen = stackalloc float[Stride];
        for (var r = tile.Halo; r < tile.Height - tile.Halo; r++)
        {
            var rowColour = tile.IsRedRow(r) ? CfaPattern.Red : CfaPattern.Blue;
            var columnColour = CfaPattern.Red + CfaPattern.Blue - rowColour;
            var chroma = HalfRow(tile, Chroma, r);
            var green = HalfRow(tile, Green, r);
            var greenAtChroma = HalfRow(tile, GreenAtChroma, r);
            var otherAtChroma = HalfRow(tile, OtherAtChroma, r);
            var rowChromaAtGreen = HalfRow(tile, RowChromaAtGreen, r);
            var columnChromaAtGreen = HalfRow(tile, ColumnChromaAtGreen, r);
            if (!coding.IsLinear)
            {
                tile.ReadGains(r, gainAtChroma, gainAtGreen);
                coding.DecodeMeasured(chroma);
                coding.DecodeMeasured(green);
                coding.DecodeInterpolated(greenAtChroma, gainAtChroma, method.LostGreen);
                coding.DecodeInterpolated(otherAtChroma, gainAtChroma, method.LostChroma);
                coding.DecodeInterpolated(rowChromaAtGreen, gainAtGreen, method.LostChroma);
                coding.DecodeInterpolated(columnChromaAtGreen, gainAtGreen, method.LostChroma);
            }

            tile.WriteRow(r, chroma, rowChromaAtGreen, pixels[rowColour]);
            tile.WriteRow(r, greenAtChroma, green, pixels.Green);
            tile.WriteRow(r, otherAtChroma, columnChromaAtGreen, pixels[columnColour]);
        }
    }

    private static Span<float> HalfRow(BayerTile tile, int half, int r) => tile.Half(half).Slice(Row(r), Stride);
}
