using System.CommandLine;
using Pentaprism.Cli.Measuring;
using Pentaprism.Files;
using Pentaprism.Imaging;
using Pentaprism.Measure.Similarity;
using Pentaprism.Measure.Texture;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism measure texture</c>: how much fine texture of low contrast is kept.</summary>
internal static class MeasureTextureCommand
{
    private static readonly int[] _blocks = [16, 32, 64, 128, 256];

    public static Command Create()
    {
        var reference = new Argument<string>("reference") { Description = "The texture's original, such as the file of a dead leaves chart.", HelpName = "ORIGINAL" };
        var picture = new Argument<string>("picture") { Description = "The picture taken of it, cut to the texture.", HelpName = "PICTURE" };
        var register = new Option<bool>("--register") { Description = "Move, turn and scale the original so that it lies under the picture first; else both must lie within a pixel." };
        var block = new Option<int>("--block") { Description = "Side of the blocks: 16, 32, 64, 128 or 256. 128 suits captures almost without noise, 32 strong noise with strong blur.", DefaultValueFactory = _ => 64, HelpName = "N" };
        var transfer = TransferFlag.Create();
        var output = new Option<string?>("--output", "-o") { Description = "Write a report: one HTML page.", HelpName = "REPORT" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a report that is there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command(
            "texture",
            "Measures how much of a known texture is kept: the averaged cross-spectrum of the original and the picture. Grain that was added and noise do not count.\n\n"
            + "Example: pentaprism measure texture deadleaves.png capture.png --register -o texture.html")
        {
            reference, picture, register, block, transfer, output, overwrite, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var context = ProcessingContext.Create() with { Cancellation = cancellation };
            var side = _blocks.Contains(parsed.GetValue(block)) ? parsed.GetValue(block) : throw new UsageException($"--block takes {string.Join(", ", _blocks)}");
            using var original = MeasuredFile.Open(parsed.GetValue(reference)!, parsed.GetValue(transfer)!, context).WithLuminance(context);
            using var taken = MeasuredFile.Open(parsed.GetValue(picture)!, parsed.GetValue(transfer)!, context).WithLuminance(context);
            if (original.IsMosaic || taken.IsMosaic)
            {
                throw new ImageFileException(original.IsMosaic ? original.Path : taken.Path, "", "is a mosaic; texture is measured in developed pictures");
            }

            var result = Measure(original, taken, parsed.GetValue(register), side, context);
            if (parsed.GetValue(output) is { } page)
            {
                result.Page().Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(result.Json());
            }
            else
            {
                Terminal.Write("texture", ["figure", "value"], result.Rows());
                Console.Out.WriteLine(result.Verdict());
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static TextureReport Measure(MeasuredFile original, MeasuredFile taken, bool isRegistered, int side, ProcessingContext context)
    {
        var (reference, picture) = (original.Channels[0].Samples, taken.Channels[0].Samples);
        if (!isRegistered)
        {
            if (reference.Width != picture.Width || reference.Height != picture.Height)
            {
                throw new ImageFileException(taken.Path, "", $"has {picture.Width} × {picture.Height} pixels, the original {reference.Width} × {reference.Height}; --register lays it over the original");
            }

            return Report(reference, picture, null);
        }

        // The original is moved, not the picture: interpolation would take from what is measured.
        var registration = Registration.Find(picture, reference, context);
        var area = registration.Overlap(picture.Width, picture.Height, reference.Width, reference.Height);
        if (area.Width == 0)
        {
            throw new ImageFileException(taken.Path, "", "does not lie over the original; cut it to the texture");
        }

        using var moved = registration.Warp(reference, area, picture.Width, picture.Height, context);
        using var part = context.Pool.RentPart(picture, area);
        return Report(moved, part, registration);

        TextureReport Report(Plane<float> x, Plane<float> y, Registration? lay) => Math.Min(x.Width, x.Height) >= 2 * side
            ? new TextureReport(original.Path, taken.Path, taken.Linearisation, side, taken.Height, lay, CrossSpectrum.Of(x, y, side, context))
            : throw new ImageFileException(taken.Path, "", $"{x.Width} × {x.Height} pixels are too few for blocks of {side}; at least {2 * side} are needed on each side");
    }
}
