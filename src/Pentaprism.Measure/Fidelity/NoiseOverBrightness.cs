using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Fidelity;

/// <summary>Noise of a picture at one brightness of the scene that it shows.</summary>
/// <param name="Level">Mean of the scene.</param>
/// <param name="Noise">Standard deviation within a square, in the scene's units.</param>
/// <param name="Squares">How many squares it rests on.</param>
public sealed record NoiseOverBrightness(double Level, double Noise, int Squares)
{
    private const int FewestSquares = 12;

    /// <summary>Gets level over noise, decibels.</summary>
    public double SignalToNoise => 20 * Math.Log10(Level / Noise);

    /// <summary>Sorts the noise within even squares into levels. The scene and the mean of each square are taken off first: coarser structure than a square counts only in part.</summary>
    /// <param name="truth">The scene, linear.</param>
    /// <param name="picture">The picture in the scene's units, of the same size.</param>
    /// <param name="blocks">Where the scene is even.</param>
    /// <param name="levelsPerStop">Levels in a factor of two.</param>
    /// <returns>Levels in rising order, each with at least 12 squares.</returns>
    public static ImmutableArray<NoiseOverBrightness> Of(Plane<float> truth, Plane<float> picture, EvenBlocks blocks, double levelsPerStop)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return
        [
            .. blocks.Means(truth).Zip(blocks.Variances(truth, picture), (level, variance) => (Level: level, Variance: variance))
                .GroupBy(square => (int)Math.Round(Math.Log2(square.Level) * levelsPerStop))
                .Where(group => group.Count() >= FewestSquares)
                .OrderBy(group => group.Key)
                .Select(group => new NoiseOverBrightness(group.Average(square => square.Level), Math.Sqrt(group.Average(square => square.Variance)), group.Count())),
        ];
    }
}
