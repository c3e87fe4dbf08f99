using System.CommandLine;
using Pentaprism.Cli.Measuring;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure.Similarity;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure compare</c>: how much two pictures differ.</summary>
internal static class MeasureCompareCommand
{
    private const int LeastSide = 16;

    public static Command Create()
    {
        var reference = new Argument<string>("reference") { Description = "The picture to compare with: JPEG, PNG, TIFF, PGM, PPM.", HelpName = "A" };
        var picture = new Argument<string>("picture") { Description = "The picture that is compared.", HelpName = "B" };
        var register = new Option<bool>("--register") { Description = "Move, turn and scale B so that it lies on A first; B is interpolated." };
        var difference = new Option<string?>("--difference") { Description = "Write the difference picture (.png, .tif): ΔE2000 of each pixel, black 0, white 10 and more.", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "compare",
            "Measures how much two pictures differ: PSNR, SSIM, CIEDE2000.\n\nExample: pentaprism measure compare original.png developed.jpg --register -o difference.html")
        {
            reference, picture, register, difference, output, overwrite, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var (pathA, pathB) = (parsed.GetValue(reference)!, parsed.GetValue(picture)!);
            using var a = PictureReader.Read(pathA, context);
            using var b = PictureReader.Read(pathB, context);
            Require(a, b, pathA, pathB, parsed.GetValue(register));
            using var pair = parsed.GetValue(register)
                ? RegisteredPair.Of(a, b, context) ?? throw new ImageFileException(pathB, "", $"does not lie over {pathA}: no common part was found")
                : null;
            var (first, second) = pair is null ? (a, b) : (pair.Reference, pair.Picture);
            var report = new ComparisonReport(pathA, pathB, PictureComparison.Of(first, second, context), pair?.Registration, $"A {Colour(a)}, B {Colour(b)}");
            if (parsed.GetValue(difference) is { } map)
            {
                using var shown = ComparisonPage.Difference(first, second, context);
                PictureFile.Write(map, shown, new PictureMetadata(), new JpegOptions(), parsed.GetValue(overwrite), context);
            }

            if (parsed.GetValue(output) is { } page)
            {
                ComparisonPage.Of(report, first, second, context).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(report.Json());
            }
            else
            {
                Terminal.Write($"{Path.GetFileName(pathB)} against {Path.GetFileName(pathA)}", ["figure", "value"], report.Rows());
                Console.Out.WriteLine(report.Verdict());
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static void Require(PicturePlanes a, PicturePlanes b, string pathA, string pathB, bool isRegistered)
    {
        if (a.Planes.Count != b.Planes.Count)
        {
            throw new ImageFileException(pathB, "", $"has {b.Planes.Count} channels, {pathA} has {a.Planes.Count}");
        }

        if (!isRegistered && (a.Width != b.Width || a.Height != b.Height))
        {
            throw new ImageFileException(pathB, "", $"has {b.Width} × {b.Height} pixels, {pathA} has {a.Width} × {a.Height}; --register compares what they have in common");
        }

        if (Math.Min(Math.Min(a.Width, a.Height), Math.Min(b.Width, b.Height)) < LeastSide)
        {
            throw new ImageFileException(pathB, "", $"pictures below {LeastSide} × {LeastSide} pixels are not compared");
        }
    }

    private static string Colour(PicturePlanes picture) =>
        picture.Encoding.Space is { } space ? $"{space.Name} ({picture.Encoding.Source})" : $"taken as sRGB ({picture.Encoding.Source})";
}
