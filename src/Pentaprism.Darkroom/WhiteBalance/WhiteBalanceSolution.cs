using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.WhiteBalance;

/// <summary>A white balance that was found.</summary>
/// <param name="Neutral">Camera colour of a white surface; its largest component is 1.</param>
/// <param name="White">The light; null for a camera of which no colour is known.</param>
/// <param name="Temperature">The light as temperature and tint; null as before.</param>
/// <param name="Source">Where it comes from; differs from what was asked for where that was not to be had.</param>
/// <param name="Note">One sentence for the user where something was not to be had; else null.</param>
public sealed record WhiteBalanceSolution(Vector3d Neutral, Chromaticity? White, ColourTemperature? Temperature, WhiteBalanceMode Source, string? Note)
{
    /// <summary>
    /// Gets the balance that the samples of a file lack whose matrices are those of balanced samples; null (the default) where matrices and
    /// samples belong together. It counts as AnalogBalance of the file.
    /// </summary>
    public Vector3d? MissingBalance { get; init; }
}
