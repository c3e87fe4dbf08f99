using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;
using Spectre.Console;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism inspect</c>: what a file says, and what each stage will do with it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "DNG or JPEG files, or folders of DNG files; of several it is told which are frames of one capture.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var recipe = new Option<string?>("--recipe") { Description = "Tell what this recipe will do, instead of the defaults.", HelpName = "FILE" };
        var command = new Command("inspect", "Says what a DNG holds, and what each stage of the darkroom will do with it; of a JPEG its gain map and its recipe.\n\nExamples:\n  pentaprism inspect IMG_0042.dng\n  pentaprism inspect photo.jpg")
        {
            files, json, recipe,
        };
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(recipe) is { } path ? RecipeFile.Read(path) : new Recipe();
            var status = 0;
            var reports = new JsonArray();
            var names = CaptureFiles.Expand(parsed.GetValue(files)!);
            var captures = names.Count == 1 ? null : new CaptureReport(Captures.Of(names, false, false, null, ProcessingContext.Create()));
            if (captures is not null && !parsed.GetValue(json))
            {
                Print(captures);
            }

            foreach (var file in names)
            {
                try
                {
                    if (JpegReader.IsJpeg(file))
                    {
                        using var jpeg = JpegReader.Open(file);
                        var report = new JpegReport(file, jpeg);
                        if (parsed.GetValue(json))
                        {
                            reports.Add(Report(file, report, captures));
                        }
                        else
                        {
                            Print(file, report, jpeg.Exif);
                        }

                        continue;
                    }

                    using var reader = DngReader.Open(file);
                    var plan = DevelopmentPlan.Create(reader.Metadata, chosen);
                    if (parsed.GetValue(json))
                    {
                        reports.Add(Report(file, reader.Metadata, plan, captures));
                    }
                    else
                    {
                        Print(file, reader.Metadata, plan);
                    }
                }
                catch (ImageFileException problem)
                {
                    ProcessEdge.Complain(problem.Message);
                    status = ProcessEdge.Failed;
                }
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(reports.Count == 1 ? reports[0]! : reports);
            }

            return status;
        });
        return command;
    }

    private static JsonObject Report(string file, DngMetadata dng, IReadOnlyList<PlannedStage> plan, CaptureReport? captures)
    {
        var report = MetadataReport.ToJson(dng);
        report.Insert(0, "file", file);
        if (captures is not null)
        {
            report.Insert(1, "capture", captures.Of(file));
        }

        report["stages"] = new JsonArray([.. plan.Select(stage => new JsonObject { ["stage"] = stage.Stage, ["what"] = stage.What })]);
        return report;
    }

    private static JsonObject Report(string file, JpegReport jpeg, CaptureReport? captures)
    {
        var report = captures?.Facts(file) ?? new JsonObject { ["file"] = file };
        foreach (var (name, value) in jpeg.ToJson())
        {
            report[name] = value?.DeepClone();
        }

        return report;
    }

    private static void Print(string file, JpegReport jpeg, ExifData exif)
    {
        var table = Terminal.Table(Path.GetFileName(file)).AddColumns("", "the file says").HideHeaders();
        foreach (var (what, value) in jpeg.Rows.Append((What: "shot", Value: Shot(exif))).Where(row => row.Value.Length > 0))
        {
            table.AddRow(new Text(what, new Style(Color.Grey)), new Text(value));
        }

        Terminal.Write(table);
    }

    private static void Print(CaptureReport captures)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("captures").AddColumns("", "").HideHeaders();
        foreach (var (frames, why) in captures.Rows)
        {
            table.AddRow(new Text(frames), new Text(why, new Style(Color.Grey)));
        }

        Terminal.Write(table);
    }

    private static void Print(string file, DngMetadata dng, IReadOnlyList<PlannedStage> plan)
    {
        var layout = dng.Layout;
        var rows = new List<(string What, string Value)>
        {
            ("camera", string.Join(" ", new[] { dng.Make, dng.Model }.Where(s => s.Length > 0).DefaultIfEmpty(dng.UniqueCameraModel))),
            ("shot", Shot(dng.Exif)),
            ("samples", Invariant($"{layout.Width} × {layout.Height}, {(layout.Cfa is { } cfa ? $"mosaic {cfa}" : $"{layout.Planes} plane(s), linear")}, {layout.BitsPerSample} bit{(layout.IsFloat ? " float" : "")}, compression {Names.Compression(layout.Compression)}")),
            ("picture", Invariant($"{layout.DefaultCrop.Width} × {layout.DefaultCrop.Height} of the active {layout.ActiveArea.Width} × {layout.ActiveArea.Height}, orientation {dng.Orientation}")),
            ("levels", Invariant($"black {Some(dng.Levels.Black)}, white {Some(dng.Levels.White)}{(dng.Levels.Linearization is { } t ? $", table of {t.Length}" : "")}")),
            ("noise", dng.Noise is { } n ? string.Join("; ", n.Colours.Distinct().Select(l => Invariant($"S {l.Slope:G3}, O {l.Offset:G3}"))) : "not stated"),
            ("colour", Invariant($"{(dng.Profile.Calibrations.Length == 0 ? "no matrices" : "matrices for " + string.Join(", ", dng.Profile.Calibrations.Select(c => Names.Illuminant(c.Illuminant))))}; neutral {(dng.Colour.AsShotNeutral is { } w ? $"{w.X:0.000} {w.Y:0.000} {w.Z:0.000}" : dng.Colour.AsShotWhite is { } xy ? $"at xy {xy.X:0.0000} {xy.Y:0.0000}" : "not stated")}")),
            ("opcodes", OpcodeLine(dng)),
        };
        var table = Terminal.Table(Path.GetFileName(file)).AddColumns("", "the file says").HideHeaders();
        foreach (var (what, value) in rows.Where(row => row.Value.Length > 0))
        {
            table.AddRow(new Text(what, new Style(Color.Grey)), new Text(value));
        }

        table.AddEmptyRow();
        foreach (var stage in plan)
        {
            table.AddRow(new Text(stage.Stage, new Style(Color.Aqua)), new Text(stage.What));
        }

        Terminal.Write(table);
    }

    private static string Shot(ExifData exif)
    {
        var parts = new List<string>();
        if (exif.ExposureSeconds is { } t)
        {
            parts.Add(t is > 0 and < 0.4 ? Invariant($"1/{1 / t:0.#} s") : Invariant($"{t:0.##} s"));
        }

        if (exif.FNumber is { } f)
        {
            parts.Add(Invariant($"f/{f:0.##}"));
        }

        if (exif.Iso is { } iso)
        {
            parts.Add(Invariant($"ISO {iso:0}"));
        }

        if (exif.FocalLengthMm is { } length)
        {
            parts.Add(Invariant($"{length:0.##} mm"));
        }

        parts.AddRange(new[] { exif.LensModel, exif.DateTimeOriginal }.Where(s => s.Length > 0));
        return string.Join(", ", parts);
    }

    private static string OpcodeLine(DngMetadata dng)
    {
        var lists = new[] { (1, dng.OpcodeList1), (2, dng.OpcodeList2), (3, dng.OpcodeList3) };
        return string.Join("; ", lists.Where(l => l.Item2.Items.Length > 0).Select(l =>
            Invariant($"list {l.Item1}: ") + string.Join(", ", l.Item2.Items.GroupBy(OpcodeNames.Of).Select(g => g.Count() == 1 ? g.Key : Invariant($"{g.Count()} × {g.Key}")))));
    }

    private static string Some(IEnumerable<double> values)
    {
        var distinct = values.Distinct().ToList();
        return distinct.Count <= 4 ? string.Join(" ", distinct.Select(v => v.ToString("0.##", CultureInfo.InvariantCulture))) : Invariant($"{distinct.Min():0.##} to {distinct.Max():0.##}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
