using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes shifts and turns as coordinate breaks of ZMX.</summary>
internal static class ZmxBreakText
{
    // Shift along z by a gap, then shift and turns.
    public static void Write(ZmxText text, Placement placement)
    {
        if (placement.IsIdentity)
        {
            return;
        }

        if (placement.Z != 0)
        {
            Write(text, Placement.OnAxis, 0, placement.Z);
        }

        Write(text, placement, 0, 0);
    }

    // The turns and shifts back, in reverse order, and the gap behind.
    public static void WriteReturn(ZmxText text, Placement p, double thickness) =>
        Write(text, new Placement(-p.X, -p.Y, 0, -p.TiltX, -p.TiltY, -p.TiltZ), 1, thickness - p.Z);

    private static void Write(ZmxText text, Placement placement, int order, double thickness)
    {
        text.BeginSurface();
        text.Line("  TYPE COORDBRK");
        double[] values = [placement.X, placement.Y, placement.TiltX, placement.TiltY, placement.TiltZ, order];
        text.Terms("PARM", values.Select((value, i) => (i + 1, value + 0.0)));
        text.Line($"  DISZ {LensJson.Number(thickness)}");
    }
}
