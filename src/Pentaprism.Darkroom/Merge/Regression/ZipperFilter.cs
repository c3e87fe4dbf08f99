using System.Numerics;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Takes the zipper off strong upright and level edges: values that go up and down from sample to sample along them.</summary>
/// <remarks>
/// An edge that is sharper than the samples lie dense is interpolated in one way on rows that have a sample of their own at it, and in
/// another on those between. Along the edge the second differences of such values change their sign from sample to sample; the least of
/// four neighbouring ones is four times the amplitude of what alternates, which is taken away. Nothing else is touched: a line across,
/// a gradient or the end of an edge does not go up and down for so long.
/// </remarks>
internal static class ZipperFilter
{
    /// <summary>Samples around a place that are read.</summary>
    public const int Reach = 3;

    // Slope over light from which on an edge is strong: an edge of two to one, and wholly of four to one.
    private const float StartContrast = 0.3f;
    private const float FullContrast = 0.6f;

    // An edge is upright where the square of its slope across is this many times that along it.
    private const float Coherence = 3;

    /// <summary>Filters a tile.</summary>
    /// <param name="estimates">Red, green and blue, balanced.</param>
    /// <param name="targets">Receive the filtered region.</param>
    /// <param name="region">What is filtered; its surroundings are read.</param>
    /// <param name="pedestal">What the light is raised by before slopes are compared with it.</param>
    public static void Run(PhaseImage[] estimates, PhaseImage[] targets, TileRegion region, float pedestal)
    {
        for (var row = region.FirstRow; row < region.LastRow; row++)
        {
            for (var phase = 0; phase < 2; phase++)
            {
                for (var lane = region.FirstCell * TileGeometry.CellLanes; lane < region.LastCell * TileGeometry.CellLanes; lane += Vector<float>.Count)
                {
                    var column = (2 * lane) + phase;
                    var (upright, level) = Edges(estimates, column, row, pedestal);
                    var isEdge = Vector.GreaterThanAny(upright + level, Vector<float>.Zero);
                    var at = estimates[0].IndexOf(column, row);
                    for (var colour = 0; colour < 3; colour++)
                    {
                        ReadOnlySpan<float> source = estimates[colour].Samples;
                        var own = Lanes.Load(source, at);
                        if (isEdge)
                        {
                            own = Vector.FusedMultiplyAdd(upright, DownColumn(source, at, estimates[0].RowLength), own);
                            own = Vector.FusedMultiplyAdd(level, AlongRow(estimates[colour], column, row), own);
                        }

                        Lanes.Store(own, targets[colour].Samples, at);
                    }
                }
            }
        }
    }

    // How far there is a strong upright or level edge, 0 to 1 each; by the sum of the colours, whose slopes do not see the zipper.
    private static (Vector<float> Upright, Vector<float> Level) Edges(PhaseImage[] estimates, int column, int row, float pedestal)
    {
        var (left, middle, right) = (Column(estimates, column - 1, row), Column(estimates, column, row), Column(estimates, column + 1, row));
        var across = left.Sum - right.Sum;
        var down = left.Difference + (middle.Difference * 2) + right.Difference;
        var light = left.Sum + (middle.Sum * 2) + right.Sum;

        // Slopes are sums over 8 × 3 samples of a difference of two, light over 16 × 3.
        var scale = new Vector<float>(2) / (Vector.MaxNative(light, Vector<float>.Zero) + new Vector<float>(48 * pedestal));
        return (Strength(across, down, scale), Strength(down, across, scale));
    }

    private static (Vector<float> Sum, Vector<float> Difference) Column(PhaseImage[] estimates, int column, int row)
    {
        var at = estimates[0].IndexOf(column, row);
        var next = estimates[0].RowLength;
        var (sum, difference) = (Vector<float>.Zero, Vector<float>.Zero);
        foreach (var plane in estimates)
        {
            ReadOnlySpan<float> source = plane.Samples;
            var (above, below) = (Lanes.Load(source, at - next), Lanes.Load(source, at + next));
            sum += above + (Lanes.Load(source, at) * 2) + below;
            difference += above - below;
        }

        return (sum, difference);
    }

    private static Vector<float> Strength(Vector<float> slope, Vector<float> other, Vector<float> scale)
    {
        var square = slope * slope;
        var coherent = (square - (new Vector<float>(Coherence) * other * other)) / (square + new Vector<float>(1e-12f));
        var contrast = ((Vector.Abs(slope) * scale) - new Vector<float>(StartContrast)) * new Vector<float>(1 / (FullContrast - StartContrast));
        return Share(coherent) * Share(contrast);
    }

    private static Vector<float> Share(Vector<float> value) => Vector.MinNative(Vector.MaxNative(value, Vector<float>.Zero), Vector<float>.One);

    private static Vector<float> DownColumn(ReadOnlySpan<float> source, int at, int next) => Alternation(
        Lanes.Load(source, at - (3 * next)),
        Lanes.Load(source, at - (2 * next)),
        Lanes.Load(source, at - next),
        Lanes.Load(source, at),
        Lanes.Load(source, at + next),
        Lanes.Load(source, at + (2 * next)),
        Lanes.Load(source, at + (3 * next)));

    private static Vector<float> AlongRow(PhaseImage plane, int column, int row)
    {
        ReadOnlySpan<float> source = plane.Samples;
        return Alternation(
            Lanes.Load(source, plane.IndexOf(column - 3, row)),
            Lanes.Load(source, plane.IndexOf(column - 2, row)),
            Lanes.Load(source, plane.IndexOf(column - 1, row)),
            Lanes.Load(source, plane.IndexOf(column, row)),
            Lanes.Load(source, plane.IndexOf(column + 1, row)),
            Lanes.Load(source, plane.IndexOf(column + 2, row)),
            Lanes.Load(source, plane.IndexOf(column + 3, row)));
    }

    // What has to be added to the middle one of seven values so that it does not alternate with its neighbours.
    private static Vector<float> Alternation(
        Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> middle, Vector<float> e, Vector<float> f, Vector<float> g)
    {
        var own = c - (middle * 2) + e;
        var sign = Vector.ConditionalSelect(Vector.LessThan(own, Vector<float>.Zero), -Vector<float>.One, Vector<float>.One);
        var next = -Vector.MaxNative((b - (c * 2) + middle) * sign, (middle - (e * 2) + f) * sign);
        var afterNext = Vector.MaxNative((a - (b * 2) + c) * sign, (e - (f * 2) + g) * sign);
        var least = Vector.MinNative(own * sign, Vector.MinNative(next, afterNext));
        return Vector.MaxNative(least, Vector<float>.Zero) * 0.25f * sign;
    }
}
