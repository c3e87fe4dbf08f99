using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge;

/// <summary>Counts how many frames a merge holds.</summary>
internal static class EffectiveFrameMap
{
    /// <summary>Adds up the weights of the reference, which is 1, and of the other frames.</summary>
    /// <param name="width">Samples in a row of a frame.</param>
    /// <param name="height">Rows of a frame.</param>
    /// <param name="others">The frames besides the reference.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The sum on cells of <see cref="MergeFrame.WeightPitch"/> samples.</returns>
    public static Plane<float> Sum(int width, int height, IReadOnlyList<MergeFrame> others, ProcessingContext context)
    {
        var cells = context.Pool.Rent<float>(
            (width + MergeFrame.WeightPitch - 1) / MergeFrame.WeightPitch,
            (height + MergeFrame.WeightPitch - 1) / MergeFrame.WeightPitch);
        cells.Samples.Fill(1 + others.Count(frame => frame.Weights is null));
        foreach (var weights in others.Select(frame => frame.Weights).OfType<Plane<float>>())
        {
            if (weights.Width != cells.Width || weights.Height != cells.Height)
            {
                cells.Dispose();
                throw new ArgumentException($"Weights have {cells.Width} × {cells.Height} cells, not {weights.Width} × {weights.Height}.", nameof(others));
            }

            Bands.Run(context, cells.Width, cells.Height, (top, bottom) =>
            {
                var sums = cells.Rows(top, bottom);
                var more = weights.Rows(top, bottom);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += more[i];
                }
            });
        }

        return cells;
    }
}
