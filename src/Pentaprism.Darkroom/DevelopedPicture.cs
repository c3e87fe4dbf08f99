using Pentaprism.Darkroom.LinearDng;
using Pentaprism.Darkroom.Modes;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files;
using Pentaprism.Files.UltraHdr;

namespace Pentaprism.Darkroom;

/// <summary>A finished picture, ready for a file, and what was done to get it. Owns the picture.</summary>
/// <param name="Picture">The samples, cropped and upright.</param>
/// <param name="White">The white balance that was used.</param>
/// <param name="Stages">The stages in their order with their times.</param>
public sealed record DevelopedPicture(EncodedPicture Picture, WhiteBalanceSolution White, IReadOnlyList<StageTime> Stages) : IDisposable
{
    /// <summary>Gets the gain map that leads to the rendition for HDR displays; null where none was asked for. Owned.</summary>
    public GainMap? GainMap { get; init; }

    /// <summary>Gets what a linear DNG holds, of which the picture is the preview; null where none was asked for. Owned.</summary>
    public LinearCapture? Linear { get; init; }

    /// <summary>Gets what became of a sensor whose filters cover squares of photosites, and why, in one line; null for other sensors.</summary>
    public string? Sensor { get; init; }

    /// <summary>Gets what the automatic chose for a single frame; null where nothing was left to it, or for a burst, whose report tells.</summary>
    public ModeChoice? Choice { get; init; }

    /// <summary>Gets the pictures of further recipes on the same camera colour, in their order. Owned.</summary>
    public IReadOnlyList<DevelopedPicture> Others { get; init; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var other in Others)
        {
            other.Dispose();
        }

        Picture.Dispose();
        GainMap?.Dispose();
        Linear?.Dispose();
    }
}
