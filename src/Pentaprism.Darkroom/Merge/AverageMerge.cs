using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Mosaics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>The mean of aligned frames on the mosaic.</summary>
/// <remarks>
/// In: normalised samples, negatives kept. Out: the same units, in the geometry and the colour filter array of the reference. Each frame is
/// read at the reference's sites (<see cref="AlignedTile"/>) and weighs what its weights say, divided by its gain: the inverse of its noise.
/// Frames that did not move give the exact mean.
/// </remarks>
internal static class AverageMerge
{
    /// <summary>Merges a burst.</summary>
    /// <param name="store">The frames: mosaics of a Bayer pattern or without colours.</param>
    /// <param name="reference">The frame that gives the geometry.</param>
    /// <param name="frames">The frames that take part; where the reference is not among them it does so with weight 1.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal; the result is without them.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The mean, the caller's to dispose.</returns>
    public static MergedMosaic Merge(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d whiteBalance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(context);
        var all = WithReference(frames, reference);
        var merged = new MergedMosaic
        {
            EffectiveFrames = EffectiveFrameMap.Sum(store.Width, store.Height, all, context),
            Samples = context.Pool.Rent<float>(store.Width, store.Height),
        };
        (AlignedTile Tile, TileMean Mean, TileWeights Weights) MakeScratch() => (new AlignedTile(store, whiteBalance), new TileMean(), new TileWeights());

        try
        {
            Bands.Run(context, store.Width, store.Height, AlignedTile.Height, MakeScratch, (scratch, top, bottom) =>
            {
                var (tile, mean, weights) = scratch;
                for (var left = 0; left < store.Width; left += AlignedTile.Width)
                {
                    var area = new PixelRectangle(left, top, Math.Min(AlignedTile.Width, store.Width - left), bottom - top);
                    mean.Begin();
                    foreach (var frame in all)
                    {
                        Add(frame, area, tile, weights, mean);
                    }

                    mean.Finish();
                    TileRows.Write(mean.Samples, area, tile, merged.Samples);
                }
            });
            return merged;
        }
        catch
        {
            merged.Dispose();
            throw;
        }
    }

    /// <summary>Gives the frames with the reference in front: it did not move, whatever is said.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="reference">The reference.</param>
    /// <returns>The reference, then the others in their order.</returns>
    internal static IReadOnlyList<MergeFrame> WithReference(IReadOnlyList<MergeFrame> frames, int reference)
    {
        var own = frames.FirstOrDefault(frame => frame.Index == reference) ?? new MergeFrame(reference, FrameMotion.None, 1, null);
        return [own with { Motion = FrameMotion.None, Gain = 1 }, .. frames.Where(frame => frame.Index != reference)];
    }

    private static void Add(MergeFrame frame, PixelRectangle area, AlignedTile tile, TileWeights weights, TileMean mean)
    {
        weights.Load(frame, area);
        if (weights.Uniform is 0 || !tile.Load(frame, area))
        {
            return;
        }

        if (!tile.IsWhole)
        {
            weights.Restrict(tile.Shown);
        }

        if (weights.Uniform is { } weight)
        {
            mean.Add(tile.Samples, weight);
        }
        else
        {
            mean.Add(tile.Samples, weights.Samples);
        }
    }
}
