using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The mode <see cref="EdgeMode.Accurate"/>: nearest ideal edge plus local regression of what it leaves.</summary>
public static class AccurateEdge
{
    private const double Reach = 16;
    private const double LeastReach = 4;
    private const double LargestDeviation = 0.1;
    private const double LastFrequency = 1;
    private const int PerCycle = 64;
    private const int RoughSamples = 1500;

    /// <summary>Measures the one edge of an area.</summary>
    /// <param name="channel">The channel, linear.</param>
    /// <param name="area">An area within it that holds one edge from border to border and nothing else.</param>
    /// <returns>The measurement, or why there is none.</returns>
    /// <exception cref="ArgumentException">The area reaches outside the picture.</exception>
    public static EdgeResult Measure(MeasuredChannel channel, PixelRectangle area)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Require(channel, area);
        return EdgeStart.Find(channel, area) is { } start
            ? Measure(channel, area, start, double.PositiveInfinity, Reach)
            : new EdgeResult("no edge is seen in it");
    }

    /// <summary>Measures an edge whose place is known.</summary>
    /// <param name="channel">The channel, linear.</param>
    /// <param name="area">The area its samples may come from.</param>
    /// <param name="start">The edge, to a few pixels.</param>
    /// <param name="halfLength">How far to follow it to both sides of its middle, pixels.</param>
    /// <param name="reach">How far from it both sides are even, pixels; 16 at most are used.</param>
    /// <returns>The measurement, or why there is none.</returns>
    /// <exception cref="ArgumentException">The area reaches outside the picture.</exception>
    public static EdgeResult Measure(MeasuredChannel channel, PixelRectangle area, EdgeLine start, double halfLength, double reach)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Require(channel, area);
        var pixels = EdgePixels.Collect(channel, area, start, Math.Min(reach, Reach) + 2, halfLength);
        if (EdgeFit.Rough(pixels.Thinned(RoughSamples), start, Math.Min(reach, Reach) + 2) is not { } rough)
        {
            return new EdgeResult(EdgeRefusal.OfSlant(pixels, start) is { } slant ? slant : "no edge is seen in it");
        }

        // The strip again, now about the true line and only as wide as both sides reach.
        reach = Math.Min(Math.Min(reach, Reach), Room(pixels, rough));
        pixels = EdgePixels.Collect(channel, area, rough.Line, reach, halfLength);
        if (reach < LeastReach)
        {
            return new EdgeResult(Text($"the edge has only {reach:0.0} pixels beside it; at least {LeastReach} are needed"));
        }

        if (EdgeFit.Of(pixels, rough, reach) is not { } fit)
        {
            return new EdgeResult(EdgeRefusal.OfSlant(pixels, rough.Line) is { } slant ? slant : "no edge is seen in it");
        }

        return EdgeRefusal.Of(channel, pixels, fit) is { } refusal ? new EdgeResult(refusal) : Measure(channel, area, pixels, fit, reach);
    }

    private static void Require(MeasuredChannel channel, PixelRectangle area)
    {
        if (!new PixelRectangle(0, 0, channel.Samples.Width, channel.Samples.Height).Contains(area))
        {
            throw new ArgumentException($"The area reaches outside the picture of {channel.Samples.Width} × {channel.Samples.Height} pixels.", nameof(area));
        }
    }

    // How far the samples reach on the side where they reach less.
    private static double Room(EdgePixels pixels, IdealEdge edge)
    {
        var (dark, bright) = (0.0, 0.0);
        var frame = new EdgeFrame(edge.Line);
        for (var i = 0; i < pixels.Count; i++)
        {
            var across = frame.Locate(pixels.Xs[i], pixels.Ys[i]).Across;
            (dark, bright) = (Math.Max(dark, -across), Math.Max(bright, across));
        }

        return Math.Min(dark, bright);
    }

    private static EdgeResult Measure(MeasuredChannel channel, PixelRectangle area, EdgePixels pixels, EdgeFit fit, double reach)
    {
        var spread = EdgeSpread.Of(pixels, fit, reach);
        ImmutableArray<double> frequencies = [.. Enumerable.Range(0, (int)(LastFrequency * PerCycle) + 1).Select(k => (double)k / PerCycle)];
        ImmutableArray<double> transfer = [.. frequencies.Select(spread.Transfer)];
        ImmutableArray<double> distances = [.. Enumerable.Range(0, spread.Count).Select(spread.Place)];
        ImmutableArray<double> values = [.. Enumerable.Range(0, spread.Count).Select(spread.Value)];
        var mtf50 = Crossing(spread.Transfer, transfer, 0.5);
        var deviation = Deviation(fit, spread, mtf50);
        if (!(deviation <= LargestDeviation * mtf50) && double.IsFinite(mtf50))
        {
            return new EdgeResult(Text($"the edge is too noisy: its MTF50 is uncertain by {100 * deviation / mtf50:0} %, the limit is {100 * LargestDeviation} %; contrast {fit.Contrast:0.000}, noise {spread.Noise:0.000}"));
        }

        return new EdgeResult(new EdgeMeasurement
        {
            Mode = EdgeMode.Accurate,
            Channel = channel.Name,
            Area = area,
            Line = fit.Line,
            Frequencies = frequencies,
            Transfer = transfer,
            Distances = distances,
            Spread = values,
            Mtf50 = mtf50,
            Mtf50Deviation = deviation,
            Mtf30 = Crossing(spread.Transfer, transfer, 0.3),
            Mtf10 = Crossing(spread.Transfer, transfer, 0.1),
            AtNyquist = spread.Transfer(0.5),
            Overshoot = Math.Max(0, values.Max() - 1),
            Undershoot = Math.Max(0, -values.Min()),
            Rise = EdgeShape.Rise(distances, values),
            Dark = fit.Dark,
            Bright = fit.Dark + fit.Contrast,
            Noise = spread.Noise,
        });
    }

    // The first crossing of the curve, then bisection on the exact transform: no error of interpolation.
    private static double Crossing(Func<double, double> transfer, ImmutableArray<double> curve, double level)
    {
        for (var k = 1; k < curve.Length; k++)
        {
            if (curve[k] >= level)
            {
                continue;
            }

            var (low, high) = ((k - 1.0) / PerCycle, (double)k / PerCycle);
            for (var step = 0; step < 40; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = transfer(middle) >= level ? (middle, high) : (low, middle);
            }

            return (low + high) / 2;
        }

        return double.NaN;
    }

    // White noise of the samples, through the blur of the fit and through the kept residuals: var M = (2πf σ / C)² ∫ g² p² / (2 density).
    private static double Deviation(EdgeFit fit, EdgeSpread spread, double frequency)
    {
        if (double.IsNaN(frequency))
        {
            return double.NaN;
        }

        const double Step = 1e-3;
        var slope = (spread.Transfer(frequency + Step) - spread.Transfer(frequency - Step)) / (2 * Step);
        var blur = 4 * Math.PI * Math.PI * frequency * frequency * fit.Sigma * 0.5;
        var factor = 2 * Math.PI * frequency / fit.Contrast;
        var variance = spread.Noise * spread.Noise * ((blur * blur * fit.SigmaVariance) + (factor * factor * spread.NoiseWidth / (2 * spread.Density)));
        return Math.Sqrt(variance) / Math.Abs(slope);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
