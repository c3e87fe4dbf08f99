using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The plane in which edges and charts are searched: all channels together, made smaller where there are many pixels or the pixels are those of a mosaic.</summary>
/// <param name="Values">The plane.</param>
/// <param name="Factor">Pixels of the picture in one of its own, along each axis.</param>
internal sealed record DetectionPlane(Plane<float> Values, int Factor)
{
    /// <summary>Makes the plane.</summary>
    /// <param name="channels">The channels of one picture.</param>
    /// <param name="mostPixels">How many pixels it may have.</param>
    /// <param name="context">Memory and workers.</param>
    public static DetectionPlane Of(IReadOnlyList<MeasuredChannel> channels, long mostPixels, ProcessingContext context)
    {
        var (first, cfa) = (channels[0].Samples, channels[0].Cfa);
        var factor = Math.Max(cfa.Columns, cfa.Rows);
        while ((long)first.Width * first.Height > mostPixels * factor * factor)
        {
            factor += Math.Max(cfa.Columns, cfa.Rows);
        }

        var planes = channels.Select(channel => channel.Samples).Distinct().ToList();
        var scales = Scales(first, cfa);
        var plane = context.Pool.Rent<float>(Math.Max(1, first.Width / factor), Math.Max(1, first.Height / factor));
        Bands.Run(context, first.Width, plane.Height, 16, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                Average(planes, scales, cfa, factor, y, plane.Row(y));
            }
        });
        return new DetectionPlane(plane, factor);
    }

    // What makes the colours of a mosaic equally bright on average, so that their pattern does not look like an edge.
    private static float[] Scales(Plane<float> samples, CfaPattern cfa)
    {
        var (sums, counts) = (new double[256], new double[256]);
        for (var y = 0; y < samples.Height; y += cfa.IsMonochrome ? samples.Height : 7)
        {
            var row = samples.Row(y);
            for (var x = 0; x < row.Length; x += 5)
            {
                sums[cfa[x, y]] += row[x];
                counts[cfa[x, y]]++;
            }
        }

        var mean = sums.Sum() / counts.Sum();
        return [.. sums.Select((sum, colour) => cfa.IsMonochrome || !(sum > 0) ? 1f : (float)(mean / (sum / counts[colour])))];
    }

    private static void Average(List<Plane<float>> planes, float[] scales, CfaPattern cfa, int factor, int y, Span<float> target)
    {
        var weight = 1f / (factor * factor * planes.Count);
        target.Clear();
        foreach (var plane in planes)
        {
            for (var dy = 0; dy < factor; dy++)
            {
                var row = plane.Row((y * factor) + dy);
                if (factor == 1 && cfa.IsMonochrome)
                {
                    for (var x = 0; x < target.Length; x++)
                    {
                        target[x] += row[x] * weight;
                    }

                    continue;
                }

                for (var dx = 0; dx < factor; dx++)
                {
                    var scale = scales[cfa[dx, (y * factor) + dy]] * weight;
                    for (int x = 0, i = dx; x < target.Length; x++, i += factor)
                    {
                        target[x] += row[i] * scale;
                    }
                }
            }
        }
    }
}
