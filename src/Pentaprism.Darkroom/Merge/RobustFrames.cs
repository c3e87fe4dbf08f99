using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Robust;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Finds out where each frame of a burst shows what the reference shows, so that a merge leaves no ghosts.</summary>
/// <remarks>
/// Each frame is compared with the reference after motion, on cells of 4 × 4 samples, in units of what noise, aliases and interpolation
/// explain. Where it shows something else its weight is 0.
/// </remarks>
internal static class RobustFrames
{
    /// <summary>Gives the frames their weights.</summary>
    /// <param name="store">The burst: a Bayer pattern or pictures of three planes.</param>
    /// <param name="reference">The number of the reference in the store.</param>
    /// <param name="frames">The frames with the motion of the scene; the weights that they have are disregarded.</param>
    /// <param name="balance">Factors of red, green and blue that make grey grey; green's about 1.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The frames with weights, null where a frame is trusted everywhere. The weights are the caller's.</returns>
    public static IReadOnlyList<MergeFrame> Weigh(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d balance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(context);
        if (store.Cfa is { IsBayer: false, IsMonochrome: false })
        {
            return frames;
        }

        var pitch = CellPicture.Pitch;
        var area = new PixelRectangle(0, 0, (store.Width + pitch - 1) / pitch, (store.Height + pitch - 1) / pitch);
        using var halves = HalfPlanes.Of(store, reference, balance, context);
        using var detail = CellNoise.DetailOf(halves, area, context);
        using var proxy = LocalProxy.Of(halves, context);
        using var cells = CellPicture.Of(proxy, FrameMotion.None, store.Width, store.Height, area, context);
        var weighed = new List<MergeFrame>();
        foreach (var frame in frames)
        {
            weighed.Add(frame.Index == reference ? frame with { Weights = null } : Weigh(store, reference, frame, cells, detail, balance, context));
        }

        return weighed;
    }

    private static MergeFrame Weigh(
        FrameStore store, int reference, MergeFrame frame, CellPicture cells, Plane<float> detail, Vector3d balance, ProcessingContext context)
    {
        var gain = frame.Gain;
        using var proxy = LocalProxy.Of(store, frame.Index, balance * gain, context);
        using var tolerance = CellNoise.Tolerance(
            cells, detail, store, (store[reference].Noise, store[frame.Index].Noise.Scaled(gain, gain, gain)), balance, context);
        using var picture = CellPicture.Of(proxy, frame.Motion, store.Width, store.Height, cells.Area, context);
        using var distance = CellDistance.Of(cells, picture, tolerance, context);
        return frame with { Weights = Trust.Of(distance, picture.Light, context) };
    }
}
