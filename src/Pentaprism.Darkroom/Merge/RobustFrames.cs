using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Robust;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Finds out where each frame of a burst shows what the reference shows, so that a merge leaves no ghosts.</summary>
/// <remarks>
/// Each frame is compared with the reference after motion, on cells of 4 × 4 samples, in units of what noise, aliases and interpolation
/// explain. Where it shows something else its weight is 0. What moves by itself is looked for; the frame then comes once more, with this motion.
/// </remarks>
internal static class RobustFrames
{
    /// <summary>Gives the frames their weights.</summary>
    /// <param name="store">The burst: a Bayer pattern or pictures of three planes.</param>
    /// <param name="reference">The number of the reference in the store.</param>
    /// <param name="frames">The frames with the motion of the scene; the weights that they have are disregarded.</param>
    /// <param name="balance">Factors of red, green and blue that make grey grey; green's about 1.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>
    /// The frames with weights, null where a frame is trusted everywhere; a frame with motions of its own parts comes once for each motion.
    /// The weights are the caller's.
    /// </returns>
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

        using var comparison = new FrameComparison(store, reference, balance, context);
        var weighed = new SortedDictionary<int, IReadOnlyList<MergeFrame>>();

        // From the reference outwards: what moves steadily is expected where its pace carries it.
        var paces = new List<(double X, double Y)>();
        foreach (var (frame, place) in frames.Select((frame, place) => (frame, place)).OrderBy(pair => Math.Abs(pair.frame.Index - reference)))
        {
            weighed[place] = frame.Index == reference ? [frame with { Weights = null }] : comparison.Weigh(frame, paces);
        }

        return [.. weighed.Values.SelectMany(parts => parts)];
    }
}
