using Pentaprism.Cli.Commands;
using Pentaprism.Cli.Reports;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Optimisation;

namespace Pentaprism.Cli.Inspection;

/// <summary>An optimisation as rows of text, for the terminal and for the page alike.</summary>
internal static class DesignTables
{
    /// <summary>Gives all tables: title, headings, rows.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string>> Rows)> Of(string name, DesignRun run)
    {
        yield return (name, ["", "before", "after"], Comparison(run));
        if (!run.Result.Score.Broken.IsEmpty)
        {
            yield return ("limits that do not hold", ["limit", "is", "should be"], Broken(run.Result.Score));
        }
    }

    public static IEnumerable<IReadOnlyList<string>> Comparison(DesignRun run)
    {
        var (problem, result) = (run.Problem, run.Result);
        var unit = problem.Image.Measure == ImageMeasure.Spot ? "µm" : "waves";
        for (var i = 0; i < result.Score.FieldRms.Length; i++)
        {
            var field = LensTables.Field(problem.Start.Fields.Kind, problem.Start.Fields.Points[i]);
            yield return [$"RMS at {field}, {unit}", Figure.Of(run.Start.FieldRms[i], 4), Figure.Of(result.Score.FieldRms[i], 4)];
        }

        yield return [$"merit, {unit}²", Figure.Of(run.Start.ImageMerit, 4), Figure.Of(result.Score.ImageMerit, 4)];
        var (before, after) = (FirstOrderData.Of(problem.Start), FirstOrderData.Of(result.Lens));
        yield return ["focal length, mm", Figure.Of(before.Efl, 6), Figure.Of(after.Efl, 6)];
        yield return ["F-number", Figure.Of(before.FNumber, 4), Figure.Of(after.FNumber, 4)];
        yield return ["length, mm", Figure.Of(before.TotalTrack, 5), Figure.Of(after.TotalTrack, 5)];
        yield return ["rays that fail", $"{run.Start.FailedRays}", $"{result.Score.FailedRays}"];
        yield return ["limits broken", $"{run.Start.Broken.Length}", $"{result.Score.Broken.Length}"];
    }

    public static IEnumerable<IReadOnlyList<string>> Broken(DesignScore score) => score.Broken.Select(limit => (IReadOnlyList<string>)
    [
        limit.Where.Length > 0 ? $"{limit.What}, {limit.Where}" : limit.What,
        Figure.Of(limit.Value, 4),
        $"{(limit.IsBelow ? "at least" : "at most")} {Figure.Short(limit.Bound, 4)}",
    ]);

    /// <summary>Says how it ended.</summary>
    public static string Ending(DesignRun run) => $"{run.Problem.Variables.Length} variables, {run.Result.Iterations} steps; " + run.Result.End switch
    {
        DescentEnd.Converged => "the last steps gained next to nothing.",
        DescentEnd.NoBetterStep => "no step makes it better: a minimum.",
        DescentEnd.IterationLimit => "the number of steps was used up; more --iterations may make it better.",
        _ => "interrupted; this is the best so far.",
    };
}
