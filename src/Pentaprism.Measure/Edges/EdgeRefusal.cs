using System.Globalization;

namespace Pentaprism.Measure.Edges;

/// <summary>Why an edge is not measured: lost in noise, too short, clipped, cut off at black, along the pixels, curved or not smooth.</summary>
internal static class EdgeRefusal
{
    private const double LeastLength = 16;
    private const double LargestGap = 0.25;
    private const double CoreReach = 1.5;
    private const double LeastContrast = 0.5;
    private const double LargestSagitta = 2;
    private const double LargestWaviness = 0.25;
    private const double LargestClippedPart = 0.02;

    /// <summary>Gives the reason.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="pixels">Samples about the edge.</param>
    /// <param name="fit">The nearest ideal edge.</param>
    /// <returns>The reason with its limit; null where nothing speaks against the edge.</returns>
    public static string? Of(MeasuredChannel channel, EdgePixels pixels, EdgeFit fit)
    {
        var (shortest, longest) = (0.0, 0.0);
        var (clipped, black, brights, darks) = (0, 0, 0, 0);
        var frame = new EdgeFrame(fit.Line);
        for (var i = 0; i < pixels.Count; i++)
        {
            var (across, along) = frame.Locate(pixels.Xs[i], pixels.Ys[i]);
            if (Math.Abs(across) < CoreReach)
            {
                (shortest, longest) = (Math.Min(shortest, along), Math.Max(longest, along));
            }

            if (across > 0)
            {
                brights++;
                clipped += pixels.Values[i] >= channel.ClipLevel ? 1 : 0;
            }
            else
            {
                darks++;
                black += pixels.Values[i] == 0 ? 1 : 0;
            }
        }

        var noise = Math.Sqrt(fit.Residual / pixels.Count);
        if (fit.Contrast < LeastContrast * noise)
        {
            return Text($"the edge is too noisy: its contrast is {fit.Contrast:0.0000} and the noise of a sample {noise:0.0000}; at least {LeastContrast} times the noise is needed");
        }

        var length = longest - shortest;
        if (length < LeastLength)
        {
            return Text($"the edge is {length:0.0} pixels long; at least {LeastLength} are needed");
        }

        if (clipped > LargestClippedPart * brights)
        {
            return Text($"{100.0 * clipped / brights:0.0} % of its bright side is clipped; the limit is {100 * LargestClippedPart} %");
        }

        if (black > 0.5 * darks)
        {
            return Text($"{100.0 * black / darks:0} % of its dark side is cut off at black; the limit is 50 %");
        }

        if (OfSlant(pixels, fit.Line) is { } slant)
        {
            return slant;
        }

        var sagitta = Math.Abs(fit.Line.Curvature) * length * length / 8;
        if (sagitta > LargestSagitta)
        {
            return Text($"the edge is curved by {sagitta:0.0} pixels; the limit is {LargestSagitta}, measure a shorter part of it");
        }

        var waviness = Waviness(pixels, fit, shortest, length);
        return waviness > LargestWaviness ? Text($"the edge is not smooth: parts of it lie {waviness:0.00} pixels beside it, the limit is {LargestWaviness}") : null;
    }

    /// <summary>Gives the reason where an edge lies along the pixels, so that its samples leave gaps across it.</summary>
    /// <param name="pixels">Samples about the edge.</param>
    /// <param name="line">Where it runs.</param>
    public static string? OfSlant(EdgePixels pixels, EdgeLine line)
    {
        var frame = new EdgeFrame(line);
        var (core, count) = (new double[pixels.Count], 0);
        for (var i = 0; i < pixels.Count; i++)
        {
            var across = frame.Locate(pixels.Xs[i], pixels.Ys[i]).Across;
            if (Math.Abs(across) < CoreReach)
            {
                core[count++] = across;
            }
        }

        Array.Sort(core, 0, count);
        var gap = count < 2 ? double.PositiveInfinity : 0;
        for (var i = 1; i < count; i++)
        {
            gap = Math.Max(gap, core[i] - core[i - 1]);
        }

        return gap <= LargestGap ? null : Text($"the edge is slanted by {line.SlantDegrees:0.00}°: its samples leave gaps of {gap:0.00} pixels across it, the limit is {LargestGap}; slant it by 2° to 40°");
    }

    // One step of Newton's method for the offset of each quarter of the edge; what noise may do is allowed for.
    private static double Waviness(EdgePixels pixels, EdgeFit fit, double shortest, double length)
    {
        const int Parts = 4;
        var (slopes, products) = (new double[Parts], new double[Parts]);
        for (var i = 0; i < pixels.Count; i++)
        {
            var (_, along, residual, slope) = fit.At(i);
            var part = Math.Clamp((int)((along - shortest) / length * Parts), 0, Parts - 1);
            slopes[part] += slope * slope;
            products[part] += slope * residual;
        }

        var variance = fit.Residual / pixels.Count;
        return Enumerable.Range(0, Parts).Max(part => Math.Abs(products[part] / slopes[part]) - (4 * Math.Sqrt(variance / slopes[part])));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
