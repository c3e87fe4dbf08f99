using Pentaprism.Imaging;

namespace Pentaprism.Measure.Charts;

/// <summary>Three colours of a picture, made smaller and roughly even to the eye: the planes in which a chart is searched.</summary>
internal static class SmallPlanes
{
    private const double White = 0.995;

    /// <summary>Makes the planes.</summary>
    /// <param name="channels">Red, green and blue.</param>
    /// <param name="mostPixels">How many pixels each may have.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The planes, which the caller owns, and the pixels of the picture in one of theirs along each axis.</returns>
    public static (List<Plane<float>> Planes, int Factor) Of(IReadOnlyList<MeasuredChannel> channels, long mostPixels, ProcessingContext context)
    {
        var (samples, cfa) = (channels[0].Samples, channels[0].Cfa);
        var period = Math.Max(cfa.Columns, cfa.Rows);
        var factor = period;
        while ((long)samples.Width * samples.Height > mostPixels * factor * factor)
        {
            factor += period;
        }

        return ([.. channels.Select(channel => Small(channel, factor, context))], factor);
    }

    /// <summary>Gives the planes smoothed, for gradients that are not those of the noise.</summary>
    /// <param name="planes">The planes.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>Other planes, which the caller owns.</returns>
    public static List<Plane<float>> Smooth(IReadOnlyList<Plane<float>> planes, ProcessingContext context) => [.. planes.Select(plane =>
    {
        var smooth = context.Pool.Rent<float>(plane.Width, plane.Height);
        BoxBlur.Run(context, plane, 1, smooth);
        return smooth;
    })];

    private static Plane<float> Small(MeasuredChannel channel, int factor, ProcessingContext context)
    {
        var small = context.Pool.Rent<float>(Math.Max(3, channel.Samples.Width / factor), Math.Max(3, channel.Samples.Height / factor));
        for (var y = 0; y < small.Height; y++)
        {
            var row = small.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = Mean(channel, x * factor, y * factor, factor);
            }
        }

        var sorted = small.Samples.ToArray();
        Array.Sort(sorted);
        var white = Math.Max(sorted[(int)(White * (sorted.Length - 1))], 1e-6f);
        foreach (ref var value in small.Samples)
        {
            value = MathF.Sqrt(MathF.Max(0, value / white));
        }

        return small;
    }

    private static float Mean(MeasuredChannel channel, int left, int top, int side)
    {
        var (sum, count) = (0f, 0);
        for (var y = top; y < Math.Min(top + side, channel.Samples.Height); y++)
        {
            var row = channel.Samples.Row(y);
            for (var x = left; x < Math.Min(left + side, row.Length); x++)
            {
                if (channel.Has(x, y))
                {
                    sum += row[x];
                    count++;
                }
            }
        }

        return count > 0 ? sum / count : 0;
    }
}
