using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>The samples about an edge: where each stands and what it holds.</summary>
internal sealed class EdgePixels
{
    private EdgePixels(float[] xs, float[] ys, float[] values) => (Xs, Ys, Values) = (xs, ys, values);

    /// <summary>Gets the columns, at the samples' centres.</summary>
    public float[] Xs { get; }

    /// <summary>Gets the rows, at the samples' centres.</summary>
    public float[] Ys { get; }

    /// <summary>Gets the values.</summary>
    public float[] Values { get; }

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
        var (xs, ys, values) = (new List<float>(), new List<float>(), new List<float>());
        var (frame, isWhole) = (new EdgeFrame(line), !channel.IsMosaic);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var row = channel.Samples.Row(y);
            for (var x = area.Left; x < area.Right; x++)
            {
                var (across, along) = frame.Locate(x + 0.5, y + 0.5);
                if (Math.Abs(across) <= reach && Math.Abs(along) <= halfLength && (isWhole || channel.Has(x, y)))
                {
                    xs.Add(x + 0.5f);
                    ys.Add(y + 0.5f);
                    values.Add(row[x]);
                }
            }
        }

        return new EdgePixels([.. xs], [.. ys], [.. values]);
    }

    /// <summary>Gives at most so many of the samples, evenly spread over the rows.</summary>
    /// <param name="most">How many.</param>
    public EdgePixels Thinned(int most)
    {
        // A step that shares no factor with the samples of a row keeps all distances.
        var step = (Count / most) | 1;
        return step == 1 ? this : Only([.. Enumerable.Range(0, (Count + step - 1) / step).Select(i => i * step)]);
    }

    /// <summary>Gives some of the samples.</summary>
    /// <param name="kept">Their numbers.</param>
    public EdgePixels Only(ReadOnlySpan<int> kept)
    {
        var some = new EdgePixels(new float[kept.Length], new float[kept.Length], new float[kept.Length]);
        for (var i = 0; i < kept.Length; i++)
        {
            (some.Xs[i], some.Ys[i], some.Values[i]) = (Xs[kept[i]], Ys[kept[i]], Values[kept[i]]);
        }

        return some;
    }

    /// <summary>Gives the mean of the samples on each side beyond a distance.</summary>
    public (double Dark, double Bright) Plateaus(EdgeLine line, double beyond)
    {
        var (dark, darkCount, bright, brightCount) = (0.0, 0, 0.0, 0);
        var frame = new EdgeFrame(line);
        for (var i = 0; i < Count; i++)
        {
            var across = frame.Locate(Xs[i], Ys[i]).Across;
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
