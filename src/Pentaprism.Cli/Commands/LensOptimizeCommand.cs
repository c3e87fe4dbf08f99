using System.CommandLine;
using System.Text;
using System.Text.Json;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Lenses;
using Pentaprism.Files;
using Pentaprism.Optics;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens optimize</c>: a better lens next to a given one.</summary>
internal static class LensOptimizeCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The better lens: .lens.json or .zmx.", HelpName = "LENS", Required = true };
        var saveDesign = new Option<string?>("--save-design") { Description = "Write the lens with the design problem that was used, to edit.", HelpName = "FILE" };
        var starts = new Option<int>("--starts") { Description = "Search globally: draw so many random lenses within the bounds of the variables.", HelpName = "N" };
        var hops = new Option<int>("--hops") { Description = "Search globally: shake the best lenses so many times.", HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "The same seed searches the same way. Default: 1.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var iterations = new Option<int>("--iterations") { Description = "Largest number of linearisations. Default: 500.", DefaultValueFactory = _ => new DesignOptions().Iterations, HelpName = "N" };
        var report = new Option<string?>("--report") { Description = "Write a report: one HTML page.", HelpName = "PAGE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var flags = new LensFlags();
        var command = new Command(
            "optimize",
            "Makes a lens better. What may change, what is wanted and what must hold stand in the member \"design\" of a lens.json; without it all curvatures, "
            + "terms of aspheres and gaps may change at the same focal length and length. An interrupt ends it early and keeps the best lens so far.\n\n"
            + "Examples:\n  pentaprism lens optimize triplet.zmx -o better.lens.json\n"
            + "  pentaprism lens optimize task.lens.json -o better.lens.json --hops 50 --report better.html");
        flags.AddTo(command, true);
        foreach (var option in (Option[])[output, saveDesign, iterations, starts, hops, seed, report, overwrite, json])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var input = flags.Read(parsed);
            var target = parsed.GetValue(output)!;
            if (Path.GetFullPath(target) == Path.GetFullPath(input.Path))
            {
                throw new UsageException("input and output are the same file; give the output another name");
            }

            AtomicFile.RequireFree(target, parsed.GetValue(overwrite));
            var task = TaskOf(input, flags.Library(parsed));
            var search = parsed.GetValue(starts) > 0 || parsed.GetValue(hops) > 0
                ? (task.Search ?? new SearchOptions()) with { Starts = parsed.GetValue(starts), Hops = parsed.GetValue(hops), Seed = parsed.GetValue(seed) }
                : task.Search;
            var run = Run(input.Path, task with { Search = search }, new DesignOptions { Iterations = Math.Max(1, parsed.GetValue(iterations)) }, cancellation);
            var export = LensFile.ToText(run.Size < 1 ? run.Result.Lens : run.Result.Lens with { Fields = input.Lens.Fields }, target);
            AtomicFile.Write(target, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(export.Text)));
            LensFlags.Tell(target, export.Notes);
            if (parsed.GetValue(saveDesign) is { } saved)
            {
                AtomicFile.Write(saved, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes((task with { Search = search }).ToText())));
            }

            if (parsed.GetValue(report) is { } page)
            {
                DesignReportPage.Of(input.Name, run).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Terminal.Write(DesignJson.Of(input, target, run));
            }
            else
            {
                Print(input, run);
            }

            if (run.Result.End == DescentEnd.Cancelled)
            {
                ProcessEdge.Complain($"interrupted; the best lens so far is {target}");
            }

            else if (run.Size < 1)
            {
                ProcessEdge.Complain($"the lens grew by {run.Size:P0} of the way only; {target} has the field and the aperture that it reached");
                return Task.FromResult(ProcessEdge.Failed);
            }

            return Task.FromResult(run.Result.End == DescentEnd.Cancelled ? ProcessEdge.Interrupted : 0);
        });
        return command;
    }

    // The problem of the file, with the fields and wavelengths of the command line; where there is none the standard one.
    private static DesignProblemFile TaskOf(LensInput input, GlassLibrary library)
    {
        if (!HasDesign(input.Path))
        {
            return new DesignProblemFile(input.Try(StandardProblem.Of), null);
        }

        var task = DesignProblemFile.Read(input.Path, library);
        return task with { Problem = task.Problem with { Start = input.Lens } };
    }

    private static bool HasDesign(string path)
    {
        if (!Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        using var file = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return file.RootElement.TryGetProperty("design", out _);
    }

    private static DesignRun Run(string path, DesignProblemFile task, DesignOptions options, CancellationToken cancellation)
    {
        using var line = new TerminalProgress(1);
        line.Begin(path);
        var history = new List<(int Iteration, double Merit)>();
        void Told(int step, double merit, string what)
        {
            history.Add((step, merit));
            line.Report($"{what}, merit {merit:G5}");
        }

        try
        {
            var (problem, size) = (task.Problem, 1.0);
            if (task.Growth is { } growth)
            {
                var steps = 0;
                var told = new Listener<GrowthProgress>(step => Told(++steps, step.Best.Score.ImageMerit, $"grown by {step.Size:P0}"));
                (problem, size, _) = Curriculum.Grow(task.Problem, growth, told, cancellation);
                history.Clear();
            }

            var result = task.Search is { } search && size == 1
                ? GlobalSearch.Run(
                    problem, search, new Listener<SearchProgress>(step => Told(step.Done, step.Best?.Score.ImageMerit ?? double.NaN, $"{step.Done} of {step.Total}")), cancellation)
                : DesignOptimiser.Improve(problem, options, new Listener<DesignProgress>(step => Told(step.Iteration, step.Merit, $"step {step.Iteration}")), cancellation);
            var posed = task.Problem with { Start = task.Problem.Start with { Fields = problem.Start.Fields, Aperture = problem.Start.Aperture } };
            return new DesignRun(posed, DesignOptimiser.Judge(posed), result, history) { Size = size };
        }
        catch (DesignException wrong)
        {
            throw new LensFileException(path, $"design.{wrong.Place}", wrong.Problem, wrong);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            throw new LensFileException(path, "", wrong.Message.Split(" (Parameter", 2)[0].ReplaceLineEndings(" "), wrong);
        }
    }

    private static void Print(LensInput input, DesignRun run)
    {
        foreach (var (title, columns, rows) in DesignTables.Of(input.Name, run))
        {
            Terminal.Write(title, columns, rows);
        }

        Console.Out.WriteLine(DesignTables.Ending(run));
    }

    // Told at once, on the thread that optimises.
    private sealed class Listener<T>(Action<T> listen) : IProgress<T>
    {
        public void Report(T value) => listen(value);
    }
}

/// <summary>An optimisation with its beginning and its course.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Start">How good the lens was.</param>
/// <param name="Result">What came of it.</param>
/// <param name="History">The merit after each step.</param>
internal sealed record DesignRun(DesignProblem Problem, DesignScore Start, DesignResult Result, IReadOnlyList<(int Iteration, double Merit)> History)
{
    /// <summary>Gets how far field and aperture grew: 1 for those of the problem.</summary>
    public double Size { get; init; } = 1;
}
