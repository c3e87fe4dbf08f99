using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>A finished picture of a burst, what its reference frame says, and how it came about. Owns the picture.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Metadata">What the reference frame says.</param>
/// <param name="Report">What became of each frame.</param>
public sealed record DevelopedBurst(DevelopedPicture Picture, DngMetadata Metadata, BurstReport Report) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Picture.Dispose();
}

/// <summary>Develops one capture of several frames.</summary>
/// <remarks>
/// <code>
/// files ─► read ─► align ─► local motion ─► trust ─► merge ─► Denoise ─► WhiteBalance ─► Highlights ─► (as a single frame)
/// </code>
/// A merged picture has three colours at every pixel: there is no demosaic. What stands behind <see cref="LightPath"/> is the same as for a
/// single frame. A capture of which one frame can be used is developed as that frame.
/// </remarks>
public static class BurstDeveloper
{
    /// <summary>Develops a burst by a recipe.</summary>
    /// <param name="files">The frames in the order of capture; at least one.</param>
    /// <param name="recipe">How.</param>
    /// <param name="profile">The camera profile to render with; null takes that of the reference frame.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <param name="clock">Times the stages.</param>
    /// <returns>The picture and what was done. The caller disposes it.</returns>
    /// <exception cref="ImageFileException">
    /// The frames do not belong together, none can be used, or, where the recipe is strict about it, one cannot.
    /// </exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static DevelopedBurst Develop(
        IReadOnlyList<string> files, Recipe recipe, CameraProfile? profile, ProcessingContext context, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count, nameof(files));
        var log = new StageLog(context, clock);
        using var burst = BurstMerge.Prepare(files, recipe, profile, context, log);
        if (burst.IsSingle)
        {
            var (report, path) = (burst.Report(null, null), burst.ReferencePath);
            burst.Dispose();
            using var reader = DngReader.Open(path);
            return new DevelopedBurst(Developer.Develop(reader, recipe, burst.Profile, context, clock), reader.Metadata, report);
        }

        return Merged(burst, burst.IsRendered ? ForFinished(recipe) : recipe, context, log);
    }

    // The camera drew its curve, restored its lights and sharpened: none of it a second time, unless it is asked for.
    private static Recipe ForFinished(Recipe recipe) => recipe with
    {
        Highlights = recipe.Highlights with { Mode = HighlightMode.Off },
        Sharpening = recipe.Sharpening with { Strength = 0 },
        Tone = recipe.Tone.Mode == ToneMode.Natural ? recipe.Tone with { Mode = ToneMode.Profile } : recipe.Tone,
    };

    private static DevelopedBurst Merged(BurstMerge burst, Recipe recipe, ProcessingContext context, StageLog log)
    {
        using var merged = burst.ToPicture();
        using var image = new CameraImage { Pixels = merged.Pixels, Gain = burst.TakeGain(merged.Scale), Noise = burst.Reference.Noise };
        var report = burst.Report(MergeMethod.Kernel, merged.EffectiveFrames);
        burst.Dispose();
        context.Pool.Trim();
        var lowest = PictureBlack.LowestSample(burst.Reference.Metadata.Levels);
        log.Run("denoise", () => PictureDenoiser.Denoise(image, merged.EffectiveFrames, merged.Scale, burst.Factors, lowest, recipe.Denoise, context));
        var dng = ScaledMetadata.Of(burst.Reference.Metadata, merged.Scale);
        var path = new LightPath(dng, recipe, burst.Profile, context, log);
        path.Balance(image, burst.White);
        log.Run("colour noise", () => ChromaDenoiser.Denoise(image, recipe.Denoise, context));
        return new DevelopedBurst(path.Finish(image, burst.White, false), burst.Reference.Metadata, report);
    }
}
