using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Work on one row of an opcode's area.</summary>
/// <param name="plane">Number of the plane.</param>
/// <param name="y">Row in the picture.</param>
/// <param name="samples">The whole row.</param>
/// <param name="gain">The row of gains; empty where the plane's gains are not recorded.</param>
internal delegate void AreaRowAction(int plane, int y, Span<float> samples, Span<float> gain);

/// <summary>Walks over the rows that an opcode's area names, clipped to the picture.</summary>
internal static class AreaRows
{
    /// <summary>Runs the action for each row of each plane of the area.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="area">Where.</param>
    /// <param name="withGain">Whether the action changes gains.</param>
    /// <param name="context">Workers.</param>
    /// <param name="action">Called from several threads at once.</param>
    public static void Run(OpcodeCanvas canvas, OpcodeArea area, bool withGain, ProcessingContext context, AreaRowAction action)
    {
        var gain = withGain && Covers(area, canvas.GainPlane) ? canvas.RequireGain(context) : null;
        Bands.Run(context, canvas.Width, canvas.Height, (top, bottom) =>
        {
            for (var y = First(area.Top, area.RowPitch, top); y < Math.Min(bottom, area.Bottom); y += area.RowPitch)
            {
                for (var plane = 0; plane < canvas.Planes.Length; plane++)
                {
                    if (Covers(area, plane))
                    {
                        action(plane, y, canvas.Planes[plane].Row(y), plane == canvas.GainPlane && gain is not null ? gain.Row(y) : default);
                    }
                }
            }
        });
    }

    /// <summary>Tells whether an area takes in a plane.</summary>
    /// <param name="area">The area.</param>
    /// <param name="plane">The plane.</param>
    /// <returns>True when it does.</returns>
    public static bool Covers(OpcodeArea area, int plane) => plane >= area.Plane && plane < area.Plane + area.Planes;

    private static int First(int start, int pitch, int from) =>
        from <= start ? start : start + ((from - start + pitch - 1) / pitch * pitch);
}
