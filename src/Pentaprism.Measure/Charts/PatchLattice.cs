namespace Pentaprism.Measure.Charts;

/// <summary>Regions that stand like the points of a lattice, with their places in it.</summary>
/// <param name="Points">Place in the lattice and number of the region.</param>
internal sealed record PatchLattice(IReadOnlyList<(int Column, int Row, int Region)> Points)
{
    private const double Tolerance = 0.22;
    private const int Neighbours = 8;

    /// <summary>Finds lattices, the one with most points first.</summary>
    /// <param name="regions">The regions.</param>
    /// <param name="leastPoints">How many points a lattice must have.</param>
    public static List<PatchLattice> Find(IReadOnlyList<EvenRegion> regions, int leastPoints)
    {
        var lattices = new List<PatchLattice>();
        var explained = new HashSet<int>();
        for (var i = 0; i < regions.Count; i++)
        {
            if (explained.Contains(i))
            {
                continue;
            }

            var near = Near(regions, i);
            PatchLattice? best = null;
            foreach (var j in near)
            {
                foreach (var k in near)
                {
                    var (ux, uy) = (regions[j].X - regions[i].X, regions[j].Y - regions[i].Y);
                    var (vx, vy) = (regions[k].X - regions[i].X, regions[k].Y - regions[i].Y);
                    var (u, v) = (Math.Sqrt((ux * ux) + (uy * uy)), Math.Sqrt((vx * vx) + (vy * vy)));
                    var sine = ((ux * vy) - (uy * vx)) / (u * v);
                    if (sine > 0.8 && u / v is > 0.6 and < 1.67)
                    {
                        var grown = Grow(regions, i, (ux, uy), (vx, vy));
                        best = best is null || grown.Points.Count > best.Points.Count ? grown : best;
                    }
                }
            }

            if (best is not null && best.Points.Count >= leastPoints)
            {
                lattices.Add(best);
                explained.UnionWith(best.Points.Select(point => point.Region));
            }
        }

        return [.. lattices.OrderByDescending(lattice => lattice.Points.Count)];
    }

    // Regions about as large, less than two sizes away.
    private static List<int> Near(IReadOnlyList<EvenRegion> regions, int i) =>
    [
        .. Enumerable.Range(0, regions.Count)
            .Where(j => j != i && regions[j].Size / regions[i].Size is > 0.6 and < 1.67)
            .Select(j => (j, Distance: Math.Sqrt(Square(regions[j].X - regions[i].X) + Square(regions[j].Y - regions[i].Y))))
            .Where(pair => pair.Distance < 2.2 * regions[i].Size)
            .OrderBy(pair => pair.Distance)
            .Take(Neighbours)
            .Select(pair => pair.j),
    ];

    // From point to point; each carries its own steps, so that perspective and distortion are followed.
    private static PatchLattice Grow(IReadOnlyList<EvenRegion> regions, int seed, (double X, double Y) u, (double X, double Y) v)
    {
        var points = new Dictionary<(int, int), int> { [(0, 0)] = seed };
        var taken = new HashSet<int> { seed };
        var queue = new Queue<(int Column, int Row, int Region, (double X, double Y) U, (double X, double Y) V)>();
        queue.Enqueue((0, 0, seed, u, v));
        while (queue.TryDequeue(out var at))
        {
            foreach (var (dc, dr) in (ReadOnlySpan<(int, int)>)[(1, 0), (-1, 0), (0, 1), (0, -1)])
            {
                var place = (at.Column + dc, at.Row + dr);
                var (stepX, stepY) = ((dc * at.U.X) + (dr * at.V.X), (dc * at.U.Y) + (dr * at.V.Y));
                if (points.ContainsKey(place) || Nearest(regions, regions[at.Region].X + stepX, regions[at.Region].Y + stepY, Math.Sqrt(Square(stepX) + Square(stepY)), regions[at.Region].Size) is not { } next || !taken.Add(next))
                {
                    continue;
                }

                points[place] = next;
                var (movedX, movedY) = (regions[next].X - regions[at.Region].X, regions[next].Y - regions[at.Region].Y);
                var newU = dc != 0 ? (movedX * dc, movedY * dc) : at.U;
                var newV = dr != 0 ? (movedX * dr, movedY * dr) : at.V;
                queue.Enqueue((place.Item1, place.Item2, next, newU, newV));
            }
        }

        return new PatchLattice([.. points.Select(point => (point.Key.Item1, point.Key.Item2, point.Value))]);
    }

    private static int? Nearest(IReadOnlyList<EvenRegion> regions, double x, double y, double step, double size)
    {
        int? nearest = null;
        var least = Square(Tolerance * step);
        for (var i = 0; i < regions.Count; i++)
        {
            var distance = Square(regions[i].X - x) + Square(regions[i].Y - y);
            if (distance < least && regions[i].Size / size is > 0.5 and < 2)
            {
                (nearest, least) = (i, distance);
            }
        }

        return nearest;
    }

    private static double Square(double x) => x * x;
}
