using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The mode <see cref="EdgeMode.Iso12233"/>: the edge-based spatial frequency response of ISO 12233:2023.</summary>
/// <remarks>
/// Follows the standard as its editors' reference program (sfrmat5, P. Burns) computes it, its known slips included, so that figures agree with
/// those of other laboratories; for unbiased figures there is <see cref="AccurateEdge"/>. All channels share the orientation of the edge, the
/// polarity and the straight slope; each has its own polynomial.
/// </remarks>
public static class Iso12233Edge
{
    private const double LargestFrequency = 0.495;
    private const double LargestClippedPart = 0.02;
    private const double LargestBlackPart = 0.25;

    /// <summary>Measures the one edge of an area in all channels.</summary>
    /// <param name="channels">One channel, or several of one grid such as R, G, B; the channel Lum of the standard is added to three.</param>
    /// <param name="area">An area within them that holds one edge from border to border.</param>
    /// <param name="options">Polynomial and window.</param>
    /// <returns>A measurement or a refusal for each channel, Lum last.</returns>
    /// <exception cref="ArgumentException">There is no channel, or the area reaches outside the picture.</exception>
    public static ImmutableArray<EdgeResult> Measure(IReadOnlyList<MeasuredChannel> channels, PixelRectangle area, Iso12233Options options)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(options);
        if (channels.Count == 0 || !new PixelRectangle(0, 0, channels[0].Samples.Width, channels[0].Samples.Height).Contains(area))
        {
            throw new ArgumentException("The area reaches outside the picture, or there is no channel.", nameof(area));
        }

        var grids = channels.Select(channel => channel.Grid(area)).ToList();
        var names = channels.Select(channel => channel.Name).ToList();
        if (grids.Count == 3 && grids.All(grid => (grid.Width, grid.Height, grid.Left, grid.Top) == (grids[0].Width, grids[0].Height, grids[0].Left, grids[0].Top)))
        {
            grids.Add(Luminance(grids));
            names.Add("Lum");
        }

        if (grids.Any(grid => grid.Width < 12 || grid.Height < 12))
        {
            return [.. names.Select(_ => new EdgeResult("the area has fewer than 12 samples across or along the edge"))];
        }

        var clipped = channels.Max(channel => Part(channel, value => value >= channel.ClipLevel));
        if (clipped > LargestClippedPart)
        {
            return [.. names.Select(_ => new EdgeResult(Text($"{100 * clipped:0.0} % of its samples are clipped; the limit is {100 * LargestClippedPart} %")))];
        }

        var black = channels.Max(channel => Part(channel, value => value == 0));
        if (black > LargestBlackPart)
        {
            return [.. names.Select(_ => new EdgeResult(Text($"{100 * black:0} % of its samples are cut off at black; the limit is {100 * LargestBlackPart} %")))];
        }

        var isFlat = IsFlat(grids[Math.Min(1, grids.Count - 1)]);
        var upright = isFlat ? grids.Select(grid => grid.Turned()).ToList() : grids;
        return Measure(grids, upright, names, area, isFlat, options);

        double Part(MeasuredChannel channel, Func<double, bool> isOdd)
        {
            var values = channel.Grid(area).Values;
            return (double)values.Count(isOdd) / values.Length;
        }
    }

    private static ImmutableArray<EdgeResult> Measure(
        List<SampleGrid> grids, List<SampleGrid> upright, List<string> names, PixelRectangle area, bool isFlat, Iso12233Options options)
    {
        var (left, right) = Ends(upright[0]);
        var sign = left > right ? -1 : 1;
        var places = upright.Select(grid => IsoEdgePlace.Find(grid, sign, options)).ToList();
        if (places.Any(place => place is null || !double.IsFinite(place.Slope)))
        {
            return [.. names.Select(_ => new EdgeResult("no edge is seen in it"))];
        }

        var slope = places[^1]!.Slope;
        var height = upright[0].Height;
        var periods = Math.Floor(height * Math.Abs(slope));
        if (periods < 1)
        {
            var degrees = Math.Atan(Math.Abs(slope)) * 180 / Math.PI;
            return [.. names.Select(_ => new EdgeResult(Text($"the edge is slanted by {degrees:0.00}° only: over {height} samples it moves by {height * Math.Abs(slope):0.00}, at least 1 is needed")))];
        }

        var rows = (int)Math.Round(periods / Math.Abs(slope), MidpointRounding.AwayFromZero);
        return [.. upright.Select((grid, i) => One(grid, grids[i], places[i]!, slope, Math.Min(rows, height), sign, names[i], area, isFlat, options))];
    }

    private static EdgeResult One(
        SampleGrid grid, SampleGrid original, IsoEdgePlace place, double slope, int rows, int sign, string name, PixelRectangle area, bool isFlat, Iso12233Options options)
    {
        var spread = IsoSpread.Bin(grid, rows, place.Curve);
        var transfer = IsoSpread.Transfer(spread, sign, options.Window);
        if (transfer.Any(value => !double.IsFinite(value)))
        {
            return new EdgeResult("no edge is seen in it");
        }

        // Steps of a mosaic's grid are several pixels of the picture; the slant shortens the horizontal step.
        var step = isFlat ? original.StepY : original.StepX;
        var pitch = Math.Cos(Math.Atan(slope)) / IsoSpread.Binning;
        ImmutableArray<double> frequencies = [.. transfer.Select((_, k) => k / (spread.Length * pitch * step))];
        var (dark, bright) = Levels(spread, sign);
        ImmutableArray<double> values = [.. (sign > 0 ? spread : spread.Reverse()).Select(value => (value - dark) / (bright - dark))];
        ImmutableArray<double> distances = [.. values.Select((_, i) => (i - (values.Length / 2.0)) * pitch * step)];
        var measurement = new EdgeMeasurement
        {
            Mode = EdgeMode.Iso12233,
            Channel = name,
            Area = area,
            Line = Line(original, place, slope, isFlat, sign),
            Frequencies = frequencies,
            Transfer = [.. transfer],
            Distances = distances,
            Spread = values,
            Mtf50 = Crossing(frequencies, transfer, 0.5, step),
            Mtf30 = Crossing(frequencies, transfer, 0.3, step),
            Mtf10 = Crossing(frequencies, transfer, 0.1, step),
            AtNyquist = 0,
            Nyquist = 0.5 / step,
            Overshoot = Math.Max(0, values.Max() - 1),
            Undershoot = Math.Max(0, -values.Min()),
            Rise = EdgeShape.Rise(distances, values),
            Dark = dark,
            Bright = bright,
        };
        return new EdgeResult(measurement with { AtNyquist = measurement.TransferAt(0.5 / step) });
    }

    // A line from the middle of the edge; the curve counts columns of the upright grid from 1 and rows from 0.
    private static EdgeLine Line(SampleGrid original, IsoEdgePlace place, double slope, bool isFlat, int sign)
    {
        var row = (isFlat ? original.Width : original.Height) / 2.0;
        var column = place.Curve.At(row) - 0.5;
        var angle = Math.Atan(-slope) + (sign > 0 ? 0 : Math.PI);
        if (!isFlat)
        {
            return new EdgeLine(original.Left + (column * original.StepX) + 0.5, original.Top + (row * original.StepY) + 0.5, angle);
        }

        // Turned back: a row of the upright grid is a column of the picture, counted from its right side.
        return new EdgeLine(
            original.Left + ((original.Width - 1 - row) * original.StepX) + 0.5,
            original.Top + (column * original.StepY) + 0.5,
            (Math.PI / 2) - Math.Atan(-slope) + (sign > 0 ? 0 : Math.PI));
    }

    private static double Crossing(ImmutableArray<double> frequencies, double[] transfer, double level, int step)
    {
        for (var k = 1; k < transfer.Length; k++)
        {
            if (transfer[k] < level)
            {
                var part = (level - transfer[k - 1]) / (transfer[k] - transfer[k - 1]);
                return Math.Min(frequencies[k - 1] + (part * (frequencies[k] - frequencies[k - 1])), LargestFrequency / step);
            }
        }

        return double.NaN;
    }

    // Lum of the standard: the weights of red, green and blue in luminance.
    private static SampleGrid Luminance(List<SampleGrid> grids)
    {
        var values = new double[grids[0].Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (0.213 * grids[0].Values[i]) + (0.715 * grids[1].Values[i]) + (0.072 * grids[2].Values[i]);
        }

        return grids[0] with { Values = values };
    }

    // Whether the means of two rows near the ends differ more than those of two columns.
    private static bool IsFlat(SampleGrid grid)
    {
        var (rows, columns) = (0.0, 0.0);
        for (var x = 0; x < grid.Width; x++)
        {
            rows += grid[x, grid.Height - 4] - grid[x, 2];
        }

        for (var y = 0; y < grid.Height; y++)
        {
            columns += grid[grid.Width - 4, y] - grid[2, y];
        }

        return Math.Abs(rows / grid.Width) > Math.Abs(columns / grid.Height);
    }

    // The first five columns, and, as the reference has it, the last six.
    private static (double Left, double Right) Ends(SampleGrid grid)
    {
        var (left, right) = (0.0, 0.0);
        for (var y = 0; y < grid.Height; y++)
        {
            for (var x = 0; x < 6; x++)
            {
                left += x < 5 ? grid[x, y] : 0;
                right += grid[grid.Width - 1 - x, y];
            }
        }

        return (left, right);
    }

    private static (double Dark, double Bright) Levels(double[] spread, int sign)
    {
        var count = Math.Max(1, spread.Length / 8);
        var (first, last) = (spread.Take(count).Average(), spread.TakeLast(count).Average());
        return sign > 0 ? (first, last) : (last, first);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
