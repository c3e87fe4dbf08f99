using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Formats;

/// <summary>Shifts and rotations as files tell them.</summary>
internal static class Placements
{
    private const double Gimbal = 1e-12;

    /// <summary>Makes the frame of rotations about z, the new y and the new x, then a shift along the turned axes.</summary>
    public static Frame Reversed(Placement placement) =>
        Frame.Of(new Placement(TiltZ: placement.TiltZ))
            .Then(Frame.Of(new Placement(TiltY: placement.TiltY)))
            .Then(Frame.Of(new Placement(TiltX: placement.TiltX)))
            .Then(Frame.Of(new Placement(placement.X, placement.Y, placement.Z)));

    /// <summary>Gives the shift and the rotations about x, the new y and the new z that make a frame.</summary>
    /// <remarks>The z axis of the frame is (sin b, −sin a cos b, cos a cos b) for the angles a about x and b about y.</remarks>
    public static Placement ToPlacement(this Frame frame)
    {
        var (x, y, z) = (frame.XAxis, frame.YAxis, frame.ZAxis);
        var cosY = Math.Sqrt((z.Y * z.Y) + (z.Z * z.Z));
        var tiltY = Math.Atan2(z.X, cosY);
        var (tiltX, tiltZ) = cosY > Gimbal ? (Math.Atan2(-z.Y, z.Z), Math.Atan2(-y.X, x.X)) : (0, Math.Atan2(x.Y, y.Y));
        return new Placement(frame.Origin.X, frame.Origin.Y, frame.Origin.Z, Degrees(tiltX), Degrees(tiltY), Degrees(tiltZ));
    }

    // Whole thousand-billionths of a degree: angles that a file tells come back as they were.
    private static double Degrees(double radians) => Math.Round(radians * (180 / Math.PI), 12) + 0.0;
}
