using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Fills in single photosites from good neighbours of their own colour.</summary>
/// <remarks>
/// Opposite neighbours make a pair; the pair whose two samples differ least, relative to their distance, lies along the local
/// structure, and its mean is the answer. Without a good pair the nearest good neighbours are averaged.
/// </remarks>
internal sealed class SameColour
{
    private const int FarthestReach = 16;
    private readonly CfaPattern _cfa;
    private readonly (int Dx, int Dy, float Weight)[][] _pairs;

    /// <summary>Prepares the pairs of each photosite of a pattern.</summary>
    /// <param name="cfa">The pattern; a pixel with all its colours counts as monochrome.</param>
    public SameColour(CfaPattern cfa)
    {
        _cfa = cfa;
        var reach = Math.Max(cfa.Columns, cfa.Rows);
        _pairs = new (int, int, float)[cfa.Columns * cfa.Rows][];
        for (var y = 0; y < cfa.Rows; y++)
        {
            for (var x = 0; x < cfa.Columns; x++)
            {
                _pairs[(y * cfa.Columns) + x] = [.. Pairs(x, y, reach)];
            }
        }
    }

    /// <summary>Estimates a photosite from its neighbours.</summary>
    /// <param name="samples">The mosaic.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="isBad">Tells by row × width + column which photosites must not be used.</param>
    /// <returns>The estimate, or the sample itself where no neighbour is good.</returns>
    public float Estimate(Plane<float> samples, int x, int y, Func<int, bool> isBad)
    {
        var best = float.PositiveInfinity;
        var value = 0f;
        foreach (var (dx, dy, weight) in _pairs[(y % _cfa.Rows * _cfa.Columns) + (x % _cfa.Columns)])
        {
            if (IsGood(samples, x + dx, y + dy, isBad) && IsGood(samples, x - dx, y - dy, isBad))
            {
                var (a, b) = (samples[x + dx, y + dy], samples[x - dx, y - dy]);
                var difference = MathF.Abs(a - b) * weight;
                if (difference < best)
                {
                    (best, value) = (difference, (a + b) / 2);
                }
            }
        }

        return float.IsFinite(best) ? value : NearestMean(samples, x, y, isBad);
    }

    private static bool IsGood(Plane<float> samples, int x, int y, Func<int, bool> isBad) =>
        x >= 0 && y >= 0 && x < samples.Width && y < samples.Height && !isBad((y * samples.Width) + x);

    private IEnumerable<(int Dx, int Dy, float Weight)> Pairs(int x, int y, int reach)
    {
        for (var dy = 0; dy <= reach; dy++)
        {
            for (var dx = dy == 0 ? 1 : -reach; dx <= reach; dx++)
            {
                if (_cfa[x + dx, y + dy] == _cfa[x, y] && _cfa[x - dx, y - dy] == _cfa[x, y] && IsStraightOrDiagonal(dx, dy))
                {
                    // A difference over a longer distance would pass as flat more easily than its slope deserves.
                    yield return (dx, dy, MathF.Sqrt((dx * dx) + (dy * dy)));
                }
            }
        }
    }

    private static bool IsStraightOrDiagonal(int dx, int dy) => dx == 0 || dy == 0 || Math.Abs(dx) == Math.Abs(dy);

    private float NearestMean(Plane<float> samples, int x, int y, Func<int, bool> isBad)
    {
        for (var reach = 2; reach <= FarthestReach; reach *= 2)
        {
            double sum = 0, weights = 0;
            for (var dy = -reach; dy <= reach; dy++)
            {
                for (var dx = -reach; dx <= reach; dx++)
                {
                    if ((dx | dy) != 0 && _cfa[x + dx, y + dy] == _cfa[x, y] && IsGood(samples, x + dx, y + dy, isBad))
                    {
                        var weight = 1.0 / ((dx * dx) + (dy * dy));
                        sum += weight * samples[x + dx, y + dy];
                        weights += weight;
                    }
                }
            }

            if (weights > 0)
            {
                return (float)(sum / weights);
            }
        }

        return samples[x, y];
    }
}
