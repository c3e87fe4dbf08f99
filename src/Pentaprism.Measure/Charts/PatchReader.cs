using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>What a picture holds in one patch.</summary>
/// <param name="Reference">The patch of the chart.</param>
/// <param name="X">Column of its middle.</param>
/// <param name="Y">Row of its middle.</param>
/// <param name="Mean">Mean of red, green and blue in its inner half, linear.</param>
/// <param name="IsClipped">Whether more than one sample in a hundred is clipped.</param>
public sealed record MeasuredPatch(ReferencePatch Reference, double X, double Y, Vector3d Mean, bool IsClipped);

/// <summary>Reads the patches of a chart.</summary>
public static class PatchReader
{
    // Half the side of the part that is read, of the pitch: its inner half.
    private const double HalfSide = 0.25;

    /// <summary>Reads all patches.</summary>
    /// <param name="channels">Red, green and blue, linear.</param>
    /// <param name="chart">Where the chart lies.</param>
    /// <returns>The 24 patches; null where one of them lies outside the picture.</returns>
    public static ImmutableArray<MeasuredPatch>? Read(IReadOnlyList<MeasuredChannel> channels, FoundChart chart)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(chart);
        var patches = ImmutableArray.CreateBuilder<MeasuredPatch>(ColourChecker.Patches.Length);
        for (var i = 0; i < ColourChecker.Patches.Length; i++)
        {
            if (Read(channels, chart, i) is not { } patch)
            {
                return null;
            }

            patches.Add(patch);
        }

        return patches.ToImmutable();
    }

    private static MeasuredPatch? Read(IReadOnlyList<MeasuredChannel> channels, FoundChart chart, int index)
    {
        var (column, row) = (index % ColourChecker.Columns, index / ColourChecker.Columns);
        var (x, y) = chart.Middles[index];
        var (middleX, middleY) = chart.Place.Map(column, row);
        var (rightX, rightY) = chart.Place.Map(column + HalfSide, row);
        var (downX, downY) = chart.Place.Map(column, row + HalfSide);
        var (ux, uy, vx, vy) = (rightX - middleX, rightY - middleY, downX - middleX, downY - middleY);
        var determinant = (ux * vy) - (uy * vx);
        var (halfX, halfY) = (Math.Abs(ux) + Math.Abs(vx), Math.Abs(uy) + Math.Abs(vy));
        var (width, height) = (channels[0].Samples.Width, channels[0].Samples.Height);
        if (!(x - halfX >= 0 && y - halfY >= 0 && x + halfX <= width && y + halfY <= height) || Math.Abs(determinant) < 1)
        {
            return null;
        }

        Span<double> sums = stackalloc double[3];
        Span<int> counts = stackalloc int[3];
        var clipped = 0;
        for (var py = (int)(y - halfY); py < Math.Min(height, y + halfY); py++)
        {
            for (var px = (int)(x - halfX); px < Math.Min(width, x + halfX); px++)
            {
                var (dx, dy) = (px + 0.5 - x, py + 0.5 - y);
                if (Math.Abs(((dx * vy) - (dy * vx)) / determinant) > 1 || Math.Abs(((dy * ux) - (dx * uy)) / determinant) > 1)
                {
                    continue;
                }

                for (var channel = 0; channel < 3; channel++)
                {
                    if (channels[channel].Has(px, py))
                    {
                        var value = channels[channel].Samples.Row(py)[px];
                        sums[channel] += value;
                        counts[channel]++;
                        clipped += value >= channels[channel].ClipLevel ? 1 : 0;
                    }
                }
            }
        }

        return counts.Contains(0)
            ? null
            : new MeasuredPatch(
                ColourChecker.Patches[index], x, y, new Vector3d(sums[0] / counts[0], sums[1] / counts[1], sums[2] / counts[2]),
                clipped > 0.01 * (counts[0] + counts[1] + counts[2]));
    }
}
