using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.NoiseEstimation;

/// <summary>Finds the noise of a sensor from one frame, for files that carry no noise profile.</summary>
/// <remarks>
/// <para>
/// Each colour is looked at in blocks of 16 × 16 of its photosites, gains taken off. Blocks whose variance about a plane is hardly
/// larger than that of their finest detail are white, and what is white in a photograph is mostly noise. The lower quartile of
/// their variance, bin by bin of brightness, gives points through which the line S·x + O is laid; points well above the line are
/// texture and are left out. The finest detail is the residual of Immerkær (1996), [1 −2 1]ᵀ[1 −2 1].
/// </para>
/// <para>
/// Expect 10 to 15 % where the picture has calm parts at that brightness; a frame full of fine texture gives too much.
/// </para>
/// </remarks>
public static class NoiseEstimator
{
    // Largest variance about a plane over variance of the finest detail: white noise has 1 ± 0.2. Wider where nothing is calm.
    private static readonly double[] _whiteness = [1.2, 1.5, 2, double.PositiveInfinity];

    private const int FewestBlocks = 40;

    /// <summary>Estimates the noise of each colour.</summary>
    /// <param name="mosaic">The mosaic; the gains on it are known to <see cref="Mosaic.Gain"/>.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>
    /// Noise of the samples before gains, as <see cref="Mosaic.Noise"/> wants it; no noise for a colour of which nothing can be said,
    /// as in a picture smaller than 32 photosites.
    /// </returns>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static NoiseModel Estimate(Mosaic mosaic, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(context);
        var blocks = BlockStatistics.Collect(mosaic, context);
        var lines = Enumerable.Range(0, 3).Select(colour => Line([.. blocks.Where(block => block.Colour == colour)])).ToArray();
        if (mosaic.Cfa.IsMonochrome)
        {
            return new NoiseModel(lines[CfaPattern.Green]);
        }

        return new NoiseModel([.. lines]);
    }

    private static NoiseLine Line(BlockStatistics[] blocks)
    {
        BlockStatistics[] white = [];
        foreach (var limit in _whiteness)
        {
            white = [.. blocks.Where(block => block.Variance <= limit * block.FineVariance).OrderBy(block => block.Level)];
            if (white.Length >= FewestBlocks)
            {
                break;
            }
        }

        if (white.Length == 0)
        {
            return default;
        }

        // Brightness varies within a bin: variances are compared by the line found before.
        var line = new NoiseLine(0, 1);
        for (var round = 0; round < 4; round++)
        {
            line = NoiseLineFit.Through(Points(white, line));
        }

        return line;
    }

    // At least 40 blocks a bin, at most 24 bins; the lower quartile of each.
    private static List<(double Level, double Variance)> Points(BlockStatistics[] sorted, NoiseLine line)
    {
        var bins = Math.Clamp(sorted.Length / FewestBlocks, 1, 24);
        var points = new List<(double Level, double Variance)>();
        for (var bin = 0; bin < bins; bin++)
        {
            var part = sorted[(bin * sorted.Length / bins)..((bin + 1) * sorted.Length / bins)];
            var level = Math.Max(part[part.Length / 2].Level, 0);
            var ratios = part.Select(block => ((3 * block.Variance) + block.FineVariance) / (4 * line.Variance(block.Level))).Order().ToArray();
            points.Add((level, ratios[ratios.Length / 4] * line.Variance(level)));
        }

        return points;
    }
}
