using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Darkroom.SmallLights;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files;
using Pentaprism.Files.Cube;
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

/// <summary>A burst that became one DNG, and how.</summary>
/// <param name="Width">Columns of the file.</param>
/// <param name="Height">Rows of the file.</param>
/// <param name="IsLinear">Whether its pixels have all three colours.</param>
/// <param name="Report">What became of each frame.</param>
/// <param name="Stages">The stages in their order with their times.</param>
public sealed record MergedBurst(int Width, int Height, bool IsLinear, BurstReport Report, IReadOnlyList<StageTime> Stages);

/// <summary>Develops one capture of several frames, or merges them for others to develop.</summary>
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
    /// <param name="maps">Where maps of what was done go; null writes none.</param>
    /// <param name="table">The look's table where the caller has read it already; null reads that of the recipe, before any frame.</param>
    /// <returns>The picture and what was done. The caller disposes it.</returns>
    /// <exception cref="ImageFileException">
    /// The frames do not belong together, none can be used, or, where the recipe is strict about it, one cannot.
    /// </exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static DevelopedBurst Develop(
        IReadOnlyList<string> files, Recipe recipe, CameraProfile? profile, ProcessingContext context, TimeProvider clock, BurstMapTarget? maps = null, CubeFile? table = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count, nameof(files));
        var log = new StageLog(context, clock);
        table ??= recipe.LookTable.Read();
        using var burst = BurstMerge.Prepare(files, recipe, profile, context, log);
        if (burst.IsSingle)
        {
            var (report, path) = (burst.Report(null, null), burst.ReferencePath);
            burst.Dispose();
            using var reader = DngReader.Open(path);
            return new DevelopedBurst(Developer.Develop(reader, recipe, burst.Profile, context, clock, table), reader.Metadata, report);
        }

        recipe = burst.IsNight ? recipe.Night.Apply(recipe) : recipe;
        recipe = burst.IsRendered ? ForFinished(recipe) : recipe;
        recipe = recipe with { Tone = recipe.Tone with { RangeEv = burst.ShadowEv } };
        var method = burst.MethodOfPicture();
        return method == MergeMethod.Kernel || burst.Cfa is null
            ? FromPicture(burst, recipe, table, maps, context, log)
            : FromMosaic(burst, method, recipe, table, maps, context, log);
    }

    /// <summary>Merges a burst into a DNG that other programs develop like a frame with less noise.</summary>
    /// <param name="files">The frames in the order of capture; at least two.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="isLinear">Whether pixels shall have all three colours; they do anyhow at twice the size and where the frames' pixels do.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="recipe">How; of what comes after the merge only the denoising of a linear picture is asked for.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <param name="clock">Times the stages.</param>
    /// <returns>What became of each frame.</returns>
    /// <exception cref="ImageFileException">
    /// The frames do not belong together, fewer than two can be used, or, where the recipe is strict about it, one cannot; or the file
    /// cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static MergedBurst Merge(
        IReadOnlyList<string> files, string output, bool isLinear, bool overwrite, Recipe recipe, ProcessingContext context, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count, nameof(files));
        var log = new StageLog(context, clock);
        using var burst = BurstMerge.Prepare(files, recipe, null, context, log);
        if (burst.IsAlone)
        {
            var left = burst.Report(null, null).Frames.FirstOrDefault(frame => !frame.IsUsed);
            throw new ImageFileException(burst.ReferencePath, "", left is null
                ? "is one frame: there is nothing to merge it with; develop makes a picture of it"
                : $"is the only frame that can be used: there is nothing to merge it with ({Path.GetFileName(left.Path)}: {left.Reason})");
        }

        recipe = burst.IsNight ? recipe.Night.Apply(recipe) : recipe;
        return isLinear || recipe.Burst.Scale > 1 || burst.Cfa is not { IsMonochrome: false } cfa
            ? MergePicture(burst, output, overwrite, recipe.Denoise, context, log)
            : MergeMosaic(burst, cfa, output, overwrite, context, log);
    }

    private static MergedBurst MergePicture(
        BurstMerge burst, string output, bool overwrite, DenoiseOptions denoise, ProcessingContext context, StageLog log)
    {
        var clip = burst.ClipLevel();
        using var merged = burst.ToPicture();
        var report = burst.Report(MergeMethod.Kernel, merged.EffectiveFrames);
        var shading = FileShading.OfPicture(burst.Reference.Metadata, burst.Cfa, merged.Scale);

        // What the regression leaves of noise is known here: no other program could tell it from detail.
        using var image = new CameraImage { Pixels = merged.Pixels, Gain = burst.TakeGain(merged.Scale), Noise = burst.Reference.Noise };
        var lowest = PictureBlack.LowestSample(burst.Reference.Metadata.Levels);
        Denoise(image, merged, burst, lowest, denoise, context, log)?.PutBack(image);
        var frames = image.Noise == burst.Reference.Noise ? report.EffectiveFrames : 1;
        Plane<float>[] planes = [image.Pixels.Red, image.Pixels.Green, image.Pixels.Blue];
        Write(
            output,
            overwrite,
            MergedDng.Create(burst.Reference with { Noise = image.Noise }, planes, null, clip, shading, merged.Scale, frames, burst.Headroom, context),
            context,
            log);
        return new MergedBurst(image.Width, image.Height, true, report, log.Times);
    }

    // Gives the points of light that are still to be put back.
    private static SmallLightStage? Denoise(
        CameraImage image, MergedPicture merged, BurstMerge burst, double lowest, DenoiseOptions options, ProcessingContext context, StageLog log)
    {
        var (frames, scale, factors) = (merged.EffectiveFrames, merged.Scale, burst.Factors);
        var lights = options.SmallLights > 0 ? log.Run("lights", () => SmallLightStage.TakeOut(image, frames, scale, factors, options.SmallLights, context)) : null;
        log.Run("denoise", () => PictureDenoiser.Denoise(image, frames, scale, factors, lowest, options, context));
        lights?.Restore(image);
        return lights;
    }

    private static MergedBurst MergeMosaic(
        BurstMerge burst, CfaPattern cfa, string output, bool overwrite, ProcessingContext context, StageLog log)
    {
        var clip = burst.ClipLevel();
        var method = burst.MethodOfMosaic();
        using var merged = burst.ToMosaic(method);
        var report = burst.Report(method, merged.EffectiveFrames);
        var shading = FileShading.OfMosaic(burst.Reference.Metadata);
        Write(
            output,
            overwrite,
            MergedDng.Create(burst.Reference, [merged.Samples], cfa, clip, shading, 1, report.EffectiveFrames, burst.Headroom, context),
            context,
            log);
        return new MergedBurst(merged.Samples.Width, merged.Samples.Height, false, report, log.Times);
    }

    private static void Write(string path, bool overwrite, (DngMetadata Metadata, RawPixels Pixels) file, ProcessingContext context, StageLog log)
    {
        using (file.Pixels)
        {
            // Few programs read lossless JPEG of three colours.
            var compression = file.Metadata.Layout.Cfa is null ? DngCompression.None : DngCompression.LosslessJpeg;
            var options = new DngWriteOptions { Software = PictureDescription.Software, Compression = compression };
            log.Run("write", () => DngWriter.Write(path, overwrite, file.Metadata, file.Pixels, options, context));
        }
    }

    // The camera drew its curve, restored its lights and sharpened: none of it a second time, unless it is asked for.
    private static Recipe ForFinished(Recipe recipe) => recipe with
    {
        Highlights = recipe.Highlights with { Mode = HighlightMode.Off },
        Sharpening = recipe.Sharpening with { Strength = 0 },
        Tone = recipe.Tone.Mode == ToneMode.Natural ? recipe.Tone with { Mode = ToneMode.Profile } : recipe.Tone,
    };

    private static DevelopedBurst FromPicture(
        BurstMerge burst, Recipe recipe, CubeFile? table, BurstMapTarget? maps, ProcessingContext context, StageLog log)
    {
        using var merged = burst.ToPicture();
        var report = burst.Report(MergeMethod.Kernel, merged.EffectiveFrames);
        burst.WriteMaps(maps, merged.EffectiveFrames);
        using var image = new CameraImage { Pixels = merged.Pixels, Gain = burst.TakeGain(merged.Scale), Noise = burst.Reference.Noise, NoiseScale = new NoiseScale(merged.EffectiveFrames, merged.Scale) };
        burst.Dispose();
        context.Pool.Trim();
        var lowest = PictureBlack.LowestSample(burst.Reference.Metadata.Levels);
        var lights = Denoise(image, merged, burst, lowest, recipe.Denoise, context, log);
        var dng = ScaledMetadata.Of(burst.Reference.Metadata, merged.Scale);
        var path = new LightPath(dng, recipe, burst.Profile, context, log, table);
        path.Balance(image, burst.White);
        log.Run("colour noise", () => ChromaDenoiser.Denoise(image, recipe.Denoise, context));
        lights?.PutBack(image);
        return new DevelopedBurst(path.Finish(image, burst.White, false), burst.Reference.Metadata, report);
    }

    private static DevelopedBurst FromMosaic(
        BurstMerge burst, MergeMethod method, Recipe recipe, CubeFile? table, BurstMapTarget? maps, ProcessingContext context, StageLog log)
    {
        using var merged = burst.ToMosaic(method);
        var report = burst.Report(method, merged.EffectiveFrames);
        var share = 1 / report.EffectiveFrames;
        burst.WriteMaps(maps, merged.EffectiveFrames);
        var noise = new NoiseModel([.. burst.Reference.Noise.Colours.Select(line => new NoiseLine(line.Slope * share, line.Offset * share))]);
        using var mosaic = new Mosaic { Samples = merged.Samples, Cfa = burst.Cfa!, Gain = burst.TakeGain(1), Noise = noise, NoiseScale = new NoiseScale(merged.EffectiveFrames, 1) };
        burst.Dispose();
        context.Pool.Trim();
        var path = new LightPath(burst.Reference.Metadata, recipe, burst.Profile, context, log, table);
        return new DevelopedBurst(path.DevelopClean(mosaic, burst.Reference.Noise), burst.Reference.Metadata, report);
    }
}
