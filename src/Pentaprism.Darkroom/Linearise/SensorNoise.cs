using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Linearise;

/// <summary>The noise of a frame as far as its metadata tell.</summary>
public static class SensorNoise
{
    // DNG 1.7.1, NoiseProfile: BaselineNoise 1.0 at ISO 100 is about this line.
    private const double BaselineSlope = 2e-5;
    private const double BaselineOffset = 4.5e-7;

    /// <summary>Gives the NoiseProfile, else a stated fallback, else the camera that BaselineNoise is relative to.</summary>
    /// <param name="metadata">The file's.</param>
    /// <param name="fallback">For a file without NoiseProfile, such as an estimate from the samples; may be null.</param>
    /// <returns>Noise in normalised units, before any gain.</returns>
    public static NoiseModel Of(DngMetadata metadata, NoiseModel? fallback)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if ((metadata.Noise ?? fallback) is { } known)
        {
            return known;
        }

        // BaselineNoise scales the standard deviation.
        var variance = metadata.BaselineNoise * metadata.BaselineNoise;
        return new NoiseModel(new NoiseLine(BaselineSlope * variance, BaselineOffset * variance));
    }
}
