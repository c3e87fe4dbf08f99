using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What a file says, in the geometry of a picture that is larger than its frames.</summary>
internal static class ScaledMetadata
{
    /// <summary>Scales crop and corrections.</summary>
    /// <param name="dng">What the reference says.</param>
    /// <param name="scale">Size of the picture in sizes of a frame.</param>
    /// <returns>What holds for the picture.</returns>
    public static DngMetadata Of(DngMetadata dng, int scale) => scale == 1 ? dng : dng with
    {
        Layout = dng.Layout with
        {
            Width = dng.Layout.Width * scale,
            Height = dng.Layout.Height * scale,
            ActiveArea = Scaled(dng.Layout.ActiveArea, scale),
            DefaultCrop = Scaled(dng.Layout.DefaultCrop, scale),
            MaskedAreas = [],
        },
        OpcodeList3 = new OpcodeList([.. dng.OpcodeList3.Items.Select(opcode => Scaled(opcode, scale))]),
    };

    /// <summary>Scales an opcode: warps and radial falloff are told in sizes of the picture; what is told in pixels grows.</summary>
    public static Opcode Scaled(Opcode opcode, int scale) => scale == 1 ? opcode : opcode switch
    {
        TrimBoundsOpcode trim => trim with { Top = trim.Top * scale, Left = trim.Left * scale, Bottom = trim.Bottom * scale, Right = trim.Right * scale },
        GainMapOpcode map => map with { Area = Scaled(map.Area, scale) },
        MapTableOpcode table => table with { Area = Scaled(table.Area, scale) },
        MapPolynomialOpcode polynomial => polynomial with { Area = Scaled(polynomial.Area, scale) },
        RowColumnOpcode rowColumn => rowColumn with
        {
            Area = Scaled(rowColumn.Area, scale),
            Values = [.. rowColumn.Values.SelectMany(value => Enumerable.Repeat(value, scale))],
        },
        _ => opcode,
    };

    private static PixelRectangle Scaled(PixelRectangle area, int scale) =>
        new(area.Left * scale, area.Top * scale, area.Width * scale, area.Height * scale);

    private static OpcodeArea Scaled(OpcodeArea area, int scale) =>
        area with { Top = area.Top * scale, Left = area.Left * scale, Bottom = area.Bottom * scale, Right = area.Right * scale };
}
