using System.Runtime.CompilerServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.LocalContrast;

/// <summary>Reads a quarter-size map at full-size rows, bilinear between the centres of its squares, the outermost value beyond.</summary>
internal static class MapUpsampling
{
    private const int Side = LuminanceMap.Side;

    /// <summary>Interpolates one row.</summary>
    /// <param name="map">The map.</param>
    /// <param name="y">Row of the full-size picture.</param>
    /// <param name="scratch">At least one row of the map.</param>
    /// <param name="output">A full-size row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(Plane<float> map, int y, Span<float> scratch, Span<float> output)
    {
        // Pixel centre y + 1/2 stands at (y + 1/2) / 4 − 1/2 in centres of the map.
        var place = Math.Clamp(((y + 0.5f) / Side) - 0.5f, 0, map.Height - 1);
        var above = (int)place;
        var share = place - above;
        var first = map.Row(above);
        var second = map.Row(Math.Min(above + 1, map.Height - 1));
        var row = scratch[..map.Width];
        for (var i = 0; i < row.Length && i < first.Length && i < second.Length; i++)
        {
            row[i] = MathF.FusedMultiplyAdd(second[i] - first[i], share, first[i]);
        }

        Stretch(row, output);
    }

    // The four pixels of a square lie −3/8, −1/8, 1/8 and 3/8 of a step from its centre.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Stretch(ReadOnlySpan<float> row, Span<float> output)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = row[Math.Max(i - 1, 0)] - row[i];
            var right = row[Math.Min(i + 1, row.Length - 1)] - row[i];
            var square = output[(i * Side)..];
            if (square.Length >= Side)
            {
                square[0] = MathF.FusedMultiplyAdd(left, 0.375f, row[i]);
                square[1] = MathF.FusedMultiplyAdd(left, 0.125f, row[i]);
                square[2] = MathF.FusedMultiplyAdd(right, 0.125f, row[i]);
                square[3] = MathF.FusedMultiplyAdd(right, 0.375f, row[i]);
            }
            else
            {
                Span<float> last =
                [
                    MathF.FusedMultiplyAdd(left, 0.375f, row[i]),
                    MathF.FusedMultiplyAdd(left, 0.125f, row[i]),
                    MathF.FusedMultiplyAdd(right, 0.125f, row[i]),
                ];
                last[..square.Length].CopyTo(square);
            }
        }
    }
}
