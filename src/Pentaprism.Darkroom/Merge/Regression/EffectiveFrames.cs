using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Merge.Regression;

/// <summary>Counts the frames in each cell of <see cref="MergeFrame.WeightPitch"/> samples of the reference.</summary>
internal static class EffectiveFrames
{
    /// <summary>Sums the weights of the frames that reach a cell's centre.</summary>
    /// <param name="geometry">Size of the frames.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The sum, cell by cell.</returns>
    public static Plane<float> Of(TileGeometry geometry, IReadOnlyList<MergeFrame> frames, ProcessingContext context)
    {
        const int pitch = MergeFrame.WeightPitch;
        var counts = context.Pool.Rent<float>((geometry.FrameWidth + pitch - 1) / pitch, (geometry.FrameHeight + pitch - 1) / pitch);
        Bands.Run(context, counts.Width, counts.Height, (top, bottom) =>
        {
            for (var j = top; j < bottom; j++)
            {
                var row = counts.Row(j);
                row.Clear();
                var y = Math.Min((pitch * j) + ((pitch - 1) / 2.0), geometry.FrameHeight - 1);
                foreach (var frame in frames)
                {
                    for (var i = 0; i < row.Length; i++)
                    {
                        var (qx, qy) = frame.Motion.Map(Math.Min((pitch * i) + ((pitch - 1) / 2.0), geometry.FrameWidth - 1), y);
                        var inside = qx >= 0 && qx <= geometry.FrameWidth - 1 && qy >= 0 && qy <= geometry.FrameHeight - 1;
                        row[i] += inside ? frame.Weights?[i, j] ?? 1 : 0;
                    }
                }
            }
        });
        return counts;
    }
}
