using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>Finds the edges of a chart that can be measured: straight, long enough, even on both sides.</summary>
public static class EdgeFinder
{
    private const long MostPixels = 8_000_000;
    private const double LargestReach = 18;
    private const double LeastReach = 5;
    private const double LargestUnevenness = 0.12;
    private const double Trim = 4;
    private const int Blocks = 8;

    /// <summary>Finds the edges of a picture.</summary>
    /// <param name="channels">Its channels, all of one size.</param>
    /// <param name="options">What to look for.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The edges, the strongest and longest first.</returns>
    /// <exception cref="ArgumentException">There is no channel.</exception>
    public static ImmutableArray<FoundEdge> Find(IReadOnlyList<MeasuredChannel> channels, EdgeFinderOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (channels.Count == 0)
        {
            throw new ArgumentException("A picture has at least one channel.", nameof(channels));
        }

        var plane = DetectionPlane.Of(channels, MostPixels, context);
        using var values = plane.Values;
        if (values.Width < 8 || values.Height < 8)
        {
            return [];
        }

        var ridges = GradientRidges.Of(values, context);
        return
        [
            .. RidgeChains.Find(ridges, options.LeastLength / plane.Factor)
                .Select(run => Judge(values, plane.Factor, run, options))
                .OfType<FoundEdge>()
                .OrderByDescending(edge => edge.Contrast * edge.HalfLength)
                .Take(options.Most),
        ];
    }

    private static FoundEdge? Judge(Plane<float> plane, int factor, RidgeChains.Run run, EdgeFinderOptions options)
    {
        var half = run.HalfLength - (Trim / factor);
        if (2 * half * factor < options.LeastLength - (2 * Trim))
        {
            return null;
        }

        var most = (int)(LargestReach / factor);
        var core = Math.Max(2, 3 / factor);
        var profile = new double[Blocks, (2 * most) + 1];
        for (var k = -most; k <= most; k++)
        {
            for (var block = 0; block < Blocks; block++)
            {
                profile[block, k + most] = Mean(plane, run, k, half * ((2.0 * block / Blocks) - 1), 2 * half / Blocks);
            }
        }

        var contrast = Side(core) - Side(-core);
        var (dark, bright) = (Reach(-1), Reach(1));
        var reach = Math.Min(dark, bright) * factor;
        return contrast > 0 && reach >= LeastReach
            ? new FoundEdge(new EdgeLine((run.X + 0.5) * factor, (run.Y + 0.5) * factor, run.Angle), half * factor, Math.Min(reach, LargestReach), contrast)
            : null;

        double Side(int k) => Enumerable.Range(0, Blocks).Average(block => profile[block, k + most]);

        // How far every part of the edge keeps the level that its side has next to the edge.
        int Reach(int sign)
        {
            var level = Side(sign * (core + 1));
            for (var k = core + 1; k <= most; k++)
            {
                for (var block = 0; block < Blocks; block++)
                {
                    if (!(Math.Abs(profile[block, (sign * k) + most] - level) <= LargestUnevenness * contrast))
                    {
                        return k - 1;
                    }
                }
            }

            return most;
        }
    }

    // The mean along a part of the edge at a distance from it; NaN where it leaves the picture.
    private static double Mean(Plane<float> plane, RidgeChains.Run run, double across, double begin, double length)
    {
        var (sine, cosine) = Math.SinCos(run.Angle);
        var count = Math.Max(2, (int)length);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var along = begin + ((i + 0.5) * length / count);
            var x = run.X + (across * cosine) - (along * sine);
            var y = run.Y + (across * sine) + (along * cosine);
            var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
            if (left < 0 || top < 0 || left >= plane.Width - 1 || top >= plane.Height - 1)
            {
                return double.NaN;
            }

            var (u, v) = (x - left, y - top);
            var above = plane.Row(top);
            var below = plane.Row(top + 1);
            sum += ((1 - v) * (((1 - u) * above[left]) + (u * above[left + 1]))) + (v * (((1 - u) * below[left]) + (u * below[left + 1])));
        }

        return sum / count;
    }
}
