using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Measuring;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure lateral-colour</c>: where red and blue lie against green, and the correction.</summary>
internal static class MeasureLateralColourCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A chart of slanted edges over the whole field: a DNG, or a picture of three colours.", HelpName = "FILE" };
        var input = new InputFlags();
        var corrected = new Option<string?>("--dng") { Description = "Write the DNG again with the correction in opcode list 3 (WarpRectilinear), in the place of the lateral colour it had; its distortion stays.", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "lateral-colour",
            "Measures lateral colour: how far red and blue edges lie from green ones over the field.\n\nExample: pentaprism measure lateral-colour chart.dng --dng corrected.dng -o colour.html")
        {
            file, corrected, output, overwrite, json,
        };
        input.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var path = parsed.GetValue(file)!;
            using var measured = input.Open(parsed, path, context);
            if (measured.Channels.Count != 3)
            {
                throw new ImageFileException(path, "", "has no colours");
            }

            var survey = EdgeSurvey.Of(measured.Channels, measured.Channels, new EdgeSurveyOptions(), context);
            var colour = LateralColour.Of(survey, measured.Width, measured.Height)
                ?? throw new ImageFileException(path, "", $"{survey.Measured.Length / 3} edges could be measured in all colours; at least 8 over the field are needed");
            if (parsed.GetValue(corrected) is { } target)
            {
                CorrectedDng.Write(path, target, parsed.GetValue(overwrite), null, dng => dng with { OpcodeList3 = WarpOpcodes.With(dng.OpcodeList3, colour) }, context);
            }

            if (parsed.GetValue(output) is { } page)
            {
                Page(path, measured, colour).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(Json(path, colour));
            }
            else
            {
                Terminal.Write($"lateral colour, {colour.Edges} edges", ["colour", "at the corner, px", "rms across edges, px", "left by the curve, px"], Rows(colour));
                Console.Out.WriteLine(Verdict(colour));
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static string Verdict(LateralColour colour) =>
        $"At the corner red lies {Figure.Fixed(colour.Red.CornerPixels, 2)} and blue {Figure.Fixed(colour.Blue.CornerPixels, 2)} pixels outside of green; a radial curve brings the edges together to {Figure.Fixed(Math.Max(colour.Red.After, colour.Blue.After), 2)} pixels.";

    private static IEnumerable<IReadOnlyList<string>> Rows(LateralColour colour) => new[] { ("red", colour.Red), ("blue", colour.Blue) }.Select(pair => (IReadOnlyList<string>)
        [pair.Item1, Figure.Fixed(pair.Item2.CornerPixels, 3), Figure.Fixed(pair.Item2.Before, 3), Figure.Fixed(pair.Item2.After, 3)]);

    private static JsonObject Json(string path, LateralColour colour) => new()
    {
        ["file"] = path,
        ["verdict"] = Verdict(colour),
        ["edges"] = colour.Edges,
        ["red"] = Json(colour.Red),
        ["blue"] = Json(colour.Blue),
        ["definition"] = "shift away from the middle over half the diagonal: r (a0 + a1 r^2 + a2 r^4), r = 1 at the corner; as WarpRectilinear: k0 = 1 + a0, k1 = a1, k2 = a2",
    };

    private static JsonObject Json(RadialShift shift) => new()
    {
        ["a0"] = shift.A0,
        ["a1"] = shift.A1,
        ["a2"] = shift.A2,
        ["cornerPixels"] = shift.CornerPixels,
        ["rmsPixels"] = shift.Before,
        ["rmsLeftPixels"] = shift.After,
    };

    private static HtmlReport Page(string path, MeasuredFile file, LateralColour colour)
    {
        var page = new HtmlReport($"Lateral colour of {Path.GetFileName(path)}", Verdict(colour));
        page.Section("Over the field", $"Shift of red and blue against green away from the middle, {colour.Edges} edges; {file.Linearisation}. Dots are edges that lie across the radius, lines the radial curves.");
        var lines = new List<Series>();
        foreach (var (name, shift, style) in new[] { ("red", colour.Red, "c5"), ("blue", colour.Blue, "c0") })
        {
            lines.Add(new Series(name, [.. Enumerable.Range(0, 41).Select(i => (i / 40.0, colour.HalfDiagonal * shift.At(i / 40.0)))], style));
            lines.AddRange(shift.Points.Select(point => new Series("", [point], style) { HasMarks = true }));
        }

        page.Figures("wide", [(new LineChart("Shift over the field", new Axis("field, part of half the diagonal", 0, 1), new Axis("shift, pixels"), lines) { Width = 720, Height = 320 }.Draw(), "")]);
        page.Section("Numbers");
        page.Table(["colour", "at the corner, px", "rms across edges, px", "left by the curve, px"], Rows(colour));
        page.Data(Json(path, colour));
        return page;
    }
}
