using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Mosaics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>What one long exposure would have seen: the mean of all frames, or the brightest of them at each place.</summary>
/// <remarks>
/// <para>
/// In and out as <see cref="AverageMerge"/>, in linear light. Nothing is rejected: what moves is what a long exposure is for, so weights are
/// disregarded. The mean smooths water and clouds and is <see cref="AverageMerge"/> without weights.
/// </para>
/// <para>
/// The brightest of many noisy samples is brighter than what they show, most of all in the dark. So the maximum is taken only where it
/// exceeds the mean by more than noise and interpolation explain, for all colours of a place alike; elsewhere the mean, with its low noise.
/// </para>
/// </remarks>
internal static class LongExposureMerge
{
    /// <summary>Keeps the mean of all frames.</summary>
    /// <param name="store">The frames: mosaics of a Bayer pattern or without colours.</param>
    /// <param name="reference">The frame that gives the geometry.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal; the result is without them.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The mean, the caller's to dispose.</returns>
    public static MergedMosaic Mean(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d whiteBalance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return AverageMerge.Merge(store, reference, [.. frames.Select(frame => frame with { Weights = null })], whiteBalance, context);
    }

    /// <summary>Keeps the brightest of all frames at each place.</summary>
    /// <param name="store">The frames: mosaics of a Bayer pattern or without colours.</param>
    /// <param name="reference">The frame that gives the geometry.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal; the result is without them.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The maximum, the caller's to dispose.</returns>
    public static MergedMosaic Maximum(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d whiteBalance, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(context);
        var all = AverageMerge.WithReference([.. frames.Select(frame => frame with { Weights = null })], reference);
        var merged = new MergedMosaic
        {
            EffectiveFrames = EffectiveFrameMap.Sum(store.Width, store.Height, all, context),
            Samples = context.Pool.Rent<float>(store.Width, store.Height),
        };
        try
        {
            Bands.Run(context, store.Width, store.Height, AlignedTile.Height, (top, bottom) =>
            {
                var (tile, mean, most, weights) = (new AlignedTile(store, whiteBalance), new TileMean(), new TileMaximum(), new TileWeights());
                var shares = new float[AlignedTile.Width / 2 * (AlignedTile.Height / 2)];
                var noise = new NoiseLine[4];
                for (var left = 0; left < store.Width; left += AlignedTile.Width)
                {
                    var area = new PixelRectangle(left, top, Math.Min(AlignedTile.Width, store.Width - left), bottom - top);
                    mean.Begin();
                    most.Begin();
                    foreach (var frame in all)
                    {
                        Add(frame, area, tile, weights, mean, most);
                    }

                    mean.Finish();
                    FindNoise(store, reference, area, tile, noise);
                    most.Finish(mean.Samples, noise, all.Count, area, shares);
                    TileRows.Write(most.Samples, area, tile, merged.Samples);
                    CountFrames(shares, area, merged.EffectiveFrames);
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

    private static void Add(MergeFrame frame, PixelRectangle area, AlignedTile tile, TileWeights weights, TileMean mean, TileMaximum most)
    {
        if (!tile.Load(frame, area))
        {
            return;
        }

        most.Add(tile.Samples, tile.IsWhole ? default : tile.Shown);
        weights.Load(frame, area);
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

    // Noise of the four sites of a cell, white-balanced, with the shading in the middle of the tile.
    private static void FindNoise(FrameStore store, int reference, PixelRectangle area, AlignedTile tile, Span<NoiseLine> noise)
    {
        var gain = store.Gain?[area.Left + (area.Width / 2), area.Top + (area.Height / 2)] ?? 1;
        for (var site = 0; site < noise.Length; site++)
        {
            var colour = store.Cfa is { IsMonochrome: false } cfa ? cfa[site & 1, site >> 1] : CfaPattern.Green;
            noise[site] = store[reference].Noise[colour].Scaled(gain * tile.Balance(site & 1, site >> 1));
        }
    }

    // A place of the maximum is one frame.
    private static void CountFrames(ReadOnlySpan<float> shares, PixelRectangle area, Plane<float> frames)
    {
        const int Pitch = MergeFrame.WeightPitch;
        for (var y = area.Top / Pitch; y < (area.Bottom + Pitch - 1) / Pitch; y++)
        {
            for (var x = area.Left / Pitch; x < (area.Right + Pitch - 1) / Pitch; x++)
            {
                var at = (((y * Pitch) - area.Top) / 2 * (AlignedTile.Width / 2)) + (((x * Pitch) - area.Left) / 2);
                ref var count = ref frames.Row(y)[x];
                count = 1 / ((1 / Math.Max(count, 1)) + (shares[at] * (1 - (1 / Math.Max(count, 1)))));
            }
        }
    }
}
