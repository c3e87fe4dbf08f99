using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.NoiseEstimation;

/// <summary>Finds the noise of a sensor from one frame, for files that carry no noise profile.</summary>
/// <remarks>
/// <para>
/// Each colour is looked at in blocks of 16 × 16 of its photosites, gains taken off. Blocks whose variance about a plane is hardly
/// larger than that of their finest detail are white, and what is white in a photograph is mostly noise. The lower quartile of
/// their variance, bin by bin of brightness, gives points through which the line S·x + O is laid; points well above the line are
/// texture and are left out. A colour that hides its noise in texture, far above what all colours together show, takes their common
/// line. The finest detail is the residual of Immerkær (1996), [1 −2 1]ᵀ[1 −2 1].
/// </para>
/// <para>
/// Expect 10 to 15 % where the picture has calm parts at that brightness; a frame full of fine texture gives too much in its lights.
/// </para>
/// </remarks>
public static class NoiseEstimator
{
    // Largest variance about a plane over variance of the finest detail: white noise has 1 ± 0.2. Wider where nothing is calm.
    private static readonly double[] _whiteness = [1.2, 1.5, 2, double.PositiveInfinity];

    private const int FewestBlocks = 40;

    // More than this over what the other colours show is texture.
    private const double MostAboveShared = 6;

    /// <summary>Estimates the noise of a sensor.</summary>
    /// <param name="mosaic">The mosaic; the gains on it are known to <see cref="Mosaic.Gain"/>.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>
    /// Noise of the samples before gains, as <see cref="Mosaic.Noise"/> wants it; no noise where nothing can be said, as in a picture
    /// smaller than 32 photosites.
    /// </returns>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static NoiseModel Estimate(Mosaic mosaic, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        ArgumentNullException.ThrowIfNull(context);
        var blocks = BlockStatistics.Collect(mosaic, context);
        var shared = Line([.. blocks], _whiteness);
        return mosaic.Cfa.IsMonochrome
            ? new NoiseModel(shared)
            : new NoiseModel([.. Enumerable.Range(0, 3).Select(colour => OwnOrShared([.. blocks.Where(block => block.Colour == colour)], shared))]);
    }

    /// <summary>Estimates the noise of a plane by what is surely noise in it.</summary>
    /// <param name="mosaic">A mosaic of one colour.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The noise; none where too few blocks are white, as in a picture full of texture.</returns>
    internal static NoiseLine EstimateWhite(Mosaic mosaic, ProcessingContext context)
    {
        BlockStatistics[] blocks = [.. BlockStatistics.Collect(mosaic, context)];
        return blocks.Count(block => block.Variance <= _whiteness[1] * block.FineVariance) >= FewestBlocks ? Line(blocks, _whiteness.AsSpan(0, 2)) : default;
    }

    // The photosites of one sensor differ by their filters alone, unless the camera multiplied a colour before it stored it.
    private static NoiseLine OwnOrShared(BlockStatistics[] blocks, NoiseLine shared)
    {
        if (blocks.Length == 0)
        {
            return shared;
        }

        var own = Line(blocks, _whiteness);
        var level = blocks.Select(block => block.Level).Order().ElementAt(blocks.Length / 2);
        return own.Variance(level) > MostAboveShared * shared.Variance(level) ? shared : own;
    }

    private static NoiseLine Line(BlockStatistics[] blocks, ReadOnlySpan<double> limits)
    {
        BlockStatistics[] white = [];
        foreach (var limit in limits)
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
