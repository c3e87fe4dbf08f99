using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Opcode 9, GainMap: lens shading as a coarse map of gains, bilinear in between.</summary>
/// <remarks>
/// The specification clips to 0…1 afterwards; we keep what rises above 1 and record the gain as the clip level of its photosite.
/// </remarks>
internal static class GainMaps
{
    /// <summary>Applies one map to any area with any pitch.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="map">The map.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, GainMapOpcode map, ProcessingContext context)
    {
        var grid = new GainMapGrid(map, canvas.Width, canvas.Height);
        AreaRows.Run(canvas, map.Area, true, context, (plane, y, samples, gain) =>
        {
            Span<float> nodes = grid.Nodes <= 512 ? stackalloc float[grid.Nodes] : new float[grid.Nodes];
            grid.InterpolateRow(y, plane - map.Area.Plane, nodes);
            var right = Math.Min(map.Area.Right, samples.Length);
            for (var x = map.Area.Left; x < right; x += map.Area.ColumnPitch)
            {
                var i = grid.Columns[x];
                var g = MathF.FusedMultiplyAdd(grid.Fractions[x], nodes[i + 1] - nodes[i], nodes[i]);
                samples[x] *= g;
                if (!gain.IsEmpty)
                {
                    gain[x] *= g;
                }
            }
        });
    }

    /// <summary>Applies maps that together are a <see cref="GainField"/>, in one pass.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="field">The gains.</param>
    /// <param name="plane">The plane that they are for.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, GainField field, int plane, ProcessingContext context)
    {
        var recorded = plane == canvas.GainPlane;
        var isFirst = canvas.Gain is null;
        var gain = recorded ? canvas.Gain ??= context.Pool.Rent<float>(canvas.Width, canvas.Height) : null;
        Bands.Run(context, canvas.Width, canvas.Height, (top, bottom) =>
        {
            var row = new float[canvas.Width];
            var nodes = field.MakeNodes();
            for (var y = top; y < bottom; y++)
            {
                field.Row(y, nodes, row);
                RowProduct.Multiply(canvas.Planes[plane].Row(y), row);
                if (gain is not null && isFirst)
                {
                    row.CopyTo(gain.Row(y));
                }
                else if (gain is not null)
                {
                    RowProduct.Multiply(gain.Row(y), row);
                }
            }
        });
    }

    /// <summary>Multiplies a plane of gains by a number.</summary>
    /// <param name="gain">The gains.</param>
    /// <param name="factor">The number.</param>
    /// <param name="context">Workers.</param>
    public static void Scale(Plane<float> gain, float factor, ProcessingContext context) =>
        Bands.Run(context, gain.Width, gain.Height, (top, bottom) =>
        {
            foreach (ref var value in gain.Rows(top, bottom))
            {
                value *= factor;
            }
        });
}
