using System.Text.Json.Nodes;
using Pentaprism.Cli.Commands;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;

namespace Pentaprism.Cli.Inspection;

/// <summary>A tolerance report as JSON for machines. Names are stable: scripts rely on them.</summary>
internal static class ToleranceJson
{
    public static JsonObject Of(LensInput input, ToleranceReport report) => new()
    {
        ["file"] = input.Path,
        ["tolerances"] = new JsonObject { ["name"] = report.Set.Name, ["source"] = report.Set.Source, ["count"] = report.Set.Tolerances.Length },
        ["trials"] = report.Options.Trials,
        ["seed"] = report.Options.Seed,
        ["polychromatic"] = report.Options.IsPolychromatic,
        ["definitions"] = new JsonObject
        {
            ["rms"] = "root mean square wavefront error, waves of the primary wavelength; piston and tilt removed, compensators set",
            ["mtf"] = "diffraction, cycles/mm; along (tangential) and across (sagittal) the field",
            ["percentile"] = "at least this percentage of the lenses is as good or better",
        },
        ["worstField"] = new JsonObject { ["rms"] = Values(report.WorstRms), ["mtf"] = Transfers(report.WorstMtf) },
        ["fields"] = new JsonArray([.. report.Fields.Select(field => Field(input.Lens.Fields.Kind, field))]),
        ["sensitivities"] = new JsonArray([.. report.Sensitivities.Select(one => Sensitivity(report, one))]),
        ["compensators"] = new JsonArray([.. report.Compensators.Select(travel => new JsonObject
        {
            ["name"] = travel.Name,
            ["unit"] = travel.Unit,
            ["mean"] = travel.Mean,
            ["standardDeviation"] = travel.StandardDeviation,
            ["largest"] = travel.Largest,
        })]),
        ["traced"] = report.Traced is { } traced ? Traced(traced) : null,
        ["notes"] = LensJson.Notes(input.Notes),
    };

    private static JsonObject Field(FieldKind kind, FieldTolerance field) => new()
    {
        [kind == FieldKind.Angle ? "angle" : "height"] = field.Field.Y,
        ["x"] = field.Field.X,
        ["rms"] = Values(field.Rms),
        ["tangential"] = Transfers(field.Tangential),
        ["sagittal"] = Transfers(field.Sagittal),
        ["directionMapFolded"] = field.IsApproximate,
    };

    private static JsonObject Sensitivity(ToleranceReport report, ToleranceSensitivity one) => new()
    {
        ["tolerance"] = one.Tolerance.Label,
        ["kind"] = LensJson.Named(one.Tolerance.Perturbation.Kind),
        ["surfaces"] = new JsonArray([.. one.Tolerance.Perturbation.Surfaces.Select(surface => JsonValue.Create(surface))]),
        ["limit"] = one.Tolerance.Limit,
        ["sharePercent"] = one.Share,
        ["rms"] = new JsonArray(one.RmsAtLimits.Low, one.RmsAtLimits.High),
        ["mtf"] = new JsonArray([.. one.MtfAtLimits.Select((mtf, k) => new JsonObject { ["frequency"] = report.WorstMtf[k].Frequency, ["values"] = new JsonArray(mtf.Low, mtf.High) })]),
    };

    private static JsonObject Traced(TracedComparison traced) => new()
    {
        ["lenses"] = traced.Traced.Sorted.Count,
        ["predicted"] = Values(traced.Predicted),
        ["rms"] = Values(traced.Traced),
        ["mtf"] = new JsonArray([.. traced.Mtf.Select(pair => new JsonObject
        {
            ["frequency"] = pair.Traced.Frequency,
            ["predicted"] = Values(pair.Predicted.Values),
            ["traced"] = Values(pair.Traced.Values),
        })]),
        ["largestDifference"] = traced.LargestDifference,
        ["lostRays"] = traced.LostRays,
    };

    private static JsonArray Transfers(IEnumerable<TransferTolerance> transfers) =>
        new([.. transfers.Select(mtf => new JsonObject { ["frequency"] = mtf.Frequency, ["mtf"] = Values(mtf.Values) })]);

    private static JsonObject Values(TrialValues values) => new()
    {
        ["drawing"] = values.Nominal,
        ["mean"] = values.Mean,
        ["percentiles"] = new JsonObject(ToleranceTables.Percents.Select(percent => KeyValuePair.Create<string, JsonNode?>($"{percent:0}", JsonValue.Create(values.ReachedBy(percent))))),
    };
}
