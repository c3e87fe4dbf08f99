using System.Numerics;
using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Carries planes of a tile across the picture's border and out into the picture.</summary>
internal static class TileOutput
{
    /// <summary>Fills what lies beyond the picture with its mirror image about the outermost samples.</summary>
    /// <param name="geometry">Size of the picture.</param>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="plane">The plane.</param>
    public static void Mirror(TileGeometry geometry, TilePlace tile, PhaseImage plane)
    {
        var right = Math.Min(geometry.Width - tile.Left, plane.Columns);
        var bottom = Math.Min(geometry.Height - tile.Top, plane.Rows);
        for (var y = Math.Max(-tile.Top, 0); y < bottom; y++)
        {
            for (var x = 0; x < -tile.Left; x++)
            {
                plane.Samples[plane.IndexOf(x, y)] = plane.Samples[plane.IndexOf(Mirrored(tile.Left + x, geometry.Width, right + tile.Left) - tile.Left, y)];
            }

            for (var x = right; x < plane.Columns; x++)
            {
                plane.Samples[plane.IndexOf(x, y)] = plane.Samples[plane.IndexOf(Math.Max(Mirrored(tile.Left + x, geometry.Width, right + tile.Left) - tile.Left, 0), y)];
            }
        }

        for (var y = 0; y < plane.Rows; y++)
        {
            if (tile.Top + y < 0 || y >= bottom)
            {
                var from = Math.Max(Mirrored(tile.Top + y, geometry.Height, bottom + tile.Top) - tile.Top, 0);
                RowOf(plane, from).CopyTo(RowOf(plane, y));
            }
        }
    }

    /// <summary>Writes the tile's core into the picture.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="core">Its core.</param>
    /// <param name="phases">Phases of a row.</param>
    /// <param name="plane">The plane of the tile.</param>
    /// <param name="gain">Factor.</param>
    /// <param name="picture">The plane of the picture.</param>
    public static void Write(TilePlace tile, TileRegion core, int phases, PhaseImage plane, float gain, Plane<float> picture)
    {
        var left = core.FirstCell * phases * TileGeometry.CellLanes;
        var count = Math.Min(picture.Width - tile.Left, core.LastCell * phases * TileGeometry.CellLanes) - left;
        for (var r = core.FirstRow; r < core.LastRow; r++)
        {
            var to = picture.Row(tile.Top + r).Slice(tile.Left + left, count);
            if (phases == 2)
            {
                Join(plane.Row(r, 0)[(core.FirstCell * TileGeometry.CellLanes)..], plane.Row(r, 1)[(core.FirstCell * TileGeometry.CellLanes)..], gain, to);
                continue;
            }

            for (var phase = 0; phase < phases; phase++)
            {
                ReadOnlySpan<float> from = plane.Row(r, phase)[(core.FirstCell * TileGeometry.CellLanes)..];
                for (var (k, x) = (0, phase); x < to.Length; k++, x += phases)
                {
                    to[x] = from[k] * gain;
                }
            }
        }
    }

    /// <summary>Writes the number of frames of the cells whose middle lies in the core: the sum of all weights there.</summary>
    /// <param name="geometry">Size of the picture.</param>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="core">Its core.</param>
    /// <param name="weights">The weights of all colours.</param>
    /// <param name="counts">Receives it.</param>
    /// <param name="bottom">One past the last row of the core.</param>
    public static void WriteFrames(TileGeometry geometry, TilePlace tile, TileRegion core, ReadOnlySpan<PhaseImage> weights, Plane<float> counts, int bottom)
    {
        var pitch = MergeFrame.WeightPitch * geometry.Scale;
        var (top, left) = (tile.Top + core.FirstRow, tile.Left + (core.FirstCell * geometry.Cell));
        var right = Math.Min(tile.Left + (core.LastCell * geometry.Cell), geometry.Width);
        for (var j = top / pitch; j < counts.Height; j++)
        {
            var y = Math.Min((j * pitch) + (pitch / 2), geometry.Height - 1);
            if (y >= bottom)
            {
                break;
            }

            if (y < top)
            {
                continue;
            }

            for (var i = left / pitch; i < counts.Width && i * pitch < right; i++)
            {
                var x = Math.Min((i * pitch) + (pitch / 2), geometry.Width - 1);
                if (x >= left && x < right)
                {
                    counts[i, j] = Sum(weights, weights[0].IndexOf(x - tile.Left, y - tile.Top));
                }
            }
        }
    }

    private static float Sum(ReadOnlySpan<PhaseImage> planes, int at)
    {
        var sum = 0f;
        foreach (var plane in planes)
        {
            sum += plane.Samples[at];
        }

        return sum;
    }

    private static void Join(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, float gain, Span<float> row)
    {
        var pairs = MemoryMarshal.Cast<float, Vector<ulong>>(row);
        for (var i = 0; i < pairs.Length / 2; i++)
        {
            Vector.Widen(Vector.AsVectorUInt32(Lanes.Load(even, i * Vector<float>.Count) * gain), out var evenLow, out var evenHigh);
            Vector.Widen(Vector.AsVectorUInt32(Lanes.Load(odd, i * Vector<float>.Count) * gain), out var oddLow, out var oddHigh);
            pairs[2 * i] = evenLow | (oddLow << 32);
            pairs[(2 * i) + 1] = evenHigh | (oddHigh << 32);
        }

        for (var x = pairs.Length / 2 * 2 * Vector<float>.Count; x < row.Length; x++)
        {
            row[x] = (x % 2 == 0 ? even : odd)[x / 2] * gain;
        }
    }

    private static Span<float> RowOf(PhaseImage plane, int y)
    {
        var length = plane.IndexOf(0, 1) - plane.IndexOf(0, 0);
        return plane.Samples.Slice(y * length, length);
    }

    private static int Mirrored(int at, int size, int end)
    {
        var mirrored = at < 0 ? -at : at >= size ? (2 * (size - 1)) - at : at;
        return Math.Clamp(mirrored, 0, end - 1);
    }
}
