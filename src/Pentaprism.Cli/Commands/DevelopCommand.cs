using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Modes;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.UltraHdr;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism develop</c>: DNG in, picture out.</summary>
internal static class DevelopCommand
{
    private const string DefaultEnding = ".jpg";

    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "DNG files, or folders of them. Frames of one burst or bracket (also JPEG) become one picture, other files one each.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output", "-o") { Description = "The picture (.jpg, .png, .tif, .avif, .heic, .jxl), a linear DNG (.dng), or a folder for several. Default: beside the DNG, as .jpg.", HelpName = "PICTURE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a picture that is there already." };
        var json = new Option<bool>("--json") { Description = "Print what was done, with the time of each stage, as JSON." };
        var saveRecipe = new Option<string?>("--save-recipe") { Description = "Write the recipe that was used.", HelpName = "FILE" };
        var threads = new Option<int>("--threads") { Description = "Threads to use. Default: one a processor. The picture does not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var maps = new Option<string?>("--maps") { Description = "Write maps of each burst into this folder: motion, robustness, frames, clipped.", HelpName = "DIR" };
        var compare = new Option<bool>("--compare")
        {
            Description = "Write a page beside each picture (photo.compare.html) that lays it over its reference frame alone, developed plainly: snapshot, natural look, the same white balance.",
        };
        var burstFlags = new BurstFlags();
        var flags = new RecipeFlags(burstFlags);
        var command = new Command(
            "develop",
            "Develops DNG files into finished pictures, honouring everything the files say.\n\n"
            + "Examples:\n  pentaprism develop IMG_0042.dng -o photo.jpg\n  pentaprism develop burst/*.dng -o photo.jpg\n"
            + "  pentaprism develop IMG_0042.dng -o photo.jpg --hdr --space p3\n"
            + "  pentaprism develop IMG_0042.dng -o scene.tif --render scene --space rec2020\n"
            + "  pentaprism develop burst/*.dng -o photo.jpg --look authentic --compare\n"
            + "  pentaprism develop DCIM/ -o pictures/ --white-balance auto --exposure 0.5")
        {
            files, output, overwrite, json, saveRecipe, maps, compare, threads,
        };
        burstFlags.AddTo(command);
        flags.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var workers = Math.Max(1, parsed.GetValue(threads));
            var recipe = flags.Apply(parsed);
            if (parsed.GetValue(compare))
            {
                Comparison.RequireShowable(recipe);
            }

            var inputs = new RecipeInputs(recipe);
            var captures = Captures.Of(
                parsed.GetValue(files)!,
                burstFlags.IsOneBurst(parsed),
                burstFlags.KeepsApart(parsed),
                parsed.GetValue(output),
                new ProcessingContext(new PlanePool(), workers, null, cancellation));
            using var run = new CaptureRun(captures, parsed.GetValue(output), DefaultEnding, workers);
            if (parsed.GetValue(saveRecipe) is { } recipePath)
            {
                RecipeFile.Write(recipePath, recipe, parsed.GetValue(overwrite));
            }

            var status = run.Each(
                (capture, picture, context) =>
                {
                    var report = Develop(capture, picture, parsed.GetValue(maps), parsed.GetValue(compare), recipe, inputs, parsed.GetValue(overwrite), context);
                    if (report["whiteBalance"]?["note"] is { } note)
                    {
                        ProcessEdge.Complain($"{Path.GetFileName(picture)}: {note}");
                    }

                    if (burstFlags.NamesAuto(parsed) && report["choice"] is { } choice)
                    {
                        ProcessEdge.Complain($"{Path.GetFileName(picture)}: auto chose {choice["mode"]}, {choice["reason"]}");
                    }

                    return report;
                },
                parsed.GetValue(json),
                cancellation);
            return Task.FromResult(status);
        });
        return command;
    }

    private static JsonObject Develop(Darkroom.Burst.Capture capture, string picturePath, string? maps, bool compares, Recipe recipe, RecipeInputs inputs, bool overwrite, ProcessingContext context)
    {
        CaptureFiles.RequireFree(capture.Frames.Select(frame => frame.Path), picturePath, overwrite);
        var suited = Suited(recipe, picturePath);
        if (compares && suited.Render == Rendering.Linear)
        {
            throw new UsageException("--compare shows finished pictures: a linear DNG is none");
        }

        var comparison = compares ? new Comparison(picturePath, suited, context) : null;
        if (comparison is not null)
        {
            CaptureFiles.RequireFree([], comparison.Page, overwrite);
        }

        var report = capture.Frames.Count == 1
            ? DevelopFrame(capture.Frames[0].Path, picturePath, comparison, recipe, inputs, overwrite, context)
            : DevelopBurst(capture, picturePath, maps, comparison, recipe, inputs, overwrite, context);
        if (comparison is not null)
        {
            comparison.Write((string)report["file"]!, overwrite);
            report["compare"] = comparison.Page;
        }

        return report;
    }

    private static JsonObject DevelopFrame(string capture, string picturePath, Comparison? comparison, Recipe recipe, RecipeInputs inputs, bool overwrite, ProcessingContext context)
    {
        using var reader = DngReader.Open(capture);
        using var developed = Developer.Develop(reader, Suited(recipe, picturePath), inputs.Profile ?? reader.Metadata.Profile, context, TimeProvider.System, inputs.Table);
        Write(picturePath, developed, reader.Metadata, recipe, overwrite, context);
        comparison?.Take(developed.Picture, reader.Metadata, 1, 1, developed.Choice);
        if (developed.Sensor is { } sensor && recipe.Remosaic.Mode == SensorMode.Auto)
        {
            ProcessEdge.Complain($"{Path.GetFileName(capture)}: {sensor}");
        }

        return Report(capture, picturePath, developed, context);
    }

    private static JsonObject DevelopBurst(Darkroom.Burst.Capture capture, string picturePath, string? maps, Comparison? comparison, Recipe recipe, RecipeInputs inputs, bool overwrite, ProcessingContext context)
    {
        var target = maps is null ? null : new BurstMapTarget(maps, Path.GetFileNameWithoutExtension(picturePath), overwrite);
        string[] frames = [.. capture.Frames.Select(frame => frame.Path)];
        using var developed = BurstDeveloper.Develop(frames, Suited(recipe, picturePath), inputs.Profile, context, TimeProvider.System, target, inputs.Table);
        Write(picturePath, developed.Picture, developed.Metadata, recipe, overwrite, context);
        comparison?.Take(developed.Picture.Picture, developed.Metadata, developed.Report.Frames.Count(frame => frame.IsUsed), developed.Report.Scale, developed.Report.Choice ?? developed.Picture.Choice);
        BurstJson.Tell(developed.Report);
        var report = Report(capture.Frames[developed.Report.Reference - 1].Path, picturePath, developed.Picture, context);
        BurstJson.AddTo(report, developed.Report);
        report["choice"] = Choice(developed.Report.Choice ?? developed.Picture.Choice);
        return report;
    }

    private static void Write(string path, DevelopedPicture developed, DngMetadata dng, Recipe recipe, bool overwrite, ProcessingContext context)
    {
        context.Progress?.Report("write");

        // The recipe as it was asked for: what this format settled, another one settles anew when the picture is reproduced.
        var description = PictureDescription.Of(dng, recipe);
        if (developed.Linear is { } linear)
        {
            LinearDngFile.Write(path, developed.Picture, linear, description, overwrite, context);
        }
        else if (developed.GainMap is { } map)
        {
            AtomicFile.Write(path, overwrite, stream => UltraHdrWriter.Write(stream, developed.Picture, map, recipe.Jpeg, recipe.Hdr.MapQuality, description, context));
        }
        else
        {
            PictureFile.Write(path, developed.Picture, description, recipe.Jpeg, overwrite, context);
        }
    }

    private static JsonObject? Choice(ModeChoice? choice) =>
        choice is null ? null : new JsonObject { ["mode"] = choice.Mode.ToString().ToLowerInvariant(), ["reason"] = choice.Reason };

    private static Recipe Suited(Recipe recipe, string picturePath)
    {
        var isDng = Path.GetExtension(picturePath).Equals(".dng", StringComparison.OrdinalIgnoreCase);
        try
        {
            return isDng ? recipe.ForDng() : recipe.For(PictureFile.RequireFormatOf(picturePath));
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
        ["width"] = developed.Linear?.Metadata.Layout.Width ?? developed.Picture.Width,
        ["height"] = developed.Linear?.Metadata.Layout.Height ?? developed.Picture.Height,
        ["bits"] = developed.Linear is null ? developed.Picture.BitsPerSample : 16,
        ["whiteBalance"] = new JsonObject
        {
            ["source"] = developed.White.Source.ToString(),
            ["neutral"] = new JsonArray(developed.White.Neutral.X, developed.White.Neutral.Y, developed.White.Neutral.Z),
            ["kelvin"] = developed.White.Temperature?.Kelvin,
            ["tint"] = developed.White.Temperature?.Tint,
            ["note"] = developed.White.Note,
        },
        ["choice"] = Choice(developed.Choice),
        ["gainMap"] = developed.GainMap is { } map ? GainMapReport.ToJson(map.Metadata, map.Picture.Width, map.Picture.Height, map.Picture.Channels) : null,
        ["sensor"] = developed.Sensor,
        ["stages"] = new JsonArray([.. developed.Stages.Select(s => new JsonObject { ["stage"] = s.Stage, ["seconds"] = Math.Round(s.Seconds, 4) })]),
        ["peakPlaneMiB"] = Math.Round(context.Pool.PeakBytes / 1048576.0, 1),
    };
}
