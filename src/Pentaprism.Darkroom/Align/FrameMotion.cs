using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>Where a point of the reference frame lies in another frame: q = H(p) + d(p).</summary>
/// <param name="Global">The homography H; points count from the first sample's centre, x to the right, y down, in samples.</param>
/// <param name="Local">The displacement d that remains; null means none.</param>
internal sealed record FrameMotion(Matrix3x3 Global, MotionGrid? Local)
{
    /// <summary>Gets the motion of a frame that did not move.</summary>
    public static FrameMotion None { get; } = new(Matrix3x3.Identity, null);

    /// <summary>Gives the place of a point.</summary>
    /// <param name="x">Column in the reference.</param>
    /// <param name="y">Row in the reference.</param>
    /// <returns>Column and row in the frame.</returns>
    public (double X, double Y) Map(double x, double y)
    {
        var q = Global * new Vector3d(x, y, 1);
        var (dx, dy) = Local?.At(x, y) ?? (0, 0);
        return ((q.X / q.Z) + dx, (q.Y / q.Z) + dy);
    }
}
