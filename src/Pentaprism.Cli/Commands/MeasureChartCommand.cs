using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Pentaprism.Cli.Measuring;
using Pentaprism.Files;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.Measure.Charts;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure chart</c>: how true colours are, and the camera profile that follows.</summary>
internal static class MeasureChartCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A DNG, a mosaic without a header, or a finished picture with a ColorChecker Classic in it.", HelpName = "FILE" };
        var corners = new Option<string?>("--corners") { Description = "Middles of dark skin, bluish green, black and white where the chart is not found: X,Y,X,Y,X,Y,X,Y in pixels.", HelpName = "LIST" };
        var input = new InputFlags();
        var profile = new Option<string?>("--profile") { Description = "Write a camera profile (.dcp): the matrix, and as a hue and saturation table what the root polynomial adds.", HelpName = "FILE" };
        var corrected = new Option<string?>("--dng") { Description = "Write the DNG again with this profile in the place of its own, and the white balance of the chart's greys.", HelpName = "FILE" };
        var model = new Option<string>("--camera") { Description = "The camera model the profile is made for, as DNG files name it.", DefaultValueFactory = _ => "Camera", HelpName = "NAME" };
        var light = new Option<string>("--light") { Description = "The light of the picture, for the profile: A, D50, D55, D65 or D75.", DefaultValueFactory = _ => "D50", HelpName = "NAME" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "chart",
            "Measures a ColorChecker: colour differences, white balance, tone; fits camera matrices and writes a profile.\n\n"
            + "Examples:\n  pentaprism measure chart chart.dng --profile camera.dcp --camera \"Maker Model\" --light D65 -o colours.html\n  pentaprism measure chart photo.jpg --corners 412,300,980,306,975,690,408,684 --json")
        {
            file, corners, profile, corrected, model, light, output, overwrite, json,
        };
        input.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var path = parsed.GetValue(file)!;
            var lights = Light(parsed.GetValue(light)!);
            using var measured = input.Open(parsed, path, context);
            if (measured.Channels.Count != 3)
            {
                throw new ImageFileException(path, "", "has no colours; a colour chart is measured in red, green and blue");
            }

            var chart = parsed.GetValue(corners) is { } list ? Corners(list) : ChartFinder.Find(measured.Channels, context)
                ?? throw new ImageFileException(path, "", "no ColorChecker was found (even regions on a lattice of 6 × 4 with its colours were searched, at five thresholds); name the middles of its corner patches with --corners");
            var patches = PatchReader.Read(measured.Channels, chart)
                ?? throw new ImageFileException(path, "", "a patch of the chart lies outside the picture or is smaller than a few pixels; check --corners");
            var report = new ChartReport(
                path, measured.Linearisation, chart, patches, ColourFit.Linear(patches), ColourFit.RootPolynomial(patches),
                measured.Space is { } space ? RenderedColours.Of(patches, space) : null);
            if (parsed.GetValue(profile) is not null || parsed.GetValue(corrected) is not null)
            {
                var fit = report.Matrix ?? throw new ImageFileException(path, "", "too many patches are clipped for a profile; expose less");
                var fitted = ChartProfile.Of(fit, report.RootPolynomial, parsed.GetValue(model)!, lights);
                if (parsed.GetValue(profile) is { } target)
                {
                    DcpFile.Write(target, parsed.GetValue(overwrite), fitted, parsed.GetValue(model)!);
                }

                if (parsed.GetValue(corrected) is { } dng)
                {
                    CorrectedDng.Write(path, dng, parsed.GetValue(overwrite), null, was => With(was, fitted, fit.Neutral), context);
                }
            }

            if (parsed.GetValue(output) is { } page)
            {
                ChartReportPage.Of(report, measured, context).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(report.Json());
            }
            else
            {
                Terminal.Write(Path.GetFileName(path), ChartReport.Columns, report.Rows());
                Console.Out.WriteLine(report.Verdict());
            }

            return Task.FromResult(0);
        });
        return command;
    }

    // The profile was fitted to the samples as they are: what the maker calibrated of this one camera is part of it, and the greys tell the white balance.
    private static DngMetadata With(DngMetadata dng, CameraProfile profile, Vector3d neutral) => dng with
    {
        Profile = profile,
        Colour = dng.Colour with { AnalogBalance = Vector3d.One, Calibration = [null, null, null], AsShotNeutral = neutral, AsShotWhite = null },
    };

    // Codes of EXIF's LightSource.
    private static (int Code, Chromaticity White) Light(string name) => name.ToUpperInvariant() switch
    {
        "A" => (17, new Chromaticity(0.44757, 0.40745)),
        "D50" => (23, Chromaticity.D50),
        "D55" => (20, new Chromaticity(0.33242, 0.34743)),
        "D65" => (21, Chromaticity.D65),
        "D75" => (22, new Chromaticity(0.29902, 0.31485)),
        _ => throw new UsageException($"--light {name}: A, D50, D55, D65 or D75 is expected"),
    };

    private static FoundChart Corners(string list)
    {
        var numbers = list.Split(',', StringSplitOptions.TrimEntries)
            .Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToImmutableArray();
        return numbers.Length == 8 && numbers.All(double.IsFinite)
            && FoundChart.OfCorners([(numbers[0], numbers[1]), (numbers[2], numbers[3]), (numbers[4], numbers[5]), (numbers[6], numbers[7])]) is { } chart
            ? chart
            : throw new UsageException($"--corners {list}: eight numbers are expected, X,Y of the middles of dark skin, bluish green, black and white");
    }
}
