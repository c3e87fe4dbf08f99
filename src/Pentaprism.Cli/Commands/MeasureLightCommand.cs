using System.CommandLine;
using System.Text.Json;
using Pentaprism.Cli.Measuring;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure light</c>: how well automatic white balance finds a light that is known.</summary>
internal static class MeasureLightCommand
{
    private const string TruthName = "illuminant_color_raw";

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "DNG files, whose recorded white balance is taken for the truth; or linear pictures in camera colour, each with a file NAME_metadata.json beside it. Folders stand for what is in them.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "light",
            "Measures automatic white balance: the angle between the camera colour of the light that it finds and the true one.\n\n"
            + $"The file beside a picture holds the camera colour of its light: {{ \"{TruthName}\": [0.52, 0.74, 0.42] }}.\n\n"
            + "Examples:\n  pentaprism measure light captures/\n  pentaprism measure light chart-a.png chart-d65.png --json")
        {
            files, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var report = new LightReport([.. parsed.GetValue(files)!.SelectMany(Expand).Select(path => Estimate(path, context))]);
            if (parsed.GetValue(json))
            {
                Terminal.Write(report.Json());
            }
            else
            {
                Terminal.Write("light found in pictures", LightReport.Columns, report.Rows());
                Terminal.Write("error, degrees", LightReport.SummaryColumns, [report.Summary()]);
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static string[] Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] found = [.. Directory.EnumerateFiles(path).Where(file => IsRaw(file) || File.Exists(TruthPath(file))).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new ImageFileException(path, "", "holds no DNG and no picture with a file NAME_metadata.json beside it");
    }

    private static bool IsRaw(string path) => Path.GetExtension(path).Equals(".dng", StringComparison.OrdinalIgnoreCase);

    private static LightEstimate Estimate(string path, ProcessingContext context)
    {
        var options = new WhiteBalanceOptions { Mode = WhiteBalanceMode.Automatic };
        return IsRaw(path) ? OfRaw(path, options, context) : OfPicture(path, context);
    }

    private static LightEstimate OfRaw(string path, WhiteBalanceOptions options, ProcessingContext context)
    {
        using var reader = DngReader.Open(path);
        var metadata = reader.Metadata;
        if (metadata.Colour.AsShotNeutral is null && metadata.Colour.AsShotWhite is null)
        {
            throw new ImageFileException(path, "AsShotNeutral", "is missing, so that the true light is not known");
        }

        using var pixels = reader.ReadPixels(context);
        WhiteBalanceSolution Find(WhiteBalanceOptions asked)
        {
            if (metadata.Layout.Planes == 1)
            {
                using var mosaic = Lineariser.ToMosaic(metadata, pixels, new LineariseOptions(), context);
                return WhiteBalanceSolver.Solve(asked, metadata, metadata.Profile, mosaic, context);
            }

            using var image = Lineariser.ToCameraImage(metadata, pixels, new LineariseOptions(), context);
            return WhiteBalanceSolver.Solve(asked, metadata, metadata.Profile, image, context);
        }

        return new LightEstimate(path, Find(new WhiteBalanceOptions()).Neutral, Find(options).Neutral);
    }

    private static LightEstimate OfPicture(string path, ProcessingContext context)
    {
        var truth = Truth(TruthPath(path));
        using var picture = PictureReader.Read(path, context);
        if (picture.Planes.Count != 3)
        {
            throw new ImageFileException(path, "", "has no colours");
        }

        var planes = new RgbPlanes(picture.Planes[0], picture.Planes[1], picture.Planes[2]);
        return new LightEstimate(path, truth, WhiteBalanceSolver.Estimate(new CameraProfile(), planes, context).Neutral);
    }

    private static string TruthPath(string path) => Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "_metadata.json");

    private static Vector3d Truth(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            double[] colour = [.. json.RootElement.GetProperty(TruthName).EnumerateArray().Select(number => number.GetDouble())];
            return colour is [> 0, > 0, > 0] ? new Vector3d(colour[0], colour[1], colour[2]) : throw new ImageFileException(path, TruthName, "is not three numbers above 0");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ImageFileException(path, TruthName, "is not three numbers above 0", problem);
        }
    }
}
