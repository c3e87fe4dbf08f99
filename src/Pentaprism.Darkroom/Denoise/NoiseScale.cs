using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Denoise;

/// <summary>How the noise of a merge differs from place to place: where few frames reached there is more than the model of the whole says.</summary>
internal sealed class NoiseScale
{
    private readonly Plane<float> _frames;
    private readonly int _pitch;
    private readonly double _mean;

    /// <summary>Prepares the scale.</summary>
    /// <param name="frames">Effective frames on cells of <see cref="MergeFrame.WeightPitch"/> samples of the reference; still the caller's.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    public NoiseScale(Plane<float> frames, int scale)
    {
        (_frames, _pitch) = (frames, MergeFrame.WeightPitch * scale);
        _mean = Math.Max(SampleMean.Of(frames.Samples), EffectiveFrameMap.Least);
    }

    /// <summary>Gives the variance of the noise at a pixel over that of the model.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>1 on average.</returns>
    public float At(int x, int y) => (float)(_mean / EffectiveFrameMap.At(_frames, _pitch, x, y));
}
