using System.Collections.Immutable;

namespace Pentaprism.Measure.Edges;

/// <summary>Figures of an edge spread.</summary>
internal static class EdgeShape
{
    /// <summary>Gives the distance from 10 % to 90 %, pixels.</summary>
    /// <param name="distances">Places, rising.</param>
    /// <param name="spread">Edge spread from 0 to 1.</param>
    public static double Rise(ImmutableArray<double> distances, ImmutableArray<double> spread)
    {
        // From the middle outwards, so that ripples of noise far from the edge do not count.
        var middle = 0;
        for (var i = 1; i < spread.Length; i++)
        {
            if (spread[i - 1] < 0.5 && spread[i] >= 0.5 && Math.Abs(distances[i]) < Math.Abs(distances[middle]))
            {
                middle = i;
            }
        }

        var (low, high) = (middle, middle);
        while (low > 0 && spread[low] > 0.1)
        {
            low--;
        }

        while (high < spread.Length - 1 && spread[high] < 0.9)
        {
            high++;
        }

        return low == 0 || high == spread.Length - 1 ? double.NaN : Cross(high, 0.9) - Cross(low + 1, 0.1);

        double Cross(int i, double level) =>
            distances[i - 1] + ((level - spread[i - 1]) / (spread[i] - spread[i - 1]) * (distances[i] - distances[i - 1]));
    }
}
