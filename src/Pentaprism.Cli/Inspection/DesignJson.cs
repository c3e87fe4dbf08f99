using System.Text.Json.Nodes;
using Pentaprism.Cli.Commands;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Optimisation;

namespace Pentaprism.Cli.Inspection;

/// <summary>An optimisation as JSON for machines. Names are stable: scripts rely on them.</summary>
internal static class DesignJson
{
    public static JsonObject Of(LensInput input, string written, DesignRun run)
    {
        var report = new JsonObject
        {
            ["file"] = input.Path,
            ["lens"] = written,
            ["variables"] = run.Problem.Variables.Length,
            ["iterations"] = run.Result.Iterations,
            ["end"] = LensJson.Named(run.Result.End),
            ["measure"] = run.Problem.Image.Measure == ImageMeasure.Spot ? "spot, µm" : "wavefront, waves",
            ["before"] = Score(run.Start),
            ["after"] = Score(run.Result.Score),
            ["history"] = new JsonArray([.. run.History.Select(step => new JsonObject { ["iteration"] = step.Iteration, ["merit"] = step.Merit })]),
            ["notes"] = LensJson.Notes(input.Notes),
        };
        LensJson.AddFirstOrder(report, FirstOrderData.Of(run.Result.Lens));
        return report;
    }

    private static JsonObject Score(DesignScore score) => new()
    {
        ["merit"] = score.ImageMerit,
        ["fieldRms"] = new JsonArray([.. score.FieldRms.Select(rms => JsonValue.Create(rms))]),
        ["failedRays"] = score.FailedRays,
        ["broken"] = new JsonArray([.. score.Broken.Select(limit => new JsonObject
        {
            ["what"] = limit.What,
            ["where"] = limit.Where,
            ["value"] = limit.Value,
            ["bound"] = limit.Bound,
            ["isBelow"] = limit.IsBelow,
        })]),
    };
}
