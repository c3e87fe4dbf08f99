using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Capture;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Colour;
using Pentaprism.Capture.Spectra;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism camera profile</c>: a colour profile from the sensitivities of a sensor.</summary>
internal static class CameraProfileCommand
{
    // Codes of EXIF's LightSource.
    private static readonly Dictionary<string, int> _codes = new(StringComparer.OrdinalIgnoreCase) { ["A"] = 17, ["D50"] = 23, ["D55"] = 20, ["D65"] = 21, ["D75"] = 22 };

    public static Command Create()
    {
        var camera = new Argument<string>("camera") { Description = CameraChoice.Help + " Or sensitivities as JSON of rawtoaces.", HelpName = "CAMERA" };
        var surfaces = new Option<string?>("--surfaces") { Description = "Reflectances to fit to, as JSON of rawtoaces. Default: the 24 patches of a ColorChecker.", HelpName = "FILE" };
        var lights = new Option<string>("--lights") { Description = "One to three lights: A, D50, D55, D65, D75, FL11, 2700K …", HelpName = "LIST", DefaultValueFactory = _ => "A,D65" };
        var model = new Option<string?>("--camera") { Description = "The camera model the profile is made for, as DNG files name it. Default: the name of the camera.", HelpName = "NAME" };
        var output = new Option<string?>("--output", "-o") { Description = "Write the profile (.dcp).", HelpName = "FILE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "profile",
            "Fits a colour profile to the sensitivities of a sensor: matrices, and as a hue and saturation table what a root polynomial adds to them.\n"
            + "Tells the CIEDE2000 of surfaces that the fit has not seen (five folds).\n\n"
            + "Examples:\n  pentaprism camera profile xiaomi-12s-ultra/main -o main.dcp\n  pentaprism camera profile nikon_d700_380_780_5.json --surfaces training_spectral.json --json")
        {
            camera, surfaces, lights, model, output, overwrite, json,
        };
        command.SetAction(parsed =>
        {
            var (name, eye) = Eye(parsed.GetValue(camera)!);
            var reflectances = parsed.GetValue(surfaces) is { } file ? Surfaces(file) : SensorProfile.ColorChecker;
            string[] names = parsed.GetValue(lights)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (names.Length is < 1 or > 3)
            {
                throw new UsageException($"--lights {parsed.GetValue(lights)}: a profile holds one to three lights, such as A,D65");
            }

            SensorProfile[] fits = [.. names.Select(light => SensorProfile.Of(eye, LightOf(light), reflectances))];
            if (parsed.GetValue(output) is { } target)
            {
                var profile = new CameraProfile
                {
                    Name = $"{name}, from sensitivities",
                    Calibrations = [.. fits.Select(fit => fit.Calibration(_codes.GetValueOrDefault(fit.Light.Name, 255)))],
                };
                DcpFile.Write(target, parsed.GetValue(overwrite), profile, parsed.GetValue(model) ?? name);
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(new JsonObject
                {
                    ["camera"] = name,
                    ["method"] = $"CIEDE2000 of {reflectances.Count} surfaces, five folds, white exact",
                    ["lights"] = new JsonArray([.. fits.Select(fit => new JsonObject
                    {
                        ["light"] = fit.Light.Name,
                        ["matrix"] = Figures(fit.MatrixDifferences),
                        ["rootPolynomial"] = Figures(fit.RootDifferences),
                    })]),
                });
            }
            else
            {
                Terminal.Write(
                    $"{name}: CIEDE2000 of {reflectances.Count} surfaces, five folds",
                    ["light", "matrix mean", "95 %", "root polynomial mean", "95 %"],
                    fits.Select(fit => (IReadOnlyList<string>)
                    [
                        fit.Light.Name,
                        .. new[] { fit.MatrixDifferences.Average(), Percentile95(fit.MatrixDifferences), fit.RootDifferences.Average(), Percentile95(fit.RootDifferences) }
                            .Select(value => value.ToString("F2", CultureInfo.InvariantCulture)),
                    ]));
            }
        });
        return command;
    }

    private static (string Name, SpectralEye Eye) Eye(string camera)
    {
        if (camera.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !camera.EndsWith(CameraFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            var curves = SpectralFile.Read(camera);
            return curves is [var red, var green, var blue]
                ? (Path.GetFileNameWithoutExtension(camera), SpectralEye.OfCurves(red, green, blue))
                : throw new CameraFileException(camera, "spectral_data.data.main", $"holds {curves.Count} curves; red, green and blue are expected");
        }

        var (module, one) = CameraChoice.FindOne(camera);
        return one.Sensor.Filters.IsMonochrome
            ? throw new UsageException($"{camera} has no colours, so it needs no colour profile")
            : ($"{module.Name} {one.Name}", SpectralEye.Of(one.Sensor));
    }

    private static IReadOnlyList<Spectrum> Surfaces(string file)
    {
        var spectra = SpectralFile.Read(file);
        return spectra.Count >= 10 ? spectra : throw new CameraFileException(file, "spectral_data.data.main", $"holds {spectra.Count} surfaces; ten or more are needed");
    }

    private static Light LightOf(string name)
    {
        try
        {
            return Light.Of(name);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException($"--lights {name}: {problem.Message}");
        }
    }

    private static JsonObject Figures(ImmutableArray<double> differences) => new()
    {
        ["mean"] = differences.Average(),
        ["percentile95"] = Percentile95(differences),
        ["largest"] = differences.Max(),
    };

    private static double Percentile95(ImmutableArray<double> differences)
    {
        var sorted = differences.Sort();
        var at = 0.95 * (sorted.Length - 1);
        var low = (int)at;
        return double.Lerp(sorted[low], sorted[Math.Min(low + 1, sorted.Length - 1)], at - low);
    }
}
