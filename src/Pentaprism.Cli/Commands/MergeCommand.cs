using System.CommandLine;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism merge</c>: the frames of a burst in, one DNG out, for other programs to develop.</summary>
internal static class MergeCommand
{
    private const string DefaultEnding = ".merged.dng";

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "The frames of a burst, or folders of bursts.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "The DNG, or a folder for several. Default: beside the first frame, as .merged.dng.", HelpName = "DNG" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a file that is there already." };
        var json = new Option<bool>("--json") { Description = "Print what was done, with the time of each stage, as JSON." };
        var linear = new Option<bool>("--linear") { Description = "Write a linear DNG, whose pixels have all their colours; --scale 2 does so anyhow." };
        var denoise = new Option<double?>("--denoise") { Description = "Strength of denoising of a linear DNG, 0 (off) to 4. Default: 1. A mosaic is not denoised.", HelpName = "X" };
        var recipe = new Option<string?>("--recipe") { Description = "Start from this recipe; flags override it.", HelpName = "FILE" };
        var threads = new Option<int>("--threads") { Description = "Threads to use. Default: one a processor. The file does not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var flags = new BurstFlags();
        var command = new Command(
            "merge",
            "Merges the frames of a burst into one DNG of 16 bits with less noise, for other programs to develop.\n\n"
            + "Examples:\n  pentaprism merge burst/*.dng -o merged.dng\n  pentaprism merge burst/*.dng -o large.dng --scale 2")
        {
            files, output, overwrite, json, linear, denoise, recipe, threads,
        };
        flags.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var workers = Math.Max(1, parsed.GetValue(threads));
            var chosen = Chosen(flags, parsed, parsed.GetValue(recipe), parsed.GetValue(denoise));
            var captures = Bursts(Captures.Of(
                parsed.GetValue(files)!,
                flags.IsOneBurst(parsed),
                flags.KeepsApart(parsed),
                parsed.GetValue(output),
                new ProcessingContext(new PlanePool(), workers, null, cancellation)));
            using var run = new CaptureRun(captures, parsed.GetValue(output), DefaultEnding, workers);
            var status = run.Each(
                (capture, merged, context) => Merge(capture, merged, parsed.GetValue(linear), parsed.GetValue(overwrite), chosen, context),
                parsed.GetValue(json),
                cancellation);
            return Task.FromResult(status);
        });
        return command;
    }

    // Among several captures those of one frame are no business of a merge; what cannot be read is, because nobody knows what it was.
    private static IReadOnlyList<Darkroom.Burst.Capture> Bursts(IReadOnlyList<Darkroom.Burst.Capture> captures)
    {
        var single = captures.Where(capture => capture.Frames.Count == 1 && capture.Frames[0].Shape.Length > 0).ToList();
        if (single.Count == 0 || captures.Count == 1)
        {
            return captures;
        }

        var (first, rest) = (Path.GetFileName(single[0].Frames[0].Path), single.Count == 1 ? " is" : $" and {single.Count - 1} more are");
        if (single.Count == captures.Count)
        {
            throw new ImageFileException(single[0].Frames[0].Path, "", $"and the other files are frames of no burst: there is nothing to merge; say --one-burst where they are frames of one");
        }

        ProcessEdge.Complain($"{first}{rest} in no burst and passed over");
        return [.. captures.Except(single)];
    }

    private static Recipe Chosen(BurstFlags flags, ParseResult parsed, string? path, double? denoise)
    {
        try
        {
            var recipe = flags.Apply(parsed, flags.ApplyMode(parsed, path is null ? new Recipe() : RecipeFile.Read(path)));
            return denoise is { } strength ? recipe with { Denoise = recipe.Denoise with { Luma = strength, Chroma = strength } } : recipe;
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new UsageException($"{problem.ActualValue ?? "a value"} is out of range: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static JsonObject Merge(Darkroom.Burst.Capture capture, string output, bool isLinear, bool overwrite, Recipe recipe, ProcessingContext context)
    {
        if (!Path.GetExtension(output).Equals(".dng", StringComparison.OrdinalIgnoreCase))
        {
            throw new ImageFileException(output, "", "a merged burst is a .dng; develop makes pictures");
        }

        CaptureFiles.RequireFree(capture.Frames.Select(frame => frame.Path), output, overwrite);
        string[] frames = [.. capture.Frames.Select(frame => frame.Path)];
        var merged = BurstDeveloper.Merge(frames, output, isLinear, overwrite, recipe, context, TimeProvider.System);
        BurstJson.Tell(merged.Report);
        var report = new JsonObject
        {
            ["file"] = frames[merged.Report.Reference - 1],
            ["merged"] = output,
            ["width"] = merged.Width,
            ["height"] = merged.Height,
            ["linear"] = merged.IsLinear,
            ["stages"] = new JsonArray([.. merged.Stages.Select(s => new JsonObject { ["stage"] = s.Stage, ["seconds"] = Math.Round(s.Seconds, 4) })]),
            ["peakPlaneMiB"] = Math.Round(context.Pool.PeakBytes / 1048576.0, 1),
        };
        BurstJson.AddTo(report, merged.Report);
        return report;
    }
}
