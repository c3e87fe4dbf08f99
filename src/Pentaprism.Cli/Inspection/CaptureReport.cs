using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Darkroom.Burst;

namespace Pentaprism.Cli.Inspection;

/// <summary>Which of several files belong to one capture, for people and for machines. Names are stable: scripts rely on them.</summary>
/// <param name="captures">The captures.</param>
internal sealed class CaptureReport(IReadOnlyList<Darkroom.Burst.Capture> captures)
{
    /// <summary>Gets a row for each capture: its frames, and why they belong together.</summary>
    public IEnumerable<(string Frames, string Why)> Rows => captures
        .Where(capture => capture.Frames.Any(IsRead))
        .Select(capture => (Names(capture.Frames), capture.Evidence == CaptureEvidence.Alone ? "one frame" : string.Create(CultureInfo.InvariantCulture, $"{capture.Frames.Count} frames: {Why(capture.Evidence)}")));

    /// <summary>Tells the place of a file among the captures.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Number of its capture and place in it, both from 1.</returns>
    public JsonObject Of(string file)
    {
        var number = captures.Index().First(capture => capture.Item.Frames.Any(frame => frame.Path == file)).Index;
        var capture = captures[number];
        return new JsonObject
        {
            ["number"] = number + 1,
            ["frame"] = capture.Frames.Index().First(frame => frame.Item.Path == file).Index + 1,
            ["of"] = capture.Frames.Count,
            ["evidence"] = capture.Evidence.ToString(),
        };
    }

    /// <summary>Tells what is known of a frame that is no DNG.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Its facts; null where it could not be read as a frame either.</returns>
    public JsonObject? Facts(string file) =>
        captures.SelectMany(capture => capture.Frames).FirstOrDefault(frame => frame.Path == file) is { } facts && IsRead(facts)
            ? new JsonObject { ["file"] = file, ["camera"] = facts.Camera, ["samples"] = facts.Shape, ["capture"] = Of(file) }
            : null;

    private static bool IsRead(FrameFacts frame) => frame.Shape.Length > 0;

    private static string Names(IReadOnlyList<FrameFacts> frames) => frames.Count == 1
        ? Path.GetFileName(frames[0].Path)
        : $"{Path.GetFileName(frames[0].Path)} … {Path.GetFileName(frames[^1].Path)}";

    private static string Why(CaptureEvidence evidence) => evidence switch
    {
        CaptureEvidence.Sequence => "the files name one sequence",
        CaptureEvidence.BurstId => "the files name one burst",
        CaptureEvidence.Time => "taken right after each other",
        _ => "their names count on and they show one scene",
    };
}
