using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Compares all tiles of a level of the reference with a warped frame.</summary>
internal static class TileMatcher
{
    // Samples of the frame beyond its edge repeat it: tiles keep away by this much.
    private const double Margin = 2;

    private const int TilesInBand = 8;

    /// <summary>Measures the tiles.</summary>
    /// <param name="reference">The tiles of the reference.</param>
    /// <param name="frame">The frame, at the same level.</param>
    /// <param name="motion">Where the samples of the reference's level lie in the frame's level.</param>
    /// <param name="noise">Variance of the reference's noise on this level, and of its derivative.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>One shift a tile; one without weight where the frame does not show it.</returns>
    public static TileShift[] Run(
        ReferenceTiles reference, Plane<float> frame, Matrix3x3 motion, (double Sample, double Derivative) noise, ProcessingContext context)
    {
        var shifts = new TileShift[reference.Tiles.Length];
        var side = reference.Side;
        Bands.Run(context, side * side * TilesInBand, shifts.Length, TilesInBand, (first, end) =>
        {
            using var scratch = context.Pool.Rent<float>(side * side, 1);
            for (var k = first; k < end; k++)
            {
                var tile = reference.Tiles[k];
                if (Warp(tile, side, motion, frame, scratch.Samples))
                {
                    shifts[k] = TileShift.Solve(tile, TileKernel.Compare(reference.Values(k), scratch.Samples, tile.Mean), side * side, noise);
                }
            }
        });
        return shifts;
    }

    // Within a tile the motion is taken as linear about its middle.
    private static bool Warp(ReferenceTile tile, int side, Matrix3x3 motion, Plane<float> frame, Span<float> warped)
    {
        var middle = (side - 1) / 2.0;
        var centre = Map(motion, tile.Left + middle, tile.Top + middle);
        var right = Map(motion, tile.Left + middle + 1, tile.Top + middle);
        var below = Map(motion, tile.Left + middle, tile.Top + middle + 1);
        var (ax, ay, bx, by) = (right.X - centre.X, right.Y - centre.Y, below.X - centre.X, below.Y - centre.Y);
        var reachX = middle * (Math.Abs(ax) + Math.Abs(bx));
        var reachY = middle * (Math.Abs(ay) + Math.Abs(by));
        if (!(centre.X - reachX >= Margin) || !(centre.Y - reachY >= Margin)
            || !(centre.X + reachX <= frame.Width - 1 - Margin) || !(centre.Y + reachY <= frame.Height - 1 - Margin))
        {
            return false;
        }

        var lattice = new TileWarp.Lattice(centre.X - (middle * (ax + bx)), centre.Y - (middle * (ay + by)), ax, ay, bx, by);
        TileWarp.Run(frame, lattice, side, warped);
        return true;
    }

    private static (double X, double Y) Map(Matrix3x3 motion, double x, double y)
    {
        var q = motion * new Vector3d(x, y, 1);
        return (q.X / q.Z, q.Y / q.Z);
    }
}
