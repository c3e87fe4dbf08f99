using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>What a merge makes of a burst: linear camera colour in the geometry of the reference, and how many frames are in it.</summary>
/// <remarks>Units as in <see cref="CameraImage"/>: not white-balanced, black 0, white 1. Owns its planes.</remarks>
internal sealed class MergedPicture : IDisposable
{
    /// <summary>Gets the picture, <see cref="Scale"/> times as wide and high as a frame.</summary>
    public required RgbPlanes Pixels { get; init; }

    /// <summary>Gets the size of the picture in sizes of a frame: 1 or 2.</summary>
    public required int Scale { get; init; }

    /// <summary>Gets the effective number of frames, the sum of their weights, on cells of <see cref="MergeFrame.WeightPitch"/> samples of the reference.</summary>
    public required Plane<float> EffectiveFrames { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        EffectiveFrames.Dispose();
    }
}
