using Pentaprism.Imaging;

namespace Pentaprism.Measure.Noise;

/// <summary>Signal-to-noise ratios and dynamic range that follow from a noise line.</summary>
public static class NoiseRange
{
    /// <summary>The size to which ranges are normalised, pixels.</summary>
    public const double ReferencePixels = 12e6;

    /// <summary>Gives the signal-to-noise ratio of a level.</summary>
    /// <param name="line">The noise, black 0, white 1.</param>
    /// <param name="level">The level.</param>
    public static double Ratio(NoiseLine line, double level) => level / Math.Sqrt(line.Variance(level));

    /// <summary>Gives the level at which the signal is so many times its noise: x² = r² (S x + O).</summary>
    /// <param name="line">The noise.</param>
    /// <param name="ratio">r, above 0.</param>
    public static double LevelOf(NoiseLine line, double ratio)
    {
        var square = ratio * ratio;
        return ((square * line.Slope) + Math.Sqrt((square * square * line.Slope * line.Slope) + (4 * square * line.Offset))) / 2;
    }

    /// <summary>Gives the dynamic range after ISO 15739 for a linear response, stops: 1.4 times 70.7 % of the clip level over the noise near black.</summary>
    /// <remarks>The black patch of the standard has a density of 2: its level is a hundredth of the level at 70.7 % of clip.</remarks>
    /// <param name="line">The noise.</param>
    public static double Iso15739(NoiseLine line)
    {
        const double Saturation = 0.707;
        return Math.Log2(1.4 * Saturation / Math.Sqrt(line.Variance(Saturation / 100)));
    }

    /// <summary>Gives the stops from clip down to a signal-to-noise ratio.</summary>
    /// <param name="line">The noise.</param>
    /// <param name="ratio">The ratio: 1 for the engineer's range, 20 for a photographer's.</param>
    public static double Stops(NoiseLine line, double ratio) => -Math.Log2(LevelOf(line, ratio));

    /// <summary>Gives the same with the noise of a picture that is scaled to 12 megapixels.</summary>
    /// <param name="line">The noise of one pixel.</param>
    /// <param name="ratio">The ratio.</param>
    /// <param name="pixels">Pixels of the picture.</param>
    public static double NormalisedStops(NoiseLine line, double ratio, double pixels)
    {
        var share = ReferencePixels / pixels;
        return Stops(new NoiseLine(line.Slope * share, line.Offset * share), ratio);
    }
}
