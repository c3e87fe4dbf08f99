namespace Pentaprism.Measure.Noise;

/// <summary>Noise that stays from frame to frame, taken apart into rows, columns and single pixels (EMVA 1288 release 4.0, 8.2).</summary>
/// <param name="Mean">Mean of all samples.</param>
/// <param name="Temporal">Temporal variance of a sample, averaged over the frame.</param>
/// <param name="Total">Spatial variance without the temporal part that the averaging left.</param>
/// <param name="Row">Variance of the rows against each other; null where noise hides it.</param>
/// <param name="Column">Variance of the columns against each other; null where noise hides it.</param>
/// <param name="Pixel">Variance of single pixels.</param>
public sealed record SpatialNoise(double Mean, double Temporal, double Total, double? Row, double? Column, double? Pixel)
{
    /// <summary>Takes a stack of frames apart.</summary>
    /// <param name="frames">Two frames or more of one even scene, row by row.</param>
    /// <param name="width">Samples in a row.</param>
    /// <exception cref="ArgumentException">There are fewer than two frames, or their sizes differ.</exception>
    public static SpatialNoise Of(IReadOnlyList<double[]> frames, int width)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count < 2 || frames.Any(frame => frame.Length != frames[0].Length) || width < 2 || frames[0].Length % width != 0 || frames[0].Length < 2 * width)
        {
            throw new ArgumentException("Two frames or more of one size are needed.", nameof(frames));
        }

        var (count, samples) = (frames.Count, frames[0].Length);
        var mean = new double[samples];
        var temporal = 0.0;
        for (var i = 0; i < samples; i++)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var frame in frames)
            {
                sum += frame[i];
            }

            mean[i] = sum / count;
            foreach (var frame in frames)
            {
                squares += (frame[i] - mean[i]) * (frame[i] - mean[i]);
            }

            temporal += squares / (count - 1);
        }

        temporal /= samples;
        var height = samples / width;
        var whole = mean.Average();
        var total = Variance(mean, whole) - (temporal / count);
        var rows = Variance(Lines(mean, width, true), whole) - (temporal / count / width);
        var columns = Variance(Lines(mean, width, false), whole) - (temporal / count / height);

        // A row's mean still holds a part of the pixels' own noise: R = r + p / width, C = c + p / height, T = r + c + p.
        var pixel = (total - rows - columns) / (1 - (1.0 / width) - (1.0 / height));
        return new SpatialNoise(whole, temporal, total, Positive(rows - (pixel / width)), Positive(columns - (pixel / height)), Positive(pixel));
    }

    private static double? Positive(double variance) => variance > 0 ? variance : null;

    private static double[] Lines(double[] mean, int width, bool isRow)
    {
        var height = mean.Length / width;
        var lines = new double[isRow ? height : width];
        for (var i = 0; i < mean.Length; i++)
        {
            lines[isRow ? i / width : i % width] += mean[i] / (isRow ? width : height);
        }

        return lines;
    }

    private static double Variance(double[] values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
}
