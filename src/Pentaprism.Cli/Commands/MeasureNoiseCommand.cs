using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Sensors;
using Pentaprism.Cli.Measuring;
using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure noise</c>: noise lines, ranges, fixed patterns and spectra, what a viewer sees of noise, and the noise numbers of camera files.</summary>
internal static class MeasureNoiseCommand
{
    private static readonly Argument<string[]> _files = new("files")
    {
        Description = "Two frames or more of one still scene with dark and bright parts, DNG or linear pictures; one finished picture with --area; the descriptor (.txt) of an EMVA 1288 series; "
            + "or with --write flats and frames of darkness (DNG), two or more of each light, ISO and exposure time.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> _area = new("--area") { Description = "An even area, X,Y,WIDTH,HEIGHT in pixels, or whole: its fixed pattern is taken apart into rows, columns and pixels; of a finished picture what a viewer sees is told too.", HelpName = "AREA" };
    private static readonly Option<double> _viewing = new("--viewing") { Description = "Viewing distance in picture heights, for the visual signal-to-noise ratio.", DefaultValueFactory = _ => 2, HelpName = "X" };
    private static readonly InputFlags _input = new();
    private static readonly Option<string?> _profile = new("--save-profile") { Description = "Write the noise lines as JSON.", HelpName = "FILE" };
    private static readonly Option<string?> _write = new("--write") { Description = "Fit the noise numbers of a camera file (*.camera.json) to the frames and write them into it, all else of the file stays: full well, read and row noise, dark current, DSNU, PRNU, bits, black.", HelpName = "FILE" };
    private static readonly Option<string?> _camera = new("--camera") { Description = "With --write: the camera that the numbers belong to. " + CameraChoice.Help + " Default: the first camera of the file that is written.", HelpName = "CAMERA" };
    private static readonly Option<string?> _mode = new("--mode") { Description = "With --write: the read mode of the frames. Default: the first of the camera.", HelpName = "MODE" };
    private static readonly Option<string?> _output = new("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
    private static readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that are there already." };
    private static readonly Option<bool> _json = new("--json") { Description = "Print JSON for machines." };

    public static Command Create()
    {
        var command = new Command(
            "noise",
            "Measures noise: its line over the signal for each channel, signal-to-noise ratios, dynamic range, fixed patterns, its spectrum, and what a viewer sees of it.\n\n"
            + "Examples:\n  pentaprism measure noise flat1.dng flat2.dng --save-profile noise.json -o noise.html\n  pentaprism measure noise photo.jpg --area 400,300,256,256\n"
            + "  pentaprism measure noise EMVA1288descriptor.txt --json\n  pentaprism measure noise flats/*.dng dark/*.dng --camera xiaomi-13/main --write mine.camera.json")
        {
            _files, _area, _viewing, _profile, _write, _camera, _mode, _output, _overwrite, _json,
        };
        _input.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            Run(parsed, ProcessingContext.Create() with { Cancellation = cancellation });
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(ParseResult parsed, ProcessingContext context)
    {
        var paths = parsed.GetValue(_files)!;
        var (page, replaces, isJson) = (parsed.GetValue(_output), parsed.GetValue(_overwrite), parsed.GetValue(_json));
        if (parsed.GetValue(_write) is { } target)
        {
            Write(paths, target, parsed, context);
            return;
        }

        if (paths is [var descriptor] && Path.GetExtension(descriptor).Equals(".txt", StringComparison.OrdinalIgnoreCase))
        {
            Emva(descriptor, page, replaces, isJson, context);
            return;
        }

        if (paths.Length < 2 && (parsed.GetValue(_area) is null || Path.GetExtension(paths[0]).Equals(".dng", StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException("noise is told from the scene by two frames of it: give two files or more, a finished picture with --area, or an EMVA 1288 descriptor (.txt)");
        }

        var viewing = parsed.GetValue(_viewing) is > 0 and var distance ? new ViewingCondition(distance) : throw new UsageException("--viewing takes a distance above 0, in picture heights");
        var report = NoiseMeasurement.Of(paths, path => _input.Open(parsed, path, context, false), parsed.GetValue(_area), viewing, context);
        if (report.Channels.All(channel => channel.Fit is null && channel.Spatial is null) && report.Visual is null)
        {
            throw new ImageFileException(paths[^1], "", paths.Length == 1
                ? "its area is smaller than a degree of the viewer's field: give a larger one, or a larger --viewing"
                : $"no noise line follows from it and {paths[0]}: fewer than 20 even tiles of 16 × 16 samples are unclipped and differ by noise alone");
        }

        if (parsed.GetValue(_profile) is { } profile)
        {
            AtomicFile.Write(profile, replaces, stream => stream.Write(Encoding.UTF8.GetBytes(report.Profile().ToJsonString(new() { WriteIndented = true }) + "\n")));
        }

        if (page is not null)
        {
            NoiseReportPage.Of(report).Write(page, replaces);
        }

        if (isJson)
        {
            Terminal.Write(report.Json());
            return;
        }

        if (paths.Length > 1)
        {
            Terminal.Write("noise lines and ranges, stops", NoiseReport.Columns, report.Rows());
        }

        if (report.Channels.Any(channel => channel.Spatial is not null))
        {
            Terminal.Write("fixed pattern", NoiseReport.SpatialColumns, report.SpatialRows());
        }

        if (report.Visual is not null)
        {
            Terminal.Write("as a viewer sees it", NoiseReport.VisualColumns, report.VisualRows());
        }

        Console.Out.WriteLine(report.Verdict());
    }

    // A camera file that is there already is changed in its place; one that is not begins as the camera that is named.
    private static void Write(string[] paths, string target, ParseResult parsed, ProcessingContext context)
    {
        var exists = File.Exists(target);
        if (!exists && parsed.GetValue(_camera) is null)
        {
            throw new UsageException($"--write {target}: there is no such file; name the camera that it begins with: --camera xiaomi-13/main");
        }

        var (module, camera, text) = CameraChoice.Source(parsed.GetValue(_camera) ?? target);
        if (exists && parsed.GetValue(_camera) is { } named)
        {
            (module, text) = (CameraFile.Read(target), File.ReadAllBytes(target));
            camera = module.Cameras.FirstOrDefault(one => one.Id == camera.Id) ?? throw new UsageException($"--camera {named}: {target} has no camera '{camera.Id}'");
        }

        var mode = CaptureFlags.Usage(() => SensorReading.ModeOf(camera.Sensor, parsed.GetValue(_mode)));
        var photosites = SensorReading.Of(camera.Sensor, mode, 0, 1).Photosites;
        var noise = SensorNoiseFiles.Read(CaptureFiles.Expand(paths), camera.Sensor.DarkCurrent.Value * photosites, context);
        var numbers = CameraNoise.Of(module, camera, mode, noise);
        var (sourced, key) = CameraFilePatch.WithSource(text, "measured", string.Create(
            CultureInfo.InvariantCulture,
            $"Measured by photon transfer (EMVA 1288) on {noise.Frames} raw frames at ISO {string.Join(", ", noise.Isos.Select(iso => iso.Iso.ToString("0", CultureInfo.InvariantCulture)))}, mode {mode.Name}."));
        var patched = CameraFilePatch.With(sourced, numbers.Select(number => (number.Place, new Figure(number.Value, number.Provenance, key))));
        _ = CameraFile.Parse(patched, target);
        AtomicFile.Write(target, exists || parsed.GetValue(_overwrite), stream => stream.Write(patched));
        if (parsed.GetValue(_json))
        {
            Terminal.Write(new JsonObject
            {
                ["isos"] = CameraNoise.Json(noise),
                ["file"] = target,
                ["numbers"] = new JsonArray([.. numbers.Select(number => new JsonObject { ["place"] = number.Place, ["value"] = number.Value, ["before"] = number.Before })]),
            });
            return;
        }

        Terminal.Write("photon transfer, electrons of a pixel", CameraNoise.Columns, CameraNoise.Rows(noise));
        Terminal.Write($"written into {target}", ["number", "is", "was"], numbers.Select(number => (IReadOnlyList<string>)
            [number.Place, number.Value.ToString(CultureInfo.InvariantCulture), number.Before.ToString(CultureInfo.InvariantCulture)]));
    }

    private static void Emva(string path, string? page, bool overwrite, bool json, ProcessingContext context)
    {
        var series = EmvaSeries.Read(path, context);
        EmvaReport report;
        try
        {
            report = new EmvaReport(path, series, PhotonTransfer.Of(series.Levels));
        }
        catch (ArgumentException problem)
        {
            throw new ImageFileException(path, "", problem.Message, problem);
        }

        if (page is not null)
        {
            report.Page().Write(page, overwrite);
        }

        if (json)
        {
            Terminal.Write(report.Json());
        }
        else
        {
            Terminal.Write("EMVA 1288", ["figure", "value"], report.Rows());
            Console.Out.WriteLine(report.Verdict());
        }
    }
}
