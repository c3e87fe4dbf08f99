using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>Finds places that may hold a point of light: small maxima that stand out of what is around them.</summary>
/// <remarks>
/// Brightness is blurred as little as a point is wide, less a wide blur. Its scatter around a place, by the median of its magnitude in
/// tiles, tells noise and texture alike; a maximum counts from so many standard deviations on. Of neighbouring maxima the highest counts.
/// </remarks>
internal static class PointLightFinder
{
    private const int Tile = 64;
    private const int Apart = 3;
    private const int TileSampling = 2;

    // The median of the magnitude of a normal variable is 0.6745 of its deviation.
    private const float DeviationOverMedian = 1.4826f;

    private static readonly FilterKernel _narrow = FilterKernel.Binomial5;

    private static readonly FilterKernel _wide = Gaussian(3, 9);

    /// <summary>Finds them.</summary>
    /// <param name="brightness">Brightness.</param>
    /// <param name="threshold">From how many standard deviations on a maximum counts.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The places, what stands out furthest first.</returns>
    public static IReadOnlyList<(int X, int Y)> Find(Plane<float> brightness, double threshold, ProcessingContext context)
    {
        using var excess = context.Pool.Rent<float>(brightness.Width, brightness.Height);
        using var wide = context.Pool.Rent<float>(brightness.Width, brightness.Height);
        Convolution.Separable(context, brightness, _narrow, excess);
        Convolution.Separable(context, brightness, _wide, wide);
        Bands.Run(context, excess.Width, excess.Height, (top, bottom) => RowSum.Subtract(excess.Rows(top, bottom), wide.Rows(top, bottom)));
        var scatter = Scatter(excess, context);
        var found = new List<(int X, int Y, float Significance)>();
        Bands.Run(context, excess.Width, excess.Height, Tile, (top, bottom) =>
        {
            var maxima = Maxima(excess, scatter, (float)threshold, top, bottom);
            lock (found)
            {
                found.AddRange(maxima);
            }
        });
        return [.. found.OrderByDescending(place => place.Significance).ThenBy(place => place.Y).ThenBy(place => place.X).Select(place => (place.X, place.Y))];
    }

    private static FilterKernel Gaussian(double deviation, int reach)
    {
        double[] weights = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(i => Math.Exp(-i * i / (2 * deviation * deviation)))];
        return new FilterKernel([.. weights.Select(weight => (float)(weight / weights.Sum()))]);
    }

    private static Plane<float> Scatter(Plane<float> excess, ProcessingContext context)
    {
        var scatter = new Plane<float>((excess.Width + Tile - 1) / Tile, (excess.Height + Tile - 1) / Tile);
        Bands.Run(context, excess.Width, excess.Height, Tile, (top, bottom) =>
        {
            var magnitudes = new float[Tile * Tile / TileSampling];
            for (var left = 0; left < excess.Width; left += Tile)
            {
                var count = 0;
                for (var y = top; y < bottom; y += TileSampling)
                {
                    foreach (var value in excess.Row(y)[left..Math.Min(left + Tile, excess.Width)])
                    {
                        magnitudes[count++] = Math.Abs(value);
                    }
                }

                scatter[left / Tile, top / Tile] = DeviationOverMedian * OrderStatistic.Of(magnitudes.AsSpan(0, count), count / 2);
            }
        });
        return scatter;
    }

    private static List<(int X, int Y, float Significance)> Maxima(Plane<float> excess, Plane<float> scatter, float threshold, int top, int bottom)
    {
        var maxima = new List<(int X, int Y, float Significance)>();
        for (var y = Math.Max(top, Apart); y < Math.Min(bottom, excess.Height - Apart); y++)
        {
            var row = excess.Row(y);
            var deviations = scatter.Row(y / Tile);
            for (var x = Apart; x < row.Length - Apart; x++)
            {
                if (row[x] > threshold * deviations[x / Tile] && IsHighest(excess, x, y))
                {
                    maxima.Add((x, y, row[x] / Math.Max(deviations[x / Tile], 1e-20f)));
                }
            }
        }

        return maxima;
    }

    private static bool IsHighest(Plane<float> plane, int x, int y)
    {
        var value = plane[x, y];
        for (var j = -Apart; j <= Apart; j++)
        {
            foreach (var other in plane.Row(y + j).Slice(x - Apart, (2 * Apart) + 1))
            {
                if (other > value)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
