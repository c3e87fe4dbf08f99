using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Merge.Regression;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Merges a burst into a picture with three colours at every sample, from the samples themselves: no frame is demosaiced by itself.</summary>
/// <remarks>
/// Green samples of all frames, at their true places, are averaged on the grid of the reference; then the differences of red and
/// blue samples from that green, relative to it, which vary slowly; then what the estimate does not explain of each sample is averaged
/// and added, which sharpens it as far as the samples of the burst support it. What red and blue have above the level at which green
/// clips is averaged by itself. Units: normalised, white-balanced inside, not balanced outside.
/// </remarks>
internal static class RegressionMerge
{
    // Margins are worked on again by the next tile: the larger a tile, the less of that. Samples, sums and weights of this one, with eight
    // frames, are ten megabytes.
    private const int CoreColumns = 512;
    private const int CoreRows = 128;

    /// <summary>Merges.</summary>
    /// <param name="store">The frames: Bayer mosaics, monochrome ones, or pictures.</param>
    /// <param name="reference">The frame whose geometry and exposure the picture has.</param>
    /// <param name="frames">The frames to merge, the reference among them with no motion.</param>
    /// <param name="whiteBalance">Factors of red, green and blue; balanced colours resemble each other, which the merge makes use of.</param>
    /// <param name="options">Scale and passes.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The picture; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The reference is not among the frames, or the colour filter array is of another kind.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static MergedPicture Merge(
        FrameStore store, int reference, IReadOnlyList<MergeFrame> frames, Vector3d whiteBalance, RegressionOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (!frames.Any(frame => frame.Index == reference))
        {
            throw new ArgumentException($"The reference, frame {reference}, is not among the frames to merge.", nameof(frames));
        }

        if (store.Cfa is { IsBayer: false, IsMonochrome: false } cfa)
        {
            throw new ArgumentException($"Frames of the pattern {cfa} must be made Bayer mosaics first.", nameof(store));
        }

        return Merge(store, frames, whiteBalance, options, context, CoreColumns, CoreRows);
    }

    /// <summary>Merges in tiles of a given size, which changes no result.</summary>
    internal static MergedPicture Merge(
        FrameStore store, IReadOnlyList<MergeFrame> frames, Vector3d whiteBalance, RegressionOptions options, ProcessingContext context, int coreColumns, int coreRows)
    {
        var geometry = new TileGeometry(store.Cfa is { IsBayer: true } ? 2 : 1, options.Scale, store.Width, store.Height);
        var refinements = options.Refinements ?? Refinements(store, frames, options.Scale);
        var cells = Math.Max(1, Math.Min(coreColumns, geometry.Width) / geometry.Cell);
        var plan = new RegressionPlan(geometry, store.Cfa, frames, refinements, Pedestal(store, frames), cells, coreRows);
        var pixels = RgbPlanes.Rent(context.Pool, geometry.Width, geometry.Height);
        const int pitch = MergeFrame.WeightPitch;
        var counts = context.Pool.Rent<float>((geometry.FrameWidth + pitch - 1) / pitch, (geometry.FrameHeight + pitch - 1) / pitch);
        try
        {
            Bands.Run(context, geometry.Width, geometry.Height, plan.CoreRows, (top, bottom) =>
            {
                using var tile = new RegressionTile(plan, store, whiteBalance, context.Pool);
                for (var left = 0; left < geometry.Width; left += plan.CoreCells * geometry.Cell)
                {
                    if (geometry.Period == 2)
                    {
                        tile.RunBayer(left, top);
                    }

                    for (var plane = 0; geometry.Period == 1 && plane < store.Planes; plane++)
                    {
                        tile.RunPlane(left, top, plane);
                    }

                    tile.Write(pixels, whiteBalance, bottom, store.Cfa is { IsMonochrome: true });
                    tile.WriteFrames(counts, bottom);
                }
            });
            return new MergedPicture { Pixels = pixels, Scale = options.Scale, EffectiveFrames = counts };
        }
        catch
        {
            pixels.Dispose();
            counts.Dispose();
            throw;
        }
    }

    // The light of which the noise of a sample is an eighth: darker samples say little about the light of their neighbours.
    private static float Pedestal(FrameStore store, IReadOnlyList<MergeFrame> frames)
    {
        const double Ratio = 8;
        var noise = store[frames.MaxBy(frame => store[frame.Index].Noise[CfaPattern.Green].Variance(0.18))!.Index].Noise[CfaPattern.Green];
        var half = Ratio * Ratio * noise.Slope / 2;
        return (float)Math.Clamp(half + Math.Sqrt((half * half) + (Ratio * Ratio * noise.Offset)), 1e-3, 1);
    }

    // Every refinement sharpens and brings noise back; how many pay was found on scenes of known truth, by the merged noise of grey.
    private static int Refinements(FrameStore store, IReadOnlyList<MergeFrame> frames, int scale)
    {
        var variance = frames.Max(frame => store[frame.Index].Noise[CfaPattern.Green].Variance(0.18)) / frames.DistinctBy(frame => frame.Index).Count();
        return scale == 1 ? (variance < 1e-5 ? 2 : 1)
            : variance < 5e-6 ? 3
            : variance < 1.5e-5 ? 2
            : 1;
    }
}
