namespace Pentaprism.Measure.Edges;

/// <summary>The two windows of the estimator of ISO 12233, about a place that need not be the middle.</summary>
internal static class IsoWindow
{
    /// <summary>Gives a window.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="count">Its length n.</param>
    /// <param name="middle">Its centre, from 1.</param>
    /// <param name="isRaised">Whether Tukey's window keeps a twentieth at its ends, as it does where the edge is searched.</param>
    public static double[] Of(EdgeWindow kind, int count, double middle, bool isRaised)
    {
        if (kind == EdgeWindow.Hamming)
        {
            return Hamming(count, middle);
        }

        var window = Tukey(count, middle);
        for (var i = 0; isRaised && i < count; i++)
        {
            window[i] = (0.95 * window[i]) + 0.05;
        }

        return window;
    }

    private static double[] Tukey(int count, double middle)
    {
        // A raised cosine of length n2 = round(2 max(mid, n − mid)); its first or last n samples, so that it is highest at the middle.
        var length = (int)Math.Round(2 * Math.Max(middle, count - middle), MidpointRounding.AwayFromZero);
        var half = (length - 1) / 2.0;
        var skip = middle >= count / 2.0 ? 0 : length - count;
        var window = new double[count];
        for (var i = 0; i < count; i++)
        {
            window[i] = 0.5 * (1 + Math.Cos(Math.PI * ((skip + i - half) / half)));
        }

        return window;
    }

    private static double[] Hamming(int count, double middle)
    {
        var centre = middle + 0.5;
        var wide = Math.Max(centre - 1, count - centre);
        var window = new double[count];
        for (var i = 0; i < count; i++)
        {
            window[i] = 0.54 + (0.46 * Math.Cos(Math.PI * (i + 1 - centre) / wide));
        }

        return window;
    }
}
