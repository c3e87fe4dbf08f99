using Pentaprism.Darkroom.Align;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>One frame on its way into a merge, or the part of it that moves in one way.</summary>
/// <remarks>
/// A frame in which something moves by itself comes several times: once with the motion of the scene and once for each motion of its own,
/// each a smooth motion with weights where it holds. The weights of one frame sum to at most 1 everywhere. Most of the later parts are empty:
/// a merge skips what has no weight.
/// </remarks>
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
