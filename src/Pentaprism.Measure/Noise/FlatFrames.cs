namespace Pentaprism.Measure.Noise;

/// <summary>Several frames of one even surface, or of darkness, in one channel: what differs from frame to frame and what stays.</summary>
/// <param name="Level">Mean, black 0 and white 1.</param>
/// <param name="SquaredLevel">Mean of the squared levels of photosites: with shading it is more than the square of the mean.</param>
/// <param name="Temporal">Variance from frame to frame.</param>
/// <param name="Fixed">Variance of single photosites that stays; shading and other slow changes are no part of it.</param>
/// <param name="Rows">Variance from frame to frame of what a row has in common.</param>
/// <param name="Tiles">Level and temporal variance of tiles.</param>
public sealed record FlatFrames(double Level, double SquaredLevel, double Temporal, double Fixed, double Rows, IReadOnlyList<(double Level, double Variance)> Tiles)
{
    private const int Side = 16;

    // The mean and both slopes of a tile.
    private const int TakenOff = 3;

    // Tiles whose variance lies beyond so many of its own deviations from the median hold hot photosites, or something moved.
    private const double OddTile = 4;

    /// <summary>Gets the variance from frame to frame over those tiles that do not stand out.</summary>
    public double TileVariance => Tiles.Count == 0 ? Temporal : Typical([.. Tiles.Select(tile => tile.Variance)]);

    /// <summary>Takes frames apart.</summary>
    /// <param name="frames">Two frames or more, of one size and channel.</param>
    /// <exception cref="ArgumentException">There are fewer than two frames, they differ in size, or are smaller than a tile of 16 × 16 samples.</exception>
    public static FlatFrames Of(IReadOnlyList<MeasuredChannel> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        SampleGrid[] grids = [.. frames.Select(frame => frame.Grid(new Imaging.PixelRectangle(0, 0, frame.Samples.Width, frame.Samples.Height)))];
        if (grids.Length < 2 || grids.Any(grid => (grid.Width, grid.Height) != (grids[0].Width, grids[0].Height)) || grids[0].Width < Side || grids[0].Height < Side)
        {
            throw new ArgumentException("Two frames or more of one size are needed, of 16 × 16 samples at least.", nameof(frames));
        }

        var (mean, temporal) = Moments(grids);
        var rows = Enumerable.Range(0, grids.Length / 2).Average(pair => RowVariance(grids[2 * pair], grids[(2 * pair) + 1]));
        var tiles = Enumerable.Range(0, grids.Length / 2).SelectMany(pair => NoiseProfileFit.Pair(frames[2 * pair], frames[(2 * pair) + 1])).ToList();
        return new FlatFrames(mean.Average(), mean.Average(value => value * value), temporal, Pattern(mean, grids[0].Width, grids[0].Height) - (temporal / grids.Length), rows, tiles);
    }

    private static (double[] Mean, double Temporal) Moments(SampleGrid[] grids)
    {
        var mean = new double[grids[0].Values.Length];
        var squares = 0.0;
        for (var i = 0; i < mean.Length; i++)
        {
            foreach (var grid in grids)
            {
                mean[i] += grid.Values[i] / grids.Length;
            }

            foreach (var grid in grids)
            {
                squares += (grid.Values[i] - mean[i]) * (grid.Values[i] - mean[i]);
            }
        }

        return (mean, squares / (mean.Length * (grids.Length - 1.0)));
    }

    // The means of rows of a difference scatter by what rows have in common, and by the noise of their samples over their number.
    private static double RowVariance(SampleGrid a, SampleGrid b)
    {
        var (rows, samples) = (new double[a.Height], 0.0);
        for (var y = 0; y < a.Height; y++)
        {
            var squares = 0.0;
            for (var x = 0; x < a.Width; x++)
            {
                var difference = a[x, y] - b[x, y];
                rows[y] += difference / a.Width;
                squares += difference * difference;
            }

            samples += ((squares / a.Width) - (rows[y] * rows[y])) / (a.Width - 1);
        }

        var mean = rows.Average();
        return ((rows.Sum(row => (row - mean) * (row - mean)) / (a.Height - 1)) - (samples / a.Height)) / 2;
    }

    // The variance within tiles about a plane.
    private static double Pattern(double[] mean, int width, int height)
    {
        var (variances, rest) = (new List<double>(), new double[Side * Side]);
        for (var top = 0; top + Side <= height; top += Side)
        {
            for (var left = 0; left + Side <= width; left += Side)
            {
                Flatten(mean, width, left, top, rest);
                variances.Add(rest.Sum(value => value * value) / (rest.Length - TakenOff));
            }
        }

        return Typical([.. variances]);
    }

    // The mean of those variances that do not stand out.
    private static double Typical(double[] variances)
    {
        Array.Sort(variances);
        var median = variances[variances.Length / 2];
        return variances.Where(variance => Math.Abs(variance - median) <= median * OddTile * Math.Sqrt(2) / Side).Average();
    }

    private static void Flatten(double[] mean, int width, int left, int top, double[] rest)
    {
        const double Middle = (Side - 1) / 2.0;
        const double Square = Side * Side * ((Side * Side) - 1) / 12.0;
        var (level, acrossX, acrossY) = (0.0, 0.0, 0.0);
        for (var i = 0; i < rest.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            rest[i] = mean[((top + y) * width) + left + x];
            level += rest[i] / rest.Length;
            acrossX += rest[i] * (x - Middle) / Square;
            acrossY += rest[i] * (y - Middle) / Square;
        }

        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] -= level + (acrossX * ((i % Side) - Middle)) + (acrossY * ((i / Side) - Middle));
        }
    }
}
