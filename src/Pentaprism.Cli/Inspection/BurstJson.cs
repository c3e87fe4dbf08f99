using System.Text.Json.Nodes;
using Pentaprism.Darkroom.Burst;

namespace Pentaprism.Cli.Inspection;

/// <summary>What became of the frames of a burst, as JSON for machines and as a line for people. Names are stable: scripts rely on them.</summary>
internal static class BurstJson
{
    /// <summary>Adds a burst's report to that of its picture.</summary>
    public static void AddTo(JsonObject report, BurstReport burst)
    {
        report["mode"] = burst.Mode.ToString();
        report["merge"] = burst.Merge?.ToString();
        report["scale"] = burst.Scale;
        report["reference"] = burst.Reference;
        report["framesUsed"] = burst.Frames.Count(frame => frame.IsUsed);
        report["effectiveFrames"] = Rounded(burst.EffectiveFrames);
        report["phaseCoverage"] = new JsonArray(Rounded(burst.PhaseCoverage.X), Rounded(burst.PhaseCoverage.Y));
        report["warnings"] = new JsonArray([.. burst.Warnings.Select(warning => JsonValue.Create(warning))]);
        report["frames"] = new JsonArray([.. burst.Frames.Select(Frame)]);
    }

    /// <summary>Says on standard error which frames were left out and what else there is to know.</summary>
    public static void Tell(BurstReport burst)
    {
        foreach (var line in burst.Warnings.Prepend(LeftOut(burst)).OfType<string>())
        {
            ProcessEdge.Complain(line);
        }
    }

    /// <summary>Gives the line that says which frames were left out; null where none was.</summary>
    public static string? LeftOut(BurstReport burst)
    {
        var left = burst.Frames.Where(frame => !frame.IsUsed).ToList();
        return left.Count == 0 ? null
            : $"{left.Count} of {burst.Frames.Count} frames left out: {string.Join("; ", left.Select(frame => $"{Path.GetFileName(frame.Path)}: {frame.Reason}"))}";
    }

    private static JsonObject Frame(BurstFrameReport frame) => new()
    {
        ["file"] = frame.Path,
        ["used"] = frame.IsUsed,
        ["reason"] = frame.Reason,
        ["shift"] = frame.ShiftX is { } x && frame.ShiftY is { } y ? new JsonArray(Rounded(x), Rounded(y)) : null,
        ["rotationDegrees"] = Rounded(frame.RotationDegrees),
        ["model"] = frame.Model.Length > 0 ? frame.Model : null,
        ["correlation"] = Rounded(frame.Correlation),
        ["residual"] = Rounded(frame.Residual),
        ["cornerError"] = Rounded(frame.CornerError),
        ["sharpness"] = Rounded(frame.Sharpness),
        ["exposureEv"] = Rounded(frame.ExposureEv),
        ["shareUsed"] = Rounded(frame.ShareUsed),
    };

    private static JsonValue? Rounded(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(Math.Round(number, 4)) : null;
}
