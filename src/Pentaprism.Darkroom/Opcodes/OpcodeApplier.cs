using System.Collections.Immutable;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Opcodes;

/// <summary>Applies the opcodes of a list that leave pixels in their place (DNG 1.7.1, chapter 7), in order.</summary>
internal static class OpcodeApplier
{
    /// <summary>Applies a list, or the rest of one.</summary>
    /// <param name="canvas">The picture; its planes are changed in place, or replaced by a trim.</param>
    /// <param name="opcodes">The opcodes.</param>
    /// <param name="context">Workers and memory.</param>
    /// <exception cref="ImageFileException">A mosaic is to be warped.</exception>
    public static void Apply(OpcodeCanvas canvas, ImmutableArray<Opcode> opcodes, ProcessingContext context)
    {
        for (var i = 0; i < opcodes.Length;)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            i += ApplyNext(canvas, opcodes.AsSpan()[i..], context);
        }
    }

    /// <summary>Applies the first opcode of a list, and with it all that can be done in the same pass.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="opcodes">At least one opcode.</param>
    /// <param name="context">Workers and memory.</param>
    /// <returns>How many opcodes were applied.</returns>
    public static int ApplyNext(OpcodeCanvas canvas, ReadOnlySpan<Opcode> opcodes, ProcessingContext context)
    {
        switch (opcodes[0])
        {
            case GainMapOpcode map:
                return ApplyGainMaps(canvas, map, opcodes, context);
            case MapTableOpcode table:
                ValueMaps.Apply(canvas, table, context);
                break;
            case MapPolynomialOpcode polynomial:
                ValueMaps.Apply(canvas, polynomial, context);
                break;
            case RowColumnOpcode rowColumn:
                RowColumns.Apply(canvas, rowColumn, context);
                break;
            case FixBadPixelsConstantOpcode constant:
                BadPixels.Apply(canvas, constant, context);
                break;
            case FixBadPixelsListOpcode list:
                BadPixels.Apply(canvas, list, context);
                break;
            case FixVignetteRadialOpcode vignette:
                RadialVignette.Apply(canvas, vignette, context);
                break;
            case TrimBoundsOpcode trim:
                Trim.Apply(canvas, trim, context);
                break;
            case UnknownOpcode or { IsOptional: true }:
                break;
            default:
                throw new ImageFileException("DNG", canvas.ListName, $"asks for {opcodes[0].GetType().Name} before the colours are known; develop it with the maker's program");
        }

        return 1;
    }

    private static int ApplyGainMaps(OpcodeCanvas canvas, GainMapOpcode map, ReadOnlySpan<Opcode> opcodes, ProcessingContext context)
    {
        if (canvas.Planes.Length == 1 && GainField.Join(opcodes, 0, canvas.Width, canvas.Height, out var count) is { } field)
        {
            GainMaps.Apply(canvas, field, 0, context);
            return count;
        }

        var planes = Enumerable.Range(0, canvas.Planes.Length).Where(plane => AreaRows.Covers(map.Area, plane)).ToArray();
        foreach (var plane in planes)
        {
            if (GainField.Join(opcodes[..1], plane, canvas.Width, canvas.Height, out _) is not { } whole)
            {
                GainMaps.Apply(canvas, map, context);
                break;
            }

            GainMaps.Apply(canvas, whole, plane, context);
        }

        return 1;
    }
}
