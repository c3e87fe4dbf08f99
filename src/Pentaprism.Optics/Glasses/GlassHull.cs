using System.Collections.Immutable;

namespace Pentaprism.Optics.Glasses;

/// <summary>The convex region of the glass map, index against Abbe number, that a set of glasses spans.</summary>
/// <param name="Corners">Its corners (V_d, n_d), counter-clockwise in that plane, from the lowest V_d; fewer than three where the glasses lie in a line.</param>
public sealed record GlassHull(ImmutableArray<(double Vd, double Nd)> Corners)
{
    /// <summary>Makes the hull of points (Andrew's monotone chain).</summary>
    /// <param name="points">Points (V_d, n_d).</param>
    /// <returns>The hull.</returns>
    public static GlassHull Around(IEnumerable<(double Vd, double Nd)> points)
    {
        (double Vd, double Nd)[] sorted = [.. points.Distinct().Order()];
        if (sorted.Length < 3)
        {
            return new GlassHull([.. sorted]);
        }

        var lower = Chain(sorted);
        var upper = Chain(sorted.Reverse());
        return new GlassHull([.. lower.SkipLast(1), .. upper.SkipLast(1)]);
    }

    /// <summary>Says how far a point lies inside.</summary>
    /// <param name="nd">The index at the line d.</param>
    /// <param name="vd">The Abbe number.</param>
    /// <returns>The distance to the nearest side, in units of index with V_d counted in hundredths; negative outside.</returns>
    public double Depth(double nd, double vd)
    {
        var depth = double.PositiveInfinity;
        for (var i = 0; i < Corners.Length; i++)
        {
            var (a, b) = (Corners[i], Corners[(i + 1) % Corners.Length]);
            var (dx, dy) = ((b.Vd - a.Vd) / 100, b.Nd - a.Nd);
            var cross = (dx * (nd - a.Nd)) - (dy * (vd - a.Vd) / 100);
            depth = Math.Min(depth, cross / Math.Sqrt((dx * dx) + (dy * dy)));
        }

        return Corners.Length < 3 ? double.NegativeInfinity : depth;
    }

    /// <summary>Says whether a point lies inside or on the border.</summary>
    /// <param name="nd">The index at the line d.</param>
    /// <param name="vd">The Abbe number.</param>
    /// <returns>True inside.</returns>
    public bool Contains(double nd, double vd) => Depth(nd, vd) >= 0;

    private static List<(double Vd, double Nd)> Chain(IEnumerable<(double Vd, double Nd)> points)
    {
        var chain = new List<(double Vd, double Nd)>();
        foreach (var point in points)
        {
            while (chain.Count >= 2 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        return chain;
    }

    // Above 0 for a turn to the left.
    private static double Turn((double Vd, double Nd) a, (double Vd, double Nd) b, (double Vd, double Nd) c) =>
        ((b.Vd - a.Vd) * (c.Nd - a.Nd)) - ((b.Nd - a.Nd) * (c.Vd - a.Vd));
}
