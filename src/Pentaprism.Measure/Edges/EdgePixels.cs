using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The samples about an edge: where each stands and what it holds.</summary>
internal sealed class EdgePixels
{
    private EdgePixels(double[] xs, double[] ys, double[] values) => (Xs, Ys, Values) = (xs, ys, values);

    /// <summary>Gets the columns, at the samples' centres.</summary>
    public double[] Xs { get; }

    /// <summary>Gets the rows, at the samples' centres.</summary>
    public double[] Ys { get; }

    /// <summary>Gets the values.</summary>
    public double[] Values { get; }

    /// <summary>Gets the number of samples.</summary>
    public int Count => Values.Length;

    /// <summary>Collects the samples of a strip.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="area">The area they may come from.</param>
    /// <param name="line">The middle of the strip.</param>
    /// <param name="reach">Half the width of the strip, pixels.</param>
    /// <param name="halfLength">Half its length, pixels; infinite for all of the area.</param>
    public static EdgePixels Collect(MeasuredChannel channel, PixelRectangle area, EdgeLine line, double reach, double halfLength)
    {
        var (xs, ys, values) = (new List<double>(), new List<double>(), new List<double>());
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var row = channel.Samples.Row(y);
            for (var x = area.Left; x < area.Right; x++)
            {
                var (across, along) = line.Locate(x + 0.5, y + 0.5);
                if (Math.Abs(across) <= reach && Math.Abs(along) <= halfLength && channel.Has(x, y))
                {
                    xs.Add(x + 0.5);
                    ys.Add(y + 0.5);
                    values.Add(row[x]);
                }
            }
        }

        return new EdgePixels([.. xs], [.. ys], [.. values]);
    }

    /// <summary>Gives the mean of the samples on each side beyond a distance.</summary>
    public (double Dark, double Bright) Plateaus(EdgeLine line, double beyond)
    {
        var (dark, darkCount, bright, brightCount) = (0.0, 0, 0.0, 0);
        for (var i = 0; i < Count; i++)
        {
            var across = line.Locate(Xs[i], Ys[i]).Across;
            if (across > beyond)
            {
                bright += Values[i];
                brightCount++;
            }
            else if (across < -beyond)
            {
                dark += Values[i];
                darkCount++;
            }
        }

        return (dark / darkCount, bright / brightCount);
    }
}
