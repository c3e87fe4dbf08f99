using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Measuring;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure distortion</c>: where a lens puts the points of a grid, and the warp that undoes it.</summary>
internal static class MeasureDistortionCommand
{
    private static readonly IReadOnlyList<string> _columns = ["figure", "value"];

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A flat grid of equal marks (dots, squares) over the whole field: a DNG, or a picture.", HelpName = "FILE" };
        var input = new InputFlags();
        var corrected = new Option<string?>("--dng") { Description = "Write a DNG again with the correction in opcode list 3 (WarpRectilinear), in the place of its own; its lateral colour stays.", HelpName = "FILE" };
        var into = new Option<string?>("--into") { Description = "Which DNG: a capture with the same camera and lens. Default: the grid.", HelpName = "DNG" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "distortion",
            "Measures distortion on a flat grid, its perspective fitted along, and writes it as a warp: any lens is calibrated so, adapted ones too.\n\n"
            + "Examples:\n  pentaprism measure distortion grid.dng --dng corrected.dng\n  pentaprism measure distortion grid.dng --into photo.dng --dng photo-straight.dng -o distortion.html")
        {
            file, corrected, into, output, overwrite, json,
        };
        input.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var path = parsed.GetValue(file)!;
            using var measured = input.Open(parsed, path, context).WithLuminance(context);
            var distortion = Of(path, measured, context);
            if (parsed.GetValue(corrected) is { } target)
            {
                CorrectedDng.Write(parsed.GetValue(into) ?? path, target, parsed.GetValue(overwrite), (measured.Width, measured.Height), dng => dng with { OpcodeList3 = WarpOpcodes.With(dng.OpcodeList3, distortion) }, context);
            }

            if (parsed.GetValue(output) is { } page)
            {
                Page(path, measured, distortion, context).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(Json(path, distortion));
            }
            else
            {
                Terminal.Write($"distortion, {distortion.Dots} marks", _columns, Rows(distortion));
                Console.Out.WriteLine(Verdict(distortion));
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static Distortion Of(string path, MeasuredFile file, ProcessingContext context)
    {
        using var grey = Grey(file, context);
        var scale = (double)file.Width / grey.Width;
        var dots = DotGrid.Find(grey, context);
        return Distortion.Of([.. dots.Select(dot => dot with { X = dot.X * scale, Y = dot.Y * scale })], file.Width, file.Height)
            ?? throw new ImageFileException(path, "", $"{dots.Length} marks of a grid were found; at least 12 equal ones over the field are needed, none of them touching another");
    }

    // Of a mosaic the means of its repeats: their colours do not matter to a grid without any.
    private static Plane<float> Grey(MeasuredFile file, ProcessingContext context)
    {
        var samples = file.Channels[0].Samples;
        var side = file.IsMosaic ? 2 : 1;
        var grey = context.Pool.Rent<float>(samples.Width / side, samples.Height / side);
        for (var y = 0; y < grey.Height; y++)
        {
            var target = grey.Row(y);
            target.Clear();
            for (var line = 0; line < side; line++)
            {
                var row = samples.Row((y * side) + line);
                for (var x = 0; x < target.Length * side; x++)
                {
                    target[x / side] += row[x] / (side * side);
                }
            }
        }

        return grey;
    }

    private static string Verdict(Distortion distortion) =>
        $"In the corner points lie {Figure.Fixed(100 * Math.Abs(distortion.At(1)), 2)} % too far {(distortion.At(1) < 0 ? "inside (barrel)" : "outside (pincushion)")}; a radial curve brings {distortion.Dots} marks from {Figure.Fixed(distortion.Before, 2)} to {Figure.Fixed(distortion.After, 2)} pixels of a flat grid.";

    private static IEnumerable<IReadOnlyList<string>> Rows(Distortion distortion) =>
    [
        ["k1", Figure.Fixed(distortion.K1, 6)],
        ["k2", Figure.Fixed(distortion.K2, 6)],
        ["k3", Figure.Fixed(distortion.K3, 6)],
        ["at 0.7 of the field, %", Figure.Fixed(100 * distortion.At(0.7), 3)],
        ["in the corner, %", Figure.Fixed(100 * distortion.At(1), 3)],
        ["outermost mark, of the field", Figure.Fixed(distortion.Reach, 2)],
        ["rms with perspective alone, px", Figure.Fixed(distortion.Before, 3)],
        ["rms with the curve, px", Figure.Fixed(distortion.After, 3)],
    ];

    private static JsonObject Json(string path, Distortion distortion) => new()
    {
        ["file"] = path,
        ["verdict"] = Verdict(distortion),
        ["marks"] = distortion.Dots,
        ["k1"] = distortion.K1,
        ["k2"] = distortion.K2,
        ["k3"] = distortion.K3,
        ["corner"] = distortion.At(1),
        ["reach"] = distortion.Reach,
        ["rmsBefore"] = distortion.Before,
        ["rmsAfter"] = distortion.After,
        ["definition"] = "real radius = r (1 + k1 r^2 + k2 r^4 + k3 r^6), r the undistorted radius from the middle of the picture, 1 in its corner; as WarpRectilinear: k0 = 1",
    };

    private static HtmlReport Page(string path, MeasuredFile file, Distortion distortion, ProcessingContext context)
    {
        var page = new HtmlReport($"Distortion of {Path.GetFileName(path)}", Verdict(distortion));
        page.Section("Over the field", "How much farther out points lie than they should.");
        page.Figures("wide", [(new LineChart(
            "Distortion over the field",
            new Axis("field, part of half the diagonal", 0, 1),
            new Axis("distortion, %"),
            [new Series("", [.. Enumerable.Range(0, 51).Select(i => (i / 50.0, 100 * distortion.At(i / 50.0)))], "c0")])
        { Width = 720, Height = 320 }.Draw(), "")]);
        page.Section("What is left", "Lines from the marks, a hundred times as long as what the curve leaves there.");
        var (svg, scale) = PictureMap.Begin(file, "Marks and what is left of them", context);
        foreach (var (x, y, dx, dy) in distortion.Left)
        {
            svg.Polyline([(x * scale, y * scale), ((x + (100 * dx)) * scale, (y + (100 * dy)) * scale)], "line c5");
        }

        page.Figures("wide", [(svg.End(), "")]);
        page.Section("Numbers");
        page.Table(_columns, Rows(distortion));
        page.Data(Json(path, distortion));
        return page;
    }
}
