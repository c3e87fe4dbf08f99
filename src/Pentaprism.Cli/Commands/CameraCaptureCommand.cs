using System.CommandLine;
using System.Globalization;
using Pentaprism.Capture;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism camera capture</c>: photographs a scene with a described camera and writes DNG files.</summary>
internal static class CameraCaptureCommand
{
    private static readonly Option<string> _camera = new("--camera") { Description = CameraChoice.Help, HelpName = "CAMERA", Required = true };
    private static readonly Option<string> _scene = new("--scene") { Description = $"What is photographed: {string.Join(", ", SceneCatalogue.Names.Select(scene => scene.Name))}, or a picture (PNG, JPEG, TIFF).", HelpName = "SCENE", Required = true };
    private static readonly Option<string> _output = new("--output", "-o") { Description = "The folder of the frames.", HelpName = "DIR", Required = true };
    private static readonly Option<int> _frames = new("--frames") { Description = "How many frames. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> _size = new("--size") { Description = "full, or the middle of the sensor as 2048x1536; the scene fills it. Default: full.", DefaultValueFactory = _ => "full" };
    private static readonly Option<string?> _mode = new("--mode") { Description = "How the sensor is read: binned, full … Default: the first mode of the camera.", HelpName = "MODE" };
    private static readonly Option<string?> _light = new("--light") { Description = "The light: A, D65, FL11, LED-B3 …, daylight (D60) or a black body (2700K). Default: the scene's own, D65 for charts.", HelpName = "LIGHT" };
    private static readonly Option<double> _lux = new("--lux") { Description = "How much light falls on the scene, lux. Default: 500.", DefaultValueFactory = _ => 500 };
    private static readonly Option<string?> _exposure = new("--exposure") { Description = "Exposure time in seconds: 0.01 or 1/100. Default: automatic.", HelpName = "TIME" };
    private static readonly Option<double?> _iso = new("--iso") { Description = "ISO. Default: automatic.", HelpName = "ISO" };
    private static readonly Option<double> _compensation = new("--ev") { Description = "Exposure compensation of the automatic. Default: 0.", DefaultValueFactory = _ => 0 };
    private static readonly Option<double?> _focalLength = new("--focal-length") { Description = "Focal length of a zoom, mm. Default: the shortest.", HelpName = "MM" };
    private static readonly Option<string?> _focus = new("--focus") { Description = "What is sharp: a distance in metres, infinity, or all. Default: the subject of a scene in depth.", HelpName = "METRES" };
    private static readonly Option<bool> _still = new("--still") { Description = "Nothing moves by itself: walkers and cars stay away." };
    private static readonly Option<bool> _dualPixel = new("--dual-pixel") { Description = "Write also what the left and the right photodiodes of a dual-pixel sensor see, in the folder dual-pixel/." };
    private static readonly Option<double> _tremor = new("--tremor") { Description = "How much the hand shakes: 1 as usual, 0 for a tripod. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<ulong> _seed = new("--seed") { Description = "Makes captures differ. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> _noTruth = new("--no-truth") { Description = "Do not write the folder truth/." };
    private static readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that are there already." };
    private static readonly Option<bool> _json = new("--json") { Description = "Print all numbers of the capture as JSON." };
    private static readonly Option<int> _threads = new("--threads") { Description = "Threads to use. Default: one a processor. The files do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };

    public static Command Create()
    {
        var command = new Command(
            "capture",
            "Photographs a scene with a described camera, down to the photon, and writes DNG files that any raw developer opens.\n\n"
            + "Examples:\n  pentaprism camera capture --camera xiaomi-12s-ultra/main --scene colorchecker -o chart\n"
            + "  pentaprism camera capture --camera xiaomi-12s-ultra/main --scene dead-leaves --frames 8 --size 2048x1536 --lux 5 --seed 7 -o burst")
        {
            _camera, _scene, _output, _frames, _size, _mode, _light, _lux, _exposure, _iso, _compensation, _focalLength, _focus, _still, _dualPixel, _tremor, _seed, _noTruth, _overwrite, _json, _threads,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using var progress = new TerminalProgress(1);
            progress.Begin(parsed.GetValue(_output)!);
            var context = new ProcessingContext(new PlanePool(), Math.Max(1, parsed.GetValue(_threads)), progress, cancellation);
            Run(parsed, context);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(ParseResult parsed, ProcessingContext context)
    {
        var (module, camera) = CameraChoice.FindOne(parsed.GetValue(_camera)!);
        var scene = Scene(parsed.GetValue(_scene)!, parsed.GetValue(_seed), context);
        using var photo = scene as PhotoScene;
        if (parsed.GetValue(_dualPixel) && camera.Sensor.DualPixel is null)
        {
            throw new UsageException($"{module.Id}/{camera.Id} has one photodiode under a microlens: --dual-pixel is for sensors with two");
        }

        using var photograph = CaptureFlags.Usage(() => Photograph.Of(context, module, camera, scene, Options(parsed)));
        var report = CaptureFolder.Write(context, photograph, parsed.GetValue(_output)!, !parsed.GetValue(_noTruth), parsed.GetValue(_overwrite));
        if (parsed.GetValue(_dualPixel))
        {
            CaptureFolder.WritePairs(context, photograph, parsed.GetValue(_output)!, parsed.GetValue(_overwrite));
        }

        if (parsed.GetValue(_json))
        {
            Terminal.Write(report);
            return;
        }

        var reading = photograph.Reading;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{photograph.Options.Frames} × {photograph.Area.Width} × {photograph.Area.Height}, mode {reading.Mode.Name}, {Time(reading.ExposureSeconds)}, f/{photograph.Setting.FNumber:0.0#}, ISO {reading.Iso:0}, {Focused(photograph)}{reading.ElectronsToWhite:0} electrons to white, read noise {reading.ReadNoise:0.00} e⁻"));
    }

    private static string Focused(Photograph photograph) =>
        double.IsFinite(photograph.FocusMetres) ? string.Create(CultureInfo.InvariantCulture, $"focused at {photograph.FocusMetres:0.##} m, ") : "";

    private static IScene Scene(string name, ulong seed, ProcessingContext context) =>
        Path.GetExtension(name).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".TIF" or ".TIFF" or ".PPM" ? PhotoScene.Read(name, context) : CaptureFlags.Usage(() => SceneCatalogue.Make(name, seed));

    private static CaptureOptions Options(ParseResult parsed) => new()
    {
        Frames = parsed.GetValue(_frames),
        Size = CaptureFlags.Size(parsed.GetValue(_size)!),
        Mode = parsed.GetValue(_mode),
        FocalLength = parsed.GetValue(_focalLength),
        Light = parsed.GetValue(_light),
        Lux = parsed.GetValue(_lux),
        ExposureSeconds = parsed.GetValue(_exposure) is { } time ? Seconds(time) : null,
        Iso = parsed.GetValue(_iso),
        Compensation = parsed.GetValue(_compensation),
        DepthOfField = parsed.GetValue(_focus) != "all",
        FocusMetres = parsed.GetValue(_focus) is { } focus and not "all" ? Metres(focus) : null,
        Still = parsed.GetValue(_still),
        Tremor = parsed.GetValue(_tremor),
        Seed = parsed.GetValue(_seed),
    };

    private static double Seconds(string text)
    {
        var parts = text.Split('/');
        var numbers = parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        var seconds = numbers.Length == 2 ? numbers[0] / numbers[1] : numbers[0];
        return numbers.Length <= 2 && seconds is > 0 and <= 3600 ? seconds : throw new UsageException($"--exposure takes seconds such as 0.01 or 1/100; '{text}' is neither");
    }

    private static double Metres(string text) =>
        text == "infinity" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var metres) && metres > 0 && double.IsFinite(metres) ? metres
        : throw new UsageException($"--focus takes metres such as 1.5, infinity or all; '{text}' is none of them");

    private static string Time(double seconds) => seconds < 0.4 ? $"1/{1 / seconds:0} s" : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s");
}
