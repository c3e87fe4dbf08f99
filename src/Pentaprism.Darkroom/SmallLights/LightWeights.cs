using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.SmallLights;

/// <summary>What samples of each colour tell of lights.</summary>
internal static class LightWeights
{
    /// <summary>Share of the clip level from which on a sample does not tell how bright a light is.</summary>
    public const float Clipped = 0.95f;

    // A dark sky.
    private const double Dark = 0.02;

    /// <summary>Gives the inverse variances of balanced samples of a dark sky, 1 for green.</summary>
    /// <param name="noise">Noise of a sample.</param>
    /// <param name="balance">Factors that make grey equal in all colours.</param>
    /// <returns>Weights of red, green and blue.</returns>
    public static double[] Of(NoiseModel noise, Vector3d balance)
    {
        double[] variances = [.. Enumerable.Range(0, 3).Select(colour => Math.Max(Variance(noise[colour], 1, balance[colour], Dark), 1e-12))];
        return [variances[1] / variances[0], 1, variances[1] / variances[2]];
    }

    /// <summary>Gives the variance of a balanced sample.</summary>
    /// <param name="line">Noise of a sample before gain and balance.</param>
    /// <param name="gain">Its gain.</param>
    /// <param name="balance">Its balance.</param>
    /// <param name="level">The mean of such samples.</param>
    /// <returns>The variance.</returns>
    public static double Variance(NoiseLine line, double gain, double balance, double level) =>
        gain * balance * ((line.Slope * Math.Max(level, 0)) + (line.Offset * gain * balance));
}
