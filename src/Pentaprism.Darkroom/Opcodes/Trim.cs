using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Opcode 6, TrimBounds: cuts the picture down; opcodes that follow count from the new corner.</summary>
internal static class Trim
{
    /// <summary>Cuts planes, gains and the phase of the colours.</summary>
    /// <param name="canvas">The picture; a rectangle that sticks out is clipped to it, and an empty one is not applied.</param>
    /// <param name="opcode">The rectangle.</param>
    /// <param name="context">Lends the new planes.</param>
    public static void Apply(OpcodeCanvas canvas, TrimBoundsOpcode opcode, ProcessingContext context)
    {
        var left = Math.Max(opcode.Left, 0);
        var top = Math.Max(opcode.Top, 0);
        var area = new PixelRectangle(left, top, Math.Min(opcode.Right, canvas.Width) - left, Math.Min(opcode.Bottom, canvas.Height) - top);
        if (area.Width < 1 || area.Height < 1 || (area.Width == canvas.Width && area.Height == canvas.Height))
        {
            return;
        }

        canvas.Cfa = canvas.Cfa?.Shift(left, top);
        canvas.TrimmedLeft += left;
        canvas.TrimmedTop += top;
        canvas.Planes = [.. canvas.Planes.Select(plane => Cut(plane, area, context))];
        canvas.Gain = canvas.Gain is null ? null : Cut(canvas.Gain, area, context);
    }

    /// <summary>Copies a rectangle of a plane and gives the plane back.</summary>
    /// <param name="plane">Disposed.</param>
    /// <param name="area">Within the plane.</param>
    /// <param name="context">Lends the new plane.</param>
    /// <returns>The rectangle.</returns>
    public static Plane<float> Cut(Plane<float> plane, PixelRectangle area, ProcessingContext context)
    {
        var cut = context.Pool.RentPart(plane, area);
        plane.Dispose();
        return cut;
    }
}
