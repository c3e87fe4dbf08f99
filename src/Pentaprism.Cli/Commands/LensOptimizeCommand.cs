using System.CommandLine;
using System.Text;
using System.Text.Json;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports.Lenses;
using Pentaprism.Files;
using Pentaprism.Optics;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Optimisation;

namespace Pentaprism.Cli.Commands;

/// <summary><c>pentaprism lens optimize</c>: a better lens next to a given one.</summary>
internal static class LensOptimizeCommand
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The better lens: .lens.json or .zmx.", HelpName = "LENS", Required = true };
        var design = new Option<string?>("--design") { Description = "What may change, what is wanted and what must hold: a .design.json. Default: all curvatures, terms of aspheres and gaps, at the same focal length and length.", HelpName = "FILE" };
        var saveDesign = new Option<string?>("--save-design") { Description = "Write the design problem that was used, to edit.", HelpName = "FILE" };
        var iterations = new Option<int>("--iterations") { Description = "Largest number of linearisations. Default: 500.", DefaultValueFactory = _ => new DesignOptions().Iterations, HelpName = "N" };
        var report = new Option<string?>("--report") { Description = "Write a report: one HTML page.", HelpName = "PAGE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var flags = new LensFlags();
        var command = new Command(
            "optimize",
            "Makes a lens better by damped least squares. An interrupt ends it early and keeps the best lens so far.\n\n"
            + "Examples:\n  pentaprism lens optimize triplet.zmx -o better.lens.json\n"
            + "  pentaprism lens optimize start.lens.json --design task.design.json -o better.lens.json --report better.html");
        flags.AddTo(command, true);
        foreach (var option in (Option[])[output, design, saveDesign, iterations, report, overwrite, json])
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

            if (File.Exists(target) && !parsed.GetValue(overwrite))
            {
                throw new LensFileException(target, "", "exists already; give another name or --overwrite");
            }

            var designPath = parsed.GetValue(design);
            var problem = designPath is null ? input.Try(StandardProblem.Of) : DesignFile.Read(designPath, input.Lens);
            var run = Run(input, problem, designPath ?? input.Path, new DesignOptions { Iterations = Math.Max(1, parsed.GetValue(iterations)) }, cancellation);
            var export = LensFile.ToText(run.Result.Lens with { Fields = input.Lens.Fields }, target);
            AtomicFile.Write(target, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(export.Text)));
            LensFlags.Tell(target, export.Notes);
            if (parsed.GetValue(saveDesign) is { } saved)
            {
                AtomicFile.Write(saved, parsed.GetValue(overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(DesignFile.Write(problem))));
            }

            if (parsed.GetValue(report) is { } page)
            {
                DesignReportPage.Of(input.Name, run).Write(page, parsed.GetValue(overwrite));
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(DesignJson.Of(input, target, run).ToJsonString(_indented));
            }
            else
            {
                Print(input, run);
            }

            if (run.Result.End == DescentEnd.Cancelled)
            {
                ProcessEdge.Complain($"interrupted; the best lens so far is {target}");
            }

            return Task.FromResult(run.Result.End == DescentEnd.Cancelled ? ProcessEdge.Interrupted : 0);
        });
        return command;
    }

    private static DesignRun Run(LensInput input, DesignProblem problem, string place, DesignOptions options, CancellationToken cancellation)
    {
        using var line = new TerminalProgress(1);
        line.Begin(input.Path);
        var history = new List<(int Iteration, double Merit)>();
        try
        {
            var start = DesignOptimiser.Judge(problem);
            var progress = new DesignListener(step =>
            {
                history.Add((step.Iteration, step.Merit));
                line.Report($"step {step.Iteration}, merit {step.Merit:G5}");
            });
            return new DesignRun(problem, start, DesignOptimiser.Improve(problem, options, progress, cancellation), history);
        }
        catch (DesignException wrong)
        {
            throw new LensFileException(place, wrong.Place, wrong.Problem, wrong);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            throw new LensFileException(place, "", wrong.Message.Split(" (Parameter", 2)[0].ReplaceLineEndings(" "), wrong);
        }
    }

    private static void Print(LensInput input, DesignRun run)
    {
        foreach (var (title, columns, rows) in DesignTables.Of(input.Name, run))
        {
            var table = Terminal.Table(title, columns);
            foreach (var row in rows)
            {
                table.Row(row);
            }

            Terminal.Write(table);
        }

        Console.Out.WriteLine(DesignTables.Ending(run));
    }

    // Told at once, on the thread that optimises.
    private sealed class DesignListener(Action<DesignProgress> listen) : IProgress<DesignProgress>
    {
        public void Report(DesignProgress value) => listen(value);
    }
}

/// <summary>An optimisation with its beginning and its course.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Start">How good the lens was.</param>
/// <param name="Result">What came of it.</param>
/// <param name="History">The merit after each step.</param>
internal sealed record DesignRun(DesignProblem Problem, DesignScore Start, DesignResult Result, IReadOnlyList<(int Iteration, double Merit)> History);
