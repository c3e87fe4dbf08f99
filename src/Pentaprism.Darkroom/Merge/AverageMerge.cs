using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Mosaics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>The plain mean of aligned frames on the mosaic.</summary>
/// <remarks>
/// In: normalised samples, negatives kept. Out: the same units, in the geometry and the colour filter array of the reference. Each frame is
/// read at the reference's sites (<see cref="AlignedTile"/>) and weighs what its weights say; the reference weighs 1. Frames that did not
/// move give the exact mean.
/// </remarks>
internal static class AverageMerge
{
    /// <summary>Merges a burst.</summary>
    /// <param name="store">The frames: mosaics of a Bayer pattern or without colours.</param>
    /// <param name="reference">The frame that gives the geometry.</param>
    /// <param name="frames">The frames that take part; the reference does so anyhow.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal; the result is without them.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The mean, the caller's to dispose.</returns>
    public static MergedMosaic Merge(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d whiteBalance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(context);
        var own = new MergeFrame(reference, Align.FrameMotion.None, 1, null);
        var others = frames.Where(frame => frame.Index != reference).ToArray();
        var effective = EffectiveFrameMap.Sum(store.Width, store.Height, others, context);
        var merged = new MergedMosaic { Samples = context.Pool.Rent<float>(store.Width, store.Height), EffectiveFrames = effective };
        try
        {
            Bands.Run(context, store.Width, store.Height, AlignedTile.Height, (top, bottom) =>
            {
                var tile = new AlignedTile(store, whiteBalance);
                var mean = new TileMean();
                var weights = new TileWeights();
                for (var left = 0; left < store.Width; left += AlignedTile.Width)
                {
                    var area = new PixelRectangle(left, top, Math.Min(AlignedTile.Width, store.Width - left), bottom - top);
                    tile.Load(own, area);
                    mean.Begin(tile.Samples);
                    foreach (var frame in others)
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

    private static void Add(MergeFrame frame, PixelRectangle area, AlignedTile tile, TileWeights weights, TileMean mean)
    {
        weights.Load(frame.Weights, area);
        if (weights.Uniform is 0 || !tile.Load(frame, area))
        {
            return;
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
