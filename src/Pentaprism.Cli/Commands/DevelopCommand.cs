using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism develop</c>: DNG in, picture out.</summary>
internal static class DevelopCommand
{
    private const string DefaultEnding = ".jpg";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "DNG files, or folders of them; each becomes one picture.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "The picture (.jpg, .png, .tif), or a folder for several. Default: beside the DNG, as .jpg.", HelpName = "PICTURE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a picture that is there already." };
        var json = new Option<bool>("--json") { Description = "Print what was done, with the time of each stage, as JSON." };
        var saveRecipe = new Option<string?>("--save-recipe") { Description = "Write the recipe that was used.", HelpName = "FILE" };
        var threads = new Option<int>("--threads") { Description = "Threads to use. Default: one a processor. The picture does not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var flags = new RecipeFlags();
        var command = new Command(
            "develop",
            "Develops DNG files into finished pictures, honouring everything the files say.\n\n"
            + "Examples:\n  pentaprism develop IMG_0042.dng -o photo.jpg\n  pentaprism develop IMG_0042.dng -o scene.tif --render scene --space rec2020\n"
            + "  pentaprism develop DCIM/ -o pictures/ --white-balance auto --exposure 0.5")
        {
            files, output, overwrite, json, saveRecipe, threads,
        };
        flags.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var captures = CaptureFiles.Expand(parsed.GetValue(files)!);
            var pictures = CaptureFiles.Outputs(captures, parsed.GetValue(output), DefaultEnding);
            var recipe = flags.Apply(parsed);
            if (parsed.GetValue(saveRecipe) is { } recipePath)
            {
                RecipeFile.Write(recipePath, recipe, parsed.GetValue(overwrite));
            }

            using var progress = new TerminalProgress(captures.Count);
            var workers = Math.Max(1, parsed.GetValue(threads));
            var reports = new JsonArray();
            var status = 0;
            for (var i = 0; i < captures.Count; i++)
            {
                progress.Begin(captures[i]);
                var context = new ProcessingContext(new PlanePool(), workers, progress, cancellation);
                try
                {
                    reports.Add(DevelopOne(captures[i], pictures[i], recipe, parsed.GetValue(overwrite), context));
                }
                catch (ImageFileException problem)
                {
                    ProcessEdge.Complain(problem.Message);
                    status = ProcessEdge.Failed;
                }
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine((captures.Count == 1 && reports.Count == 1 ? reports[0]! : reports).ToJsonString(Indented));
            }

            return Task.FromResult(status);
        });
        return command;
    }

    private static JsonObject DevelopOne(string capture, string picturePath, Recipe recipe, bool overwrite, ProcessingContext context)
    {
        var format = PictureFile.FormatOf(picturePath);
        if (!overwrite && File.Exists(picturePath))
        {
            throw new ImageFileException(picturePath, "", "exists already; give another name or --overwrite");
        }

        if (Path.GetFullPath(capture) == Path.GetFullPath(picturePath))
        {
            throw new ImageFileException(picturePath, "", "is the capture itself; give the picture another name");
        }

        using var reader = DngReader.Open(capture);
        var profile = recipe.Profile is { } path ? DcpFile.Read(path) : reader.Metadata.Profile;
        var suited = Suited(recipe, format);
        using var developed = Developer.Develop(reader, suited, profile, context, TimeProvider.System);
        var metadata = PictureDescription.Of(reader.Metadata, suited);
        context.Progress?.Report("write");
        PictureFile.Write(picturePath, developed.Picture, metadata, suited.Jpeg, overwrite, context);
        return Report(capture, picturePath, developed, context);
    }

    private static Recipe Suited(Recipe recipe, PictureFormat format)
    {
        try
        {
            return recipe.For(format);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message);
        }
    }

    private static JsonObject Report(string capture, string picture, DevelopedPicture developed, ProcessingContext context) => new()
    {
        ["file"] = capture,
        ["picture"] = picture,
        ["width"] = developed.Picture.Width,
        ["height"] = developed.Picture.Height,
        ["bits"] = developed.Picture.BitsPerSample,
        ["whiteBalance"] = new JsonObject
        {
            ["source"] = developed.White.Source.ToString(),
            ["neutral"] = new JsonArray(developed.White.Neutral.X, developed.White.Neutral.Y, developed.White.Neutral.Z),
            ["kelvin"] = developed.White.Temperature?.Kelvin,
            ["tint"] = developed.White.Temperature?.Tint,
            ["note"] = developed.White.Note,
        },
        ["stages"] = new JsonArray([.. developed.Stages.Select(s => new JsonObject { ["stage"] = s.Stage, ["seconds"] = Math.Round(s.Seconds, 4) })]),
        ["peakPlaneMiB"] = Math.Round(context.Pool.PeakBytes / 1048576.0, 1),
    };
}
