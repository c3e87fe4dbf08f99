using System.Text.Json.Nodes;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Cli.Inspection;

/// <summary>The analysis of a lens as JSON for machines. Names are stable: scripts rely on them. Spots in µm, wavefronts in waves, lengths in mm.</summary>
internal static class AnalysisJson
{
    public static JsonObject Of(LensAnalysis analysis)
    {
        var report = new JsonObject { ["name"] = analysis.Lens.Name, ["wavelength"] = analysis.Lens.PrimaryNanometres };
        LensJson.AddFirstOrder(report, analysis.FirstOrder);
        report["seidel"] = Seidel(analysis.Seidel);
        report["fields"] = new JsonArray([.. analysis.Fields.Select(field => Field(analysis.Lens.Fields.Kind, field))]);
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
        ["oddOrdersLeftOut"] = sums.HasOddOrders,
    };

    private static JsonObject Field(FieldKind kind, FieldAnalysis field)
    {
        var json = new JsonObject { [kind == FieldKind.Angle ? "angle" : "height"] = field.Field.Y };
        if (field.Field.X != 0)
        {
            json["x"] = field.Field.X;
        }

        json["imageX"] = LensJson.Number(field.ImageX);
        json["imageY"] = LensJson.Number(field.ImageY);
        json["spotRms"] = LensJson.Number(field.SpotRms);
        json["spotRmsPolychromatic"] = LensJson.Number(field.SpotRmsPolychromatic);
        json["spotRadius"] = LensJson.Number(field.SpotRadius);
        json["bestFocus"] = LensJson.Number(field.BestFocus);
        json["spotRmsAtBestFocus"] = LensJson.Number(field.SpotRmsAtBestFocus);
        json["opdRms"] = LensJson.Number(field.OpdRms);
        json["opdRmsWithoutTilt"] = LensJson.Number(field.OpdRmsWithoutTilt);
        json["opdRmsWithoutFocus"] = LensJson.Number(field.OpdRmsWithoutFocus);
        json["strehl"] = LensJson.Number(field.Strehl);
        json["distortion"] = LensJson.Number(field.Distortion);
        json["relativeIllumination"] = LensJson.Number(field.RelativeIllumination);
        json["transmittedFraction"] = LensJson.Number(field.TransmittedFraction);
        json["chiefRayAngle"] = LensJson.Number(field.ChiefRayAngle);
        json["tangentialFocus"] = LensJson.Number(field.TangentialFocus);
        json["sagittalFocus"] = LensJson.Number(field.SagittalFocus);
        json["lateralColour"] = LensJson.Number(field.LateralColour);
        json["raysTraced"] = field.RaysTraced;
        json["raysLost"] = field.RaysLost;
        json["directionMapFolded"] = field.IsDirectionMapFolded;
        json["mtf"] = new JsonArray([.. field.Mtf.Select(point => new JsonObject
        {
            ["frequency"] = point.Frequency,
            ["tangential"] = LensJson.Number(point.Tangential),
            ["sagittal"] = LensJson.Number(point.Sagittal),
            ["kind"] = LensJson.Named(point.Kind),
        })]);
        return json;
    }
}
