using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align.Local;

/// <summary>Fits one displacement to a set of cells, to a fraction of a sample, after Lucas and Kanade (1981).</summary>
/// <remarks>
/// With F(H(p + s*)) = R(p) for the true displacement s*, F(H(p + s)) − R(p) ≈ ∇R · (s − s*). Cells that do not belong weigh less:
/// 1/(1 + e²/9), e in units of what is expected.
/// </remarks>
internal static class ShiftFit
{
    private const int Iterations = 8;
    private const double Longest = 3;
    private const double Enough = 0.01;

    // Standard deviation in samples, by noise alone, that a fit may have.
    private const double Blurred = 0.3;

    /// <summary>Fits.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="tolerance">Factors of squared differences, for all cells of the reference.</param>
    /// <param name="scene">Where the reference's points lie in the frame without displacement.</param>
    /// <param name="size">Columns and rows of a frame.</param>
    /// <param name="area">The cells, and more around them.</param>
    /// <param name="chosen">Above 0 for the cells that count; all cells.</param>
    /// <param name="start">Displacement to begin with, in samples.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The displacement in samples of the reference; null where there is too little detail or no agreement.</returns>
    public static (double X, double Y)? Run(
        LocalProxy reference,
        LocalProxy frame,
        Plane<float> tolerance,
        FrameMotion scene,
        (int Width, int Height) size,
        PixelRectangle area,
        Plane<byte> chosen,
        (double X, double Y) start,
        ProcessingContext context)
    {
        using var here = CellPicture.Of(reference, FrameMotion.None, size.Width, size.Height, area, context);
        using var left = CellPicture.Of(reference, Shifted(FrameMotion.None, (-1, 0)), size.Width, size.Height, area, context);
        using var right = CellPicture.Of(reference, Shifted(FrameMotion.None, (1, 0)), size.Width, size.Height, area, context);
        using var above = CellPicture.Of(reference, Shifted(FrameMotion.None, (0, -1)), size.Width, size.Height, area, context);
        using var below = CellPicture.Of(reference, Shifted(FrameMotion.None, (0, 1)), size.Width, size.Height, area, context);
        var shift = start;
        for (var k = 0; k < Iterations; k++)
        {
            using var moved = CellPicture.Of(frame, Shifted(scene, shift), size.Width, size.Height, area, context);
            double xx = 0, xy = 0, yy = 0, xe = 0, ye = 0;
            for (var y = 0; y < area.Height; y++)
            {
                for (var x = 0; x < area.Width; x++)
                {
                    if (chosen[area.Left + x, area.Top + y] == 0 || moved.Light[x, y] >= CellPicture.Nowhere || here.Light[x, y] >= CellPicture.Nowhere)
                    {
                        continue;
                    }

                    var t = tolerance[(4 * (area.Left + x)) + 3, area.Top + y];
                    double gx = (right.Light[x, y] - left.Light[x, y]) / 2, gy = (below.Light[x, y] - above.Light[x, y]) / 2;
                    double e = moved.Light[x, y] - here.Light[x, y];
                    var weight = t / (1 + (e * e * t / 9));
                    xx += weight * gx * gx;
                    xy += weight * gx * gy;
                    yy += weight * gy * gy;
                    xe += weight * gx * e;
                    ye += weight * gy * e;
                }
            }

            var determinant = (xx * yy) - (xy * xy);
            var weak = ((xx + yy) / 2) - Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
            if (!(weak * Blurred * Blurred > 1))
            {
                return null;
            }

            var (dx, dy) = (((yy * xe) - (xy * ye)) / determinant, ((xx * ye) - (xy * xe)) / determinant);
            var length = Math.Sqrt((dx * dx) + (dy * dy));
            var share = Math.Min(1, Longest / Math.Max(length, 1e-9));
            shift = (shift.X - (share * dx), shift.Y - (share * dy));
            if (length < Enough)
            {
                return shift;
            }
        }

        return shift;
    }

    /// <summary>Gives the motion of what is displaced in the reference before it moves with the scene.</summary>
    /// <param name="scene">The motion of the scene.</param>
    /// <param name="shift">The displacement in samples.</param>
    /// <returns>The motion.</returns>
    public static FrameMotion Shifted(FrameMotion scene, (double X, double Y) shift) =>
        new(scene.Global * new Matrix3x3(1, 0, shift.X, 0, 1, shift.Y, 0, 0, 1), null);
}
