using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Measuring;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure shading</c>: how light and colour fall off over the field, and the gain maps that undo it.</summary>
internal static class MeasureShadingCommand
{
    private static readonly IReadOnlyList<string> _columns = ["colour", "darkest, EV", "uneven before, %", "left by the map, %"];

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "DNG files of one even, evenly lit surface (or a folder of them); several average noise out.", HelpName = "FLATS", Arity = ArgumentArity.OneOrMore };
        var corrected = new Option<string?>("--dng") { Description = "Write a DNG again with these gain maps in opcode list 2, in the place of its own.", HelpName = "FILE" };
        var into = new Option<string?>("--into") { Description = "Which DNG: a capture with the same camera and lens. Default: the first flat.", HelpName = "DNG" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines, the maps with it." };
        var command = new Command(
            "shading",
            "Measures lens shading on pictures of an even surface, colour by colour, and writes it as gain maps: any lens is calibrated so, adapted ones too.\n\n"
            + "Examples:\n  pentaprism measure shading flat.dng --dng corrected.dng\n  pentaprism measure shading flats/ --into photo.dng --dng photo-flat.dng -o shading.html")
        {
            files, corrected, into, output, overwrite, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var names = CaptureFiles.Expand(parsed.GetValue(files)!);
            var (shading, size, cfa) = Measured(names, context);
            if (parsed.GetValue(corrected) is { } target)
            {
                CorrectedDng.Write(parsed.GetValue(into) ?? names[0], target, parsed.GetValue(overwrite), size, dng => With(dng, shading, size, cfa), context);
            }

            if (parsed.GetValue(output) is { } page)
            {
                Page(names[0], shading, cfa).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(Json(names, shading, cfa));
            }
            else
            {
                Terminal.Write($"shading, {shading.Pictures} pictures", _columns, Rows(shading, cfa));
                Console.Out.WriteLine(Verdict(shading));
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static (Shading Shading, (int Width, int Height) Size, CfaPattern Cfa) Measured(IReadOnlyList<string> files, ProcessingContext context)
    {
        var flats = new List<Darkroom.Mosaic>();
        try
        {
            foreach (var file in files)
            {
                using var reader = DngReader.Open(file);
                if (reader.Metadata.Layout.Cfa is null || reader.Metadata.Layout.Planes != 1)
                {
                    throw new ImageFileException(file, "", "has all its colours at every pixel; shading is measured on a mosaic");
                }

                using var pixels = reader.ReadPixels(context);
                flats.Add(Lineariser.ToMosaic(reader.Metadata, pixels, new LineariseOptions { ApplyShading = false, DetectSaturation = false }, context));
            }

            var (first, cfa) = (flats[0].Samples, flats[0].Cfa);
            return (CaptureFlags.Usage(() => Shading.Of([.. flats.Select(flat => flat.Samples)], cfa, context)), (first.Width, first.Height), cfa);
        }
        finally
        {
            flats.ForEach(flat => flat.Dispose());
        }
    }

    // What the file corrected so far was left out when the flat was measured.
    private static DngMetadata With(DngMetadata dng, Shading shading, (int Width, int Height) size, CfaPattern cfa) => dng with
    {
        OpcodeList2 = new OpcodeList([.. dng.OpcodeList2.Items.Where(opcode => opcode is not (GainMapOpcode or FixVignetteRadialOpcode)), .. shading.Maps.Select(map => Opcode(map, size, cfa))]),
    };

    private static GainMapOpcode Opcode(ShadingMap map, (int Width, int Height) size, CfaPattern cfa) => new(
        new OpcodeArea(map.Row, map.Column, size.Height, size.Width, 0, 1, cfa.Rows, cfa.Columns),
        Shading.Rows, Shading.Columns, 1.0 / (Shading.Rows - 1), 1.0 / (Shading.Columns - 1), 0, 0, 1, map.Gains)
    { IsOptional = true };

    private static string Name(ShadingMap map, CfaPattern cfa) => cfa.IsMonochrome ? "all" : $"{"RGB"[cfa[map.Column, map.Row]]} in row {map.Row}";

    private static string Verdict(Shading shading) =>
        $"The darkest place falls {Figure.Fixed(shading.Maps.Max(map => map.LargestStops), 2)} EV behind the brightest; the maps leave {Figure.Fixed(100 * shading.Maps.Max(map => map.After), 2)} % of unevenness between cells, noise with it.";

    private static IEnumerable<IReadOnlyList<string>> Rows(Shading shading, CfaPattern cfa) => shading.Maps.Select(map => (IReadOnlyList<string>)
        [Name(map, cfa), Figure.Fixed(map.LargestStops, 2), Figure.Fixed(100 * map.Before, 2), Figure.Fixed(100 * map.After, 3)]);

    private static JsonObject Json(IReadOnlyList<string> files, Shading shading, CfaPattern cfa) => new()
    {
        ["files"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]),
        ["verdict"] = Verdict(shading),
        ["rows"] = Shading.Rows,
        ["columns"] = Shading.Columns,
        ["maps"] = new JsonArray([.. shading.Maps.Select(map => new JsonObject
        {
            ["colour"] = Name(map, cfa),
            ["row"] = map.Row,
            ["column"] = map.Column,
            ["darkestStops"] = map.LargestStops,
            ["unevenBefore"] = map.Before,
            ["unevenAfter"] = map.After,
            ["gains"] = new JsonArray([.. map.Gains.Select(gain => JsonValue.Create(gain))]),
        })]),
        ["definition"] = "gains at points from corner to corner, row by row, as GainMap of DNG has them; unevenness is the root mean square of cells over the brightest place",
    };

    private static HtmlReport Page(string file, Shading shading, CfaPattern cfa)
    {
        var page = new HtmlReport($"Shading of {Path.GetFileName(file)}", Verdict(shading));
        page.Section("Over the field", $"Light against the brightest place, dark to light over the range of all colours; mean of {shading.Pictures} pictures.");
        var least = 1 / shading.Maps.Max(map => map.Gains.Max());
        page.Figures("thumbs", [.. shading.Maps.Select(map => (Map(map.Gains, least, Name(map, cfa)), Name(map, cfa)))]);
        page.Section("Along the diagonal");
        page.Figures("wide", [(new LineChart(
            "Light from corner to corner",
            new Axis("from the upper left corner to the lower right one", 0, 1),
            new Axis("light", 0, 1.05),
            [.. shading.Maps.Select((map, i) => new Series(Name(map, cfa), [.. Enumerable.Range(0, 61).Select(k => (k / 60.0, 1 / Shading.GainAt(map.Gains, k / 60.0, k / 60.0)))], Palette.Ramp(i, shading.Maps.Length)))])
        { Width = 720, Height = 320 }.Draw(), "")]);
        page.Section("Numbers");
        page.Table(_columns, Rows(shading, cfa));
        page.Data(Json([file], shading, cfa));
        return page;
    }

    private static string Map(ImmutableArray<float> gains, double least, string name)
    {
        var light = new double[Shading.Rows, Shading.Columns];
        for (var i = 0; i < gains.Length; i++)
        {
            light[i / Shading.Columns, i % Shading.Columns] = ((1 / gains[i]) - least) / Math.Max(1 - least, 1e-6);
        }

        return HeatMap.Draw($"Light of {name}", light, 1, "of the width");
    }
}
