using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Noise;

/// <summary>The noise line of a channel from two frames of one scene: variance over level of many small tiles.</summary>
/// <param name="Line">Variance = S · level + O, for levels from black 0 to white 1.</param>
/// <param name="SlopeDeviation">Standard deviation of S.</param>
/// <param name="OffsetDeviation">Standard deviation of O.</param>
/// <param name="Tiles">Level and variance of the tiles that were used.</param>
public sealed record NoiseProfileFit(NoiseLine Line, double SlopeDeviation, double OffsetDeviation, ImmutableArray<(double Level, double Variance)> Tiles)
{
    private const int Side = 16;
    private const int Rounds = 8;
    private const double LargestSlope = 1;
    private const double Outlier = 4;
    private const int LeastTiles = 20;

    /// <summary>Fits the line.</summary>
    /// <remarks>
    /// Half the variance of the difference of the frames in each tile of 16 × 16 samples, the mean difference taken off; as the line is straight, the
    /// mean level stands for a tile with structure too. Tiles that are clipped, or in which light changes by more than its mean, are left out. Weights are those of a variance's own scatter, 1 / variance²,
    /// from the line of the round before; tiles that leave it by more than four deviations (something moved there) drop out.
    /// </remarks>
    /// <param name="a">One frame's channel, black 0, white 1.</param>
    /// <param name="b">The same channel of the other frame.</param>
    /// <returns>The line; null where fewer than 20 tiles can be used.</returns>
    /// <exception cref="ArgumentException">The frames differ in size.</exception>
    public static NoiseProfileFit? Of(MeasuredChannel a, MeasuredChannel b) => Of(Pair(a, b));

    /// <summary>Fits the line to tiles of several pairs of frames: of scenes of different light, and dark ones.</summary>
    /// <param name="tiles">Level and variance of tiles, see <see cref="Pair"/>.</param>
    /// <returns>The line; null where fewer than 20 tiles can be used.</returns>
    public static NoiseProfileFit? Of(IReadOnlyList<(double Level, double Variance)> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        return tiles.Count >= LeastTiles ? Fit(tiles) : null;
    }

    /// <summary>Gives level and variance of the tiles of two frames of one scene.</summary>
    /// <param name="a">One frame's channel, black 0, white 1.</param>
    /// <param name="b">The same channel of the other frame.</param>
    /// <returns>The tiles that can be used.</returns>
    /// <exception cref="ArgumentException">The frames differ in size.</exception>
    public static IReadOnlyList<(double Level, double Variance)> Pair(MeasuredChannel a, MeasuredChannel b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Samples.Width != b.Samples.Width || a.Samples.Height != b.Samples.Height)
        {
            throw new ArgumentException("The frames differ in size.", nameof(b));
        }

        var all = new PixelRectangle(0, 0, a.Samples.Width, a.Samples.Height);
        var (first, second) = (a.Grid(all), b.Grid(all));
        var tiles = new List<(double Level, double Variance)>();
        for (var top = 0; top + Side <= first.Height; top += Side)
        {
            for (var left = 0; left + Side <= first.Width; left += Side)
            {
                if (Tile(first, second, left, top, a.ClipLevel) is { } tile)
                {
                    tiles.Add(tile);
                }
            }
        }

        return tiles;
    }

    private static (double Level, double Variance)? Tile(SampleGrid a, SampleGrid b, int left, int top, double clip)
    {
        Span<double> first = stackalloc double[Side * Side];
        Span<double> second = stackalloc double[Side * Side];
        Span<double> quarters = stackalloc double[4];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var i = (y * Side) + x;
                (first[i], second[i]) = (a[left + x, top + y], b[left + x, top + y]);
                if (first[i] >= clip || second[i] >= clip)
                {
                    return null;
                }

                quarters[(y / (Side / 2) * 2) + (x / (Side / 2))] += (first[i] + second[i]) / (Side * Side / 2);
            }
        }

        var (mean, variance) = FrameStatistics.Pair(first, second);
        var (low, high) = (Math.Min(Math.Min(quarters[0], quarters[1]), Math.Min(quarters[2], quarters[3])), Math.Max(Math.Max(quarters[0], quarters[1]), Math.Max(quarters[2], quarters[3])));
        var noiseOfQuarter = Math.Sqrt(Math.Max(variance, 0) / (Side * Side / 2));
        return variance > 0 && high - low <= (LargestSlope * Math.Abs(mean)) + (4 * noiseOfQuarter) ? (mean, variance) : null;
    }

    private static NoiseProfileFit? Fit(IReadOnlyList<(double Level, double Variance)> tiles)
    {
        var line = new NoiseLine(0, Median(tiles.Select(tile => tile.Variance)));
        var kept = tiles;
        var (slopeVariance, offsetVariance) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (w, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
            foreach (var (level, variance) in kept)
            {
                var expected = round == 0 ? variance : line.Variance(level);
                var weight = 1 / (expected * expected);
                (w, x, y, xx, xy) = (w + weight, x + (weight * level), y + (weight * variance), xx + (weight * level * level), xy + (weight * level * variance));
            }

            var determinant = (w * xx) - (x * x);
            if (!(determinant > 0))
            {
                return null;
            }

            // A variance of n differences scatters by √(2 / n) of itself.
            const double Scatter = 2.0 / (Side * Side);
            line = new NoiseLine(((w * xy) - (x * y)) / determinant, ((xx * y) - (x * xy)) / determinant);
            (slopeVariance, offsetVariance) = (Scatter * w / determinant, Scatter * xx / determinant);
            if (!(line.Offset > 0))
            {
                line = new NoiseLine(xy / xx, kept.Min(tile => tile.Variance) * 1e-3);
            }

            var current = line;
            kept = [.. tiles.Where(tile => Math.Abs((tile.Variance / current.Variance(tile.Level)) - 1) <= Outlier * Math.Sqrt(Scatter))];
            if (kept.Count < LeastTiles)
            {
                return null;
            }
        }

        return new NoiseProfileFit(line, Math.Sqrt(slopeVariance), Math.Sqrt(offsetVariance), [.. kept]);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
