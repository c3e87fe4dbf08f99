using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>A burst merged into one mosaic in the geometry and the colour filter array of its reference, and how many frames are in it.</summary>
/// <remarks>Units as in <see cref="Burst.FrameStore"/>: not white-balanced, black 0, white 1 of the reference. Owns its planes.</remarks>
internal sealed class MergedMosaic : IDisposable
{
    /// <summary>Gets the samples.</summary>
    public required Plane<float> Samples { get; init; }

    /// <summary>
    /// Gets the effective number of frames on cells of <see cref="MergeFrame.WeightPitch"/> samples: the noise's variance is that of the
    /// reference divided by it.
    /// </summary>
    public required Plane<float> EffectiveFrames { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Samples.Dispose();
        EffectiveFrames.Dispose();
    }
}
