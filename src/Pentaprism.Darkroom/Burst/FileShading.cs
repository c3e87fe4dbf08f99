using System.Collections.Immutable;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>The shading gains that a merged file asks its reader for, as its frames did, and what they are at each sample.</summary>
/// <remarks>
/// Frames are merged with their shading applied. A file for other programs has it taken back and carries the opcodes on, so that its
/// noise, its white and its colours are those of a sensor.
/// </remarks>
/// <param name="Opcodes">Opcodes for list 2; empty where the merged file has its shading applied.</param>
internal sealed record FileShading(ImmutableArray<Opcode> Opcodes)
{
    private const string ListName = "OpcodeList2";

    /// <summary>Gives what a merged mosaic carries on.</summary>
    /// <param name="dng">What the reference says.</param>
    /// <returns>The shading; none where the lists trim the picture, as places in the maps are told before the trim.</returns>
    public static FileShading OfMosaic(DngMetadata dng) => new(
        dng.OpcodeList1.Items.Concat(dng.OpcodeList2.Items).Any(opcode => opcode is TrimBoundsOpcode)
            ? []
            : [.. dng.OpcodeList2.Items.Where(opcode => opcode is GainMapOpcode or FixVignetteRadialOpcode)]);

    /// <summary>Gives what a merged picture carries on: the maps of the colours of the filter array become maps of planes.</summary>
    /// <param name="dng">What the reference says.</param>
    /// <param name="cfa">The colour filter array of the frames; null where they have none.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    /// <returns>The shading.</returns>
    public static FileShading OfPicture(DngMetadata dng, CfaPattern? cfa, int scale)
    {
        var seen = new HashSet<int>();
        var opcodes = ImmutableArray.CreateBuilder<Opcode>();
        foreach (var opcode in OfMosaic(dng).Opcodes)
        {
            if (opcode is not GainMapOpcode { Area: { RowPitch: 2, ColumnPitch: 2 } area } map || cfa is not { IsBayer: true })
            {
                opcodes.Add(ScaledMetadata.Scaled(opcode, scale));
                continue;
            }

            // Each of the two greens has a map of its own; the first one speaks for the plane.
            int colour = cfa[area.Left, area.Top];
            if (seen.Add(colour))
            {
                opcodes.Add(map with { Area = new OpcodeArea(0, 0, dng.Layout.ActiveArea.Height * scale, dng.Layout.ActiveArea.Width * scale, colour, 1, 1, 1) });
            }
        }

        return new FileShading(opcodes.ToImmutable());
    }

    /// <summary>Computes the gains.</summary>
    /// <param name="planes">1 for a mosaic, 3 for a picture.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="cfa">The colours of a mosaic.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The gain at each sample of each plane; null where there is none. The caller disposes the planes.</returns>
    public Plane<float>[]? Gains(int planes, int width, int height, CfaPattern? cfa, ProcessingContext context)
    {
        if (Opcodes.IsEmpty)
        {
            return null;
        }

        var canvas = new OpcodeCanvas
        {
            Planes = [.. Enumerable.Range(0, planes).Select(_ => Ones(width, height, context))],
            Cfa = planes == 1 ? cfa : null,
            HoldsCodes = false,
            ListName = ListName,
        };
        OpcodeApplier.Apply(canvas, Opcodes, context);
        canvas.Gain?.Dispose();
        return canvas.Planes;
    }

    /// <summary>Tells where the sensor of frames clips, in units of the white of their files.</summary>
    /// <param name="gain">The gains of the frames, which hold that level besides the shading; null means 1.</param>
    /// <param name="dng">What the reference says.</param>
    /// <param name="cfa">The colour filter array of the frames; null where they have none.</param>
    /// <param name="context">Memory and workers.</param>
    /// <returns>The level, 1 at most.</returns>
    public static double ClipLevel(Plane<float>? gain, DngMetadata dng, CfaPattern? cfa, ProcessingContext context)
    {
        if (gain is null)
        {
            return 1;
        }

        var shading = cfa is null ? OfPicture(dng, null, 1) : OfMosaic(dng);
        if (shading.Gains(cfa is null ? 3 : 1, gain.Width, gain.Height, cfa, context) is not { } gains)
        {
            var least = 1f;
            foreach (var value in gain.Samples)
            {
                least = Math.Min(least, value);
            }

            return least;
        }

        var level = gain[0, 0] / gains[gains.Length == 1 ? 0 : CfaPattern.Green][0, 0];
        Array.ForEach(gains, plane => plane.Dispose());
        return Math.Min(level, 1);
    }

    private static Plane<float> Ones(int width, int height, ProcessingContext context)
    {
        var plane = context.Pool.Rent<float>(width, height);
        plane.Samples.Fill(1);
        return plane;
    }
}
