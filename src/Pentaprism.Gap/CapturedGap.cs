using System.Globalization;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;

namespace Pentaprism.Gap;

/// <summary>Compares captures that the user took of the same charts with two cameras.</summary>
public static class CapturedGap
{
    /// <summary>Compares.</summary>
    /// <param name="camera">Captures of the camera, each one frame or a burst; at least one.</param>
    /// <param name="reference">Captures of the reference.</param>
    /// <param name="options">How they are developed; light and seed do not matter.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <exception cref="ImageFileException">A capture cannot be developed, or there is nothing to compare.</exception>
    public static GapResult Of(
        IReadOnlyList<IReadOnlyList<string>> camera, IReadOnlyList<IReadOnlyList<string>> reference, GapOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        var (figures, situation) = (new CapturedFigures(context), new Situation(Terms.AsCaptured, double.NaN));
        var theirs = figures.Of(reference, options.ReferenceRecipe, 1);
        var most = camera.Max(capture => capture.Count);
        int[] counts = most > 1 ? [1, most] : [1];
        var entries = counts.Select(frames =>
        {
            var own = figures.Of([.. camera.Where(capture => capture.Count >= Math.Min(frames, 2))], options.Recipe, frames);
            return new GapEntry(0, situation, frames == 1 ? "one frame" : "burst", frames, null, own, CameraGap.Between(own, theirs));
        }).ToList();
        var (name, facts) = Describe(camera);
        var (otherName, otherFacts) = Describe(reference);
        return new GapResult(
            [name, otherName == name ? $"{otherName} (reference)" : otherName],
            [facts, otherFacts],
            [.. entries, new GapEntry(1, situation, "one frame", 1, null, theirs, null)],
            [],
            []);
    }

    private static (string Name, string Facts) Describe(IReadOnlyList<IReadOnlyList<string>> captures)
    {
        using var reader = DngReader.Open(captures[0][0]);
        var (dng, exif) = (reader.Metadata, reader.Metadata.Exif);
        var files = captures.Sum(capture => capture.Count);
        return (
            dng.UniqueCameraModel.Length > 0 ? dng.UniqueCameraModel : dng.Model,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{captures.Count} captures of {files} frames; the first at {exif.FocalLengthMm:0.##} mm, f/{exif.FNumber:0.0#}, {exif.ExposureSeconds:0.#####} s, ISO {exif.Iso:0}"));
    }
}
