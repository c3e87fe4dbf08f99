namespace Pentaprism.Measure.Edges;

/// <summary>Straight runs of ridge pixels: neighbours of one direction are grown into chains, a line is laid through each (after the idea of LSD, Grompone von Gioi 2010).</summary>
internal static class RidgeChains
{
    private const double CosineOfTolerance = 0.94;
    private const double LargestDeviation = 0.7;
    private const int Neighbourhood = 2;

    /// <summary>A straight run.</summary>
    /// <param name="X">Column of its middle, counted from the first pixel's centre.</param>
    /// <param name="Y">Row of its middle.</param>
    /// <param name="Angle">Direction of the gradient, radians.</param>
    /// <param name="HalfLength">Half its length, pixels.</param>
    internal readonly record struct Run(double X, double Y, double Angle, double HalfLength);

    /// <summary>Finds the runs.</summary>
    /// <param name="ridges">The ridges.</param>
    /// <param name="leastLength">The length below which a run is left out, pixels.</param>
    public static List<Run> Find(GradientRidges ridges, double leastLength)
    {
        var isTaken = new bool[ridges.IsRidge.Length];
        var runs = new List<Run>();
        var chain = new List<int>();
        for (var i = 0; i < isTaken.Length; i++)
        {
            if (ridges.IsRidge[i] && !isTaken[i])
            {
                Grow(ridges, i, isTaken, chain);
                Lay(ridges, [.. chain], leastLength, runs);
            }
        }

        return runs;
    }

    private static void Grow(GradientRidges ridges, int seed, bool[] isTaken, List<int> chain)
    {
        chain.Clear();
        chain.Add(seed);
        isTaken[seed] = true;
        var (sumX, sumY) = Unit(ridges, seed);
        for (var next = 0; next < chain.Count; next++)
        {
            for (var dy = -Neighbourhood; dy <= Neighbourhood; dy++)
            {
                for (var dx = -Neighbourhood; dx <= Neighbourhood; dx++)
                {
                    var i = chain[next] + (dy * ridges.Width) + dx;
                    if (i < 0 || i >= isTaken.Length || !ridges.IsRidge[i] || isTaken[i])
                    {
                        continue;
                    }

                    var (x, y) = Unit(ridges, i);
                    if ((x * sumX) + (y * sumY) >= CosineOfTolerance * Math.Sqrt((sumX * sumX) + (sumY * sumY)))
                    {
                        (sumX, sumY) = (sumX + x, sumY + y);
                        isTaken[i] = true;
                        chain.Add(i);
                    }
                }
            }
        }
    }

    // A line by the principal axis; a chain that leaves it is cut in the middle, and each half tried again.
    private static void Lay(GradientRidges ridges, int[] chain, double leastLength, List<Run> runs)
    {
        if (chain.Length < leastLength * 0.7)
        {
            return;
        }

        var (meanX, meanY, gradientX, gradientY) = (0.0, 0.0, 0.0, 0.0);
        foreach (var i in chain)
        {
            var (gx, gy) = ridges.Gradient(i);
            (meanX, meanY, gradientX, gradientY) = (meanX + (i % ridges.Width), meanY + (i / ridges.Width), gradientX + gx, gradientY + gy);
        }

        (meanX, meanY) = (meanX / chain.Length, meanY / chain.Length);
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        foreach (var i in chain)
        {
            var (dx, dy) = ((i % ridges.Width) - meanX, (i / ridges.Width) - meanY);
            (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
        }

        var direction = 0.5 * Math.Atan2(2 * xy, xx - yy);
        var (sine, cosine) = Math.SinCos(direction);
        var (low, high, squares) = (0.0, 0.0, 0.0);
        var along = new double[chain.Length];
        for (var k = 0; k < chain.Length; k++)
        {
            var (dx, dy) = ((chain[k] % ridges.Width) - meanX, (chain[k] / ridges.Width) - meanY);
            along[k] = (dx * cosine) + (dy * sine);
            (low, high) = (Math.Min(low, along[k]), Math.Max(high, along[k]));
            squares += Math.Pow((dy * cosine) - (dx * sine), 2);
        }

        if (high - low < leastLength)
        {
            return;
        }

        if (Math.Sqrt(squares / chain.Length) > LargestDeviation)
        {
            var middle = (low + high) / 2;
            Lay(ridges, [.. chain.Where((_, k) => along[k] < middle)], leastLength, runs);
            Lay(ridges, [.. chain.Where((_, k) => along[k] >= middle)], leastLength, runs);
            return;
        }

        var half = (low + high) / 2;
        var normal = direction + (Math.PI / 2);
        normal = (Math.Cos(normal) * gradientX) + (Math.Sin(normal) * gradientY) >= 0 ? normal : normal + Math.PI;
        runs.Add(new Run(meanX + (half * cosine), meanY + (half * sine), normal, (high - low) / 2));
    }

    private static (double X, double Y) Unit(GradientRidges ridges, int i)
    {
        var (x, y) = ridges.Gradient(i);
        var length = Math.Sqrt((x * x) + (y * y));
        return (x / length, y / length);
    }
}
