using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Opcodes 10 to 13: a number added to, or multiplied onto, each row or each column of an area.</summary>
internal static class RowColumns
{
    /// <summary>Applies the opcode; a clip level moves with its samples, but not by what is added to codes.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="opcode">Numbers and area.</param>
    /// <param name="context">Workers.</param>
    public static void Apply(OpcodeCanvas canvas, RowColumnOpcode opcode, ProcessingContext context)
    {
        var area = opcode.Area;
        AreaRows.Run(canvas, area, opcode.IsScale || !canvas.HoldsCodes, context, (_, y, samples, gain) =>
        {
            var right = Math.Min(area.Right, samples.Length);
            var values = opcode.Values.AsSpan();
            var row = (y - area.Top) / area.RowPitch;
            for (int x = area.Left, column = 0; x < right; x += area.ColumnPitch, column++)
            {
                var value = values[opcode.ByColumn ? column : row];
                samples[x] = opcode.IsScale ? samples[x] * value : samples[x] + value;
                if (!gain.IsEmpty)
                {
                    gain[x] = opcode.IsScale ? gain[x] * value : gain[x] + value;
                }
            }
        });
    }
}
