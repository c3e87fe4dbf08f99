using System.Numerics;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Mosaics;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Merges a burst into one mosaic: the aligned mean, and what the reference has beyond it that noise does not explain.</summary>
/// <remarks>
/// <para>
/// In: normalised samples, negatives kept. Out: the same units, in the geometry and the colour filter array of the reference. The mean is
/// that of <see cref="AverageMerge"/>. Its difference to the reference is noise, detail that interpolation lost, or something that moved;
/// where a frequency of a tile has more power than the noise model explains, it is returned. This is the Wiener merge of Hasinoff et al.,
/// "Burst photography for high dynamic range and low-light imaging on mobile cameras" (2016), section 5, with sub-pixel motion and with the
/// whole burst against the reference in place of one frame at a time; the share kept is 1 − c σ²/|D|².
/// </para>
/// <para>
/// So what robust weights miss leaves no ghost: at worst a place is as noisy as the reference.
/// </para>
/// </remarks>
internal static class WienerMerge
{
    private const int BandHeight = 128;

    /// <summary>Merges a burst.</summary>
    /// <param name="store">The frames: mosaics of a Bayer pattern or without colours.</param>
    /// <param name="reference">The frame that gives the geometry.</param>
    /// <param name="frames">The frames that take part; the reference does so anyhow.</param>
    /// <param name="whiteBalance">Factors of red, green and blue that make grey equal; the result is without them.</param>
    /// <param name="options">How far the mean is trusted.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The merged mosaic, the caller's to dispose.</returns>
    public static MergedMosaic Merge(
        FrameStore store,
        int reference,
        IReadOnlyList<MergeFrame> frames,
        Vector3d whiteBalance,
        WienerMergeOptions options,
        ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        var trust = AverageMerge.WithReference(frames, reference)[0].Weights;
        return Return(store, (reference, trust), AverageMerge.Merge(store, reference, frames, whiteBalance, context), options, context);
    }

    // The mean becomes the result: its samples are changed in place.
    private static MergedMosaic Return(
        FrameStore store, (int Frame, Plane<float>? Weights) reference, MergedMosaic mean, WienerMergeOptions options, ProcessingContext context)
    {
        using var effective = mean.EffectiveFrames;
        using var edges = new BandEdges(mean.Samples, BandHeight, 2 * DifferenceBand.Reach, context);
        var merged = new MergedMosaic { Samples = mean.Samples, EffectiveFrames = context.Pool.Rent<float>(effective.Width, effective.Height) };
        (DifferenceBand Band, WienerTiles Tiles) MakeScratch() => (new DifferenceBand(store, reference.Frame, BandHeight), new WienerTiles());

        try
        {
            Bands.Run(context, store.Width, store.Height, BandHeight, MakeScratch, (scratch, top, bottom) =>
            {
                var (band, tiles) = scratch;
                var rows = DifferenceBand.CellRows(bottom - top) + 1;
                var stride = band.Cells + 1 + Vector<float>.Count;
                var kept = new float[rows * stride];
                band.Load(edges, effective, reference.Weights, top, bottom);
                for (var row = 0; row < rows; row++)
                {
                    tiles.Run(band, row * DifferenceBand.Step, (float)options.Threshold, kept.AsSpan(row * stride, stride));
                }

                for (var y = top; y < bottom; y++)
                {
                    band.AddTo(merged.Samples.Row(y), y - top);
                }

                CountFrames(effective, kept, stride, (top, bottom), merged.EffectiveFrames);
            });
            return merged;
        }
        catch
        {
            merged.Dispose();
            throw;
        }
    }

    // Of variance 1 the mean has 1/F; a share A of the reference's difference to it adds A² (1 − 1/F).
    private static void CountFrames(Plane<float> frames, float[] kept, int stride, (int Top, int Bottom) rows, Plane<float> output)
    {
        const int CellsInTileStep = 2 * DifferenceBand.Step / MergeFrame.WeightPitch;
        var top = rows.Top / MergeFrame.WeightPitch;
        var bottom = Math.Min(output.Height, (rows.Bottom + MergeFrame.WeightPitch - 1) / MergeFrame.WeightPitch);
        for (var y = top; y < bottom; y++)
        {
            var from = frames.Row(y);
            var to = output.Row(y);
            var above = kept.AsSpan((y - top) / CellsInTileStep * stride, stride);
            var below = kept.AsSpan((((y - top) / CellsInTileStep) + 1) * stride, stride);
            for (var x = 0; x < to.Length; x++)
            {
                var i = x / CellsInTileStep;
                var share = (above[i] + above[i + 1] + below[i] + below[i + 1]) * 0.25f;
                var variance = 1 / Math.Max(1, from[x]);
                to[x] = 1 / (variance + (share * (1 - variance)));
            }
        }
    }
}
