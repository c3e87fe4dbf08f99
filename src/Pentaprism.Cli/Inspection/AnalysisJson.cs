using System.Text.Json.Nodes;
using Pentaprism.Cli.Commands;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Cli.Inspection;

/// <summary>The analysis of a lens as JSON for machines. Names are stable: scripts rely on them.</summary>
internal static class AnalysisJson
{
    public static JsonObject Of(LensInput input, LensAnalysis analysis)
    {
        var lens = analysis.Lens;
        var report = new JsonObject { ["file"] = input.Path, ["name"] = lens.Name, ["wavelength"] = lens.PrimaryNanometres };
        LensJson.AddFirstOrder(report, analysis.FirstOrder);
        report["seidel"] = Seidel(analysis.Seidel);
        report["fields"] = new JsonArray([.. analysis.Fields.Select(field => Field(lens.Fields.Kind, field))]);
        report["definitions"] = new JsonObject
        {
            ["seidel"] = "Welford, mm of path at the rim of the pupil; colour from the first to the last wavelength",
            ["spotRms"] = "µm about the centroid, exact average over the clear pupil, primary wavelength",
            ["opdRms"] = "waves at the primary wavelength, piston removed, on the sphere about the image of the chief ray through the centre of the paraxial exit pupil",
            ["distortion"] = lens.IsObjectAtInfinity ? "percent against f tan(field), real chief ray" : "percent against the paraxial image",
            ["relativeIllumination"] = "of the axis, for a uniform Lambertian object",
            ["chiefRayAngle"] = "degrees, at the image",
            ["mtf"] = $"cycles/mm; {(analysis.Options.Polychromatic ? "all wavelengths with their weights" : "primary wavelength")}; tangential varies along the image's y",
        };
        report["notes"] = LensJson.Notes(input.Notes);
        return report;
    }

    private static JsonObject Seidel(SeidelSums sums) => new()
    {
        ["s1"] = LensJson.Number(sums.Total.S1),
        ["s2"] = LensJson.Number(sums.Total.S2),
        ["s3"] = LensJson.Number(sums.Total.S3),
        ["s4"] = LensJson.Number(sums.Total.S4),
        ["s5"] = LensJson.Number(sums.Total.S5),
        ["c1"] = LensJson.Number(sums.Total.C1),
        ["c2"] = LensJson.Number(sums.Total.C2),
        ["field"] = LensJson.Number(sums.Field),
        ["hasOddOrders"] = sums.HasOddOrders,
    };

    private static JsonObject Field(FieldKind kind, FieldAnalysis field) => new()
    {
        [kind == FieldKind.Angle ? "angle" : "height"] = field.Field.Y,
        ["x"] = field.Field.X,
        ["imageX"] = LensJson.Number(field.ImageX),
        ["imageY"] = LensJson.Number(field.ImageY),
        ["spotRms"] = LensJson.Number(field.SpotRms),
        ["spotRmsPolychromatic"] = LensJson.Number(field.SpotRmsPolychromatic),
        ["spotRadius"] = LensJson.Number(field.SpotRadius),
        ["bestFocus"] = LensJson.Number(field.BestFocus),
        ["spotRmsAtBestFocus"] = LensJson.Number(field.SpotRmsAtBestFocus),
        ["opdRms"] = LensJson.Number(field.OpdRms),
        ["opdRmsWithoutTilt"] = LensJson.Number(field.OpdRmsWithoutTilt),
        ["opdRmsWithoutFocus"] = LensJson.Number(field.OpdRmsWithoutFocus),
        ["strehl"] = LensJson.Number(field.Strehl),
        ["distortion"] = LensJson.Number(field.Distortion),
        ["relativeIllumination"] = LensJson.Number(field.RelativeIllumination),
        ["transmittedFraction"] = LensJson.Number(field.TransmittedFraction),
        ["chiefRayAngle"] = LensJson.Number(field.ChiefRayAngle),
        ["tangentialFocus"] = LensJson.Number(field.TangentialFocus),
        ["sagittalFocus"] = LensJson.Number(field.SagittalFocus),
        ["lateralColour"] = LensJson.Number(field.LateralColour),
        ["raysTraced"] = field.RaysTraced,
        ["raysLost"] = field.RaysLost,
        ["directionMapFolded"] = field.IsDirectionMapFolded,
        ["mtf"] = new JsonArray([.. field.Mtf.Select(point => new JsonObject
        {
            ["frequency"] = point.Frequency,
            ["tangential"] = LensJson.Number(point.Tangential),
            ["sagittal"] = LensJson.Number(point.Sagittal),
            ["kind"] = LensJson.Named(point.Kind),
        })]),
    };
}
