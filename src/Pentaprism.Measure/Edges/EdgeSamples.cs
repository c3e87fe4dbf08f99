namespace Pentaprism.Measure.Edges;

/// <summary>Samples that stand for one: their mean place, their mean and how many they are.</summary>
internal readonly record struct EdgeCell(double X, double Y, double Value, double Count);

/// <summary>What an ideal edge is fitted to: samples near it one by one, and those far from it in cells, over which an ideal edge is a straight line.</summary>
/// <param name="Near">The samples near the edge.</param>
/// <param name="Far">The cells.</param>
/// <param name="Scatter">Sum of the squared differences of samples from the means of their cells, which no edge explains.</param>
/// <param name="Reach">The largest distance of a sample from the edge, pixels.</param>
internal sealed record EdgeSamples(EdgePixels Near, EdgeCell[] Far, double Scatter, double Reach)
{
    private const double CellsPerPixel = 2;
    private const double CellLength = 32;

    /// <summary>Gives all samples one by one.</summary>
    /// <param name="pixels">The samples.</param>
    /// <param name="reach">Their largest distance from the edge, pixels.</param>
    public static EdgeSamples Single(EdgePixels pixels, double reach) => new(pixels, [], 0, reach);

    /// <summary>Puts the samples together that lie far from an edge: half a pixel across it, 32 pixels along it.</summary>
    /// <param name="pixels">The samples.</param>
    /// <param name="line">The edge, to a tenth of a pixel.</param>
    /// <param name="near">Where far begins, pixels.</param>
    /// <param name="reach">The largest distance of a sample, pixels.</param>
    public static EdgeSamples Merged(EdgePixels pixels, EdgeLine line, double near, double reach)
    {
        var frame = new EdgeFrame(line);
        var kept = new List<int>(pixels.Count);
        var sums = new Dictionary<(int, int), (double X, double Y, double Value, double Square, int Count)>();
        for (var i = 0; i < pixels.Count; i++)
        {
            var (across, along) = frame.Locate(pixels.Xs[i], pixels.Ys[i]);
            if (Math.Abs(across) <= near)
            {
                kept.Add(i);
                continue;
            }

            ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                sums, ((int)Math.Floor(across * CellsPerPixel), (int)Math.Floor(along / CellLength)), out _);
            double value = pixels.Values[i];
            sum = (sum.X + pixels.Xs[i], sum.Y + pixels.Ys[i], sum.Value + value, sum.Square + (value * value), sum.Count + 1);
        }

        return new EdgeSamples(
            pixels.Only([.. kept]),
            [.. sums.Values.Select(sum => new EdgeCell(sum.X / sum.Count, sum.Y / sum.Count, sum.Value / sum.Count, sum.Count))],
            sums.Values.Sum(sum => Math.Max(0, sum.Square - (sum.Value * sum.Value / sum.Count))),
            reach);
    }
}
