using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Inspection;

/// <summary>What a DNG says, as JSON for machines. Names are stable: scripts rely on them.</summary>
internal static class MetadataReport
{
    public static JsonObject ToJson(DngMetadata dng)
    {
        var layout = dng.Layout;
        return new JsonObject
        {
            ["dngVersion"] = dng.DngVersion.ToString(),
            ["make"] = dng.Make,
            ["model"] = dng.Model,
            ["uniqueCameraModel"] = dng.UniqueCameraModel,
            ["width"] = layout.Width,
            ["height"] = layout.Height,
            ["planes"] = layout.Planes,
            ["bitsPerSample"] = layout.BitsPerSample,
            ["float"] = layout.IsFloat,
            ["compression"] = Names.Compression(layout.Compression),
            ["cfa"] = layout.Cfa?.ToString(),
            ["activeArea"] = Rectangle(layout.ActiveArea),
            ["defaultCrop"] = Rectangle(layout.DefaultCrop),
            ["maskedAreas"] = new JsonArray([.. layout.MaskedAreas.Select(Rectangle)]),
            ["orientation"] = dng.Orientation,
            ["levels"] = Levels(dng.Levels),
            ["noise"] = Noise(dng.Noise),
            ["baselineExposure"] = dng.BaselineExposure + dng.Profile.BaselineExposureOffset,
            ["colour"] = Colour(dng),
            ["opcodes"] = new JsonObject
            {
                ["list1"] = Opcodes(dng.OpcodeList1),
                ["list2"] = Opcodes(dng.OpcodeList2),
                ["list3"] = Opcodes(dng.OpcodeList3),
            },
            ["exif"] = Exif(dng.Exif),
            ["sequence"] = dng.Sequence is { } s
                ? new JsonObject { ["id"] = s.Id, ["kind"] = s.Kind, ["index"] = s.Index, ["count"] = s.Count, ["final"] = s.IsFinal }
                : null,
            ["previews"] = new JsonArray([.. dng.Previews.Select(p => new JsonObject { ["width"] = p.Width, ["height"] = p.Height, ["compression"] = Names.Compression(p.Compression) })]),
            ["xmpBytes"] = dng.Xmp?.Length ?? 0,
        };
    }

    private static JsonObject Rectangle(PixelRectangle r) => new() { ["left"] = r.Left, ["top"] = r.Top, ["width"] = r.Width, ["height"] = r.Height };

    private static JsonObject Levels(SensorLevels levels) => new()
    {
        ["black"] = Numbers(levels.Black),
        ["blackColumns"] = levels.BlackColumns,
        ["blackRows"] = levels.BlackRows,
        ["hasColumnDeltas"] = levels.BlackDeltaH.Length > 0,
        ["hasRowDeltas"] = levels.BlackDeltaV.Length > 0,
        ["white"] = Numbers(levels.White),
        ["linearizationEntries"] = levels.Linearization?.Length ?? 0,
    };

    private static JsonArray? Noise(NoiseModel? noise) =>
        noise is null ? null : new JsonArray([.. noise.Colours.Select(line => new JsonObject { ["slope"] = line.Slope, ["offset"] = line.Offset })]);

    private static JsonObject Colour(DngMetadata dng) => new()
    {
        ["asShotNeutral"] = dng.Colour.AsShotNeutral is { } n ? Numbers([n.X, n.Y, n.Z]) : null,
        ["asShotWhiteXY"] = dng.Colour.AsShotWhite is { } xy ? Numbers([xy.X, xy.Y]) : null,
        ["analogBalance"] = Numbers([dng.Colour.AnalogBalance.X, dng.Colour.AnalogBalance.Y, dng.Colour.AnalogBalance.Z]),
        ["cameraCalibrationUsed"] = dng.Colour.Calibration.Any(c => c is not null) && dng.Colour.CalibrationSignature == dng.Profile.CalibrationSignature,
        ["profile"] = dng.Profile.Name,
        ["calibrations"] = new JsonArray([.. dng.Profile.Calibrations.Select(c => new JsonObject
        {
            ["illuminant"] = Names.Illuminant(c.Illuminant),
            ["colorMatrix"] = Numbers(c.ColorMatrix.ToRows()),
            ["forwardMatrix"] = c.ForwardMatrix is { } f ? Numbers(f.ToRows()) : null,
            ["hueSatMap"] = Table(c.HueSatMap),
        })]),
        ["lookTable"] = Table(dng.Profile.LookTable),
        ["toneCurvePoints"] = dng.Profile.ToneCurve.Length,
        ["gainTableMap"] = dng.Profile.GainTableMap is { } m ? new JsonObject { ["rows"] = m.Rows, ["columns"] = m.Columns, ["points"] = m.Points } : null,
        ["rgbTablesBytes"] = dng.Profile.RgbTables?.Length ?? 0,
    };

    private static JsonObject? Table(HueSatTable? table) =>
        table is null ? null : new JsonObject { ["hues"] = table.Hues, ["saturations"] = table.Saturations, ["values"] = table.Values };

    private static JsonArray Opcodes(OpcodeList list) => new([.. list.Items.Select(o => new JsonObject
    {
        ["name"] = OpcodeNames.Of(o),
        ["optional"] = o.IsOptional,
        ["skipForPreview"] = o.SkipForPreview,
    })]);

    /// <summary>Gives shooting data.</summary>
    public static JsonObject Exif(ExifData exif) => new()
    {
        ["exposureSeconds"] = exif.ExposureSeconds,
        ["fNumber"] = exif.FNumber,
        ["iso"] = exif.Iso,
        ["focalLengthMm"] = exif.FocalLengthMm,
        ["focalLength35Mm"] = exif.FocalLength35Mm,
        ["lensModel"] = exif.LensModel,
        ["dateTimeOriginal"] = exif.DateTimeOriginal,
        ["hasGps"] = exif.Gps.Length > 0,
    };

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => JsonValue.Create(v))]);
}

/// <summary>Names of the codes that files use.</summary>
internal static class Names
{
    public static string Compression(int code) => code switch
    {
        1 => "none",
        5 => "LZW",
        6 or 7 => "JPEG",
        8 => "Deflate",
        32946 => "Deflate",
        34892 => "lossy JPEG",
        52546 => "JPEG XL",
        _ => code.ToString(CultureInfo.InvariantCulture),
    };

    public static string Illuminant(int code) => code switch
    {
        0 => "an unnamed light",
        1 => "daylight",
        2 => "fluorescent",
        3 => "tungsten",
        4 => "flash",
        17 => "A",
        18 => "B",
        19 => "C",
        20 => "D55",
        21 => "D65",
        22 => "D75",
        23 => "D50",
        24 => "ISO studio tungsten",
        255 => "other (IlluminantData)",
        _ => $"light source {code.ToString(CultureInfo.InvariantCulture)}",
    };
}
