using System.Numerics;

namespace Pentaprism.Darkroom.CaptureSharpening;

/// <summary>A small symmetric blur of one row of a tile, both directions at once, from the rows around it.</summary>
internal static class SymmetricBlur
{
    /// <summary>Blurs one row.</summary>
    /// <param name="tile">The tile, rows without gaps.</param>
    /// <param name="width">Samples in a row.</param>
    /// <param name="y">The row, with as many rows above and below it as there are side taps.</param>
    /// <param name="taps">The middle tap and those on one side.</param>
    /// <param name="line">Scratch of one row.</param>
    /// <param name="output">Takes the row; as many samples at either end as there are side taps are left as they are.</param>
    public static void Row(ReadOnlySpan<float> tile, int width, int y, ReadOnlySpan<float> taps, Span<float> line, Span<float> output)
    {
        Down(tile, width, y, taps, line[..width]);
        Across(line[..width], taps, output[..width]);
    }

    private static void Down(ReadOnlySpan<float> tile, int width, int y, ReadOnlySpan<float> taps, Span<float> line)
    {
        var n = Vector<float>.Count;
        var middle = tile.Slice(y * width, width);
        for (var i = 1; i < taps.Length; i++)
        {
            var above = tile.Slice((y - i) * width, width);
            var below = tile.Slice((y + i) * width, width);
            var x = 0;
            for (; x <= line.Length - n; x += n)
            {
                var sum = i == 1 ? new Vector<float>(middle.Slice(x, n)) * taps[0] : new Vector<float>(line.Slice(x, n));
                var pair = new Vector<float>(above.Slice(x, n)) + new Vector<float>(below.Slice(x, n));
                Vector.FusedMultiplyAdd(pair, new Vector<float>(taps[i]), sum).CopyTo(line.Slice(x, n));
            }

            for (; x < line.Length; x++)
            {
                var sum = i == 1 ? middle[x] * taps[0] : line[x];
                line[x] = MathF.FusedMultiplyAdd(above[x] + below[x], taps[i], sum);
            }
        }
    }

    private static void Across(ReadOnlySpan<float> line, ReadOnlySpan<float> taps, Span<float> output)
    {
        var n = Vector<float>.Count;
        var reach = taps.Length - 1;
        var x = reach;
        for (; x <= line.Length - reach - n; x += n)
        {
            var window = line.Slice(x - reach, n + (2 * reach));
            var sum = new Vector<float>(window.Slice(reach, n)) * taps[0];
            for (var i = 1; i < taps.Length; i++)
            {
                var pair = new Vector<float>(window.Slice(reach - i, n)) + new Vector<float>(window.Slice(reach + i, n));
                sum = Vector.FusedMultiplyAdd(pair, new Vector<float>(taps[i]), sum);
            }

            sum.CopyTo(output.Slice(x, n));
        }

        for (; x < line.Length - reach; x++)
        {
            var sum = line[x] * taps[0];
            for (var i = 1; i < taps.Length; i++)
            {
                sum = MathF.FusedMultiplyAdd(line[x - i] + line[x + i], taps[i], sum);
            }

            output[x] = sum;
        }
    }
}
