using Pentaprism.Darkroom.Align;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>One frame on its way into a merge.</summary>
/// <param name="Index">Its number in the <see cref="Burst.FrameStore"/>.</param>
/// <param name="Motion">Where the reference's points lie in it.</param>
/// <param name="Gain">Factor that brings its samples to the exposure of the reference; 1 within a plain burst.</param>
/// <param name="Weights">
/// How far it may be trusted, 0 to 1, on cells of <see cref="WeightPitch"/> × <see cref="WeightPitch"/> samples of the reference, bilinear
/// between the cells' centres; null means 1 everywhere.
/// </param>
internal sealed record MergeFrame(int Index, FrameMotion Motion, double Gain, Plane<float>? Weights)
{
    /// <summary>Side of a cell of <see cref="Weights"/>, in samples of the reference.</summary>
    public const int WeightPitch = 4;
}
