using Pentaprism.Darkroom.CaptureSharpening;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Lens;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>Develops one capture: the stages of the darkroom in the order of the light.</summary>
/// <remarks>
/// <code>
/// codes ─► Linearise ─► Defects ─► Denoise ─► WhiteBalance ─► Highlights ─► LateralColour ─► Demosaic      one sample a photosite
///       ─► ChromaDenoise ─► Lens ─► CaptureSharpening ─► Colour                           camera colour, then linear Rec. 2020
///       ─► Tone ─► Finish                                                                 display light, then codes
/// </code>
/// A linear DNG enters behind Demosaic. Scene rendering leaves out Tone.
/// </remarks>
public static class Developer
{
    /// <summary>Develops a capture by a recipe.</summary>
    /// <param name="capture">The opened DNG; used up: its bytes are given back as soon as its samples are decoded.</param>
    /// <param name="recipe">How.</param>
    /// <param name="profile">The camera profile to render with: the capture's own or that of a DCP file.</param>
    /// <param name="context">Memory, workers, progress and cancellation.</param>
    /// <param name="clock">Times the stages.</param>
    /// <returns>The picture and what was done. The caller disposes it.</returns>
    /// <exception cref="ImageFileException">The file's samples cannot be decoded, or hold something that cannot be developed.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static DevelopedPicture Develop(DngReader capture, Recipe recipe, CameraProfile profile, ProcessingContext context, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(context);
        var dng = capture.Metadata;
        var log = new StageLog(context, clock);

        var (image, white, aligned) = dng.Layout.Cfa is null
            ? FromLinear(capture, recipe, profile, context, log)
            : FromMosaic(capture, recipe, profile, context, log);
        using (image)
        {
            context.Pool.Trim();
            log.Run("colour noise", () => ChromaDenoiser.Denoise(image, recipe.Denoise, context));
            var lens = recipe.Lens with { LateralColour = recipe.Lens.LateralColour && !aligned };
            log.Run("lens", () => LensCorrection.Apply(image, dng.OpcodeList3, lens, context));
            log.Run("sharpening", () => CaptureSharpener.Sharpen(image, recipe.Sharpening, context));
            image.Gain?.Dispose();
            image.Gain = null;
            context.Pool.Trim();
            log.Run("colour", () => ColourStage.Apply(image, dng, profile, white.Neutral, recipe.Colour, context));
            if (recipe.Render == Rendering.Finished)
            {
                log.Run("tone", () => Render(image.Pixels, dng, profile, recipe.Tone, context));
            }

            // Scene light is data: what lies outside the space is cut, not bent.
            var finish = recipe.Render == Rendering.Scene ? recipe.Finish with { Gamut = GamutMapping.Clip } : recipe.Finish;
            var picture = log.Run("finish", () => Finisher.Encode(image.Pixels, Frame(dng, image.Pixels), finish, context));
            return new DevelopedPicture(picture, white, log.Times);
        }
    }

    // The maker's own local tone, where the profile has it, stands in the place of ours.
    private static ToneReport Render(RgbPlanes picture, DngMetadata dng, CameraProfile profile, ToneOptions options, ProcessingContext context)
    {
        var facts = ToneFacts.From(dng, profile);
        if (profile.GainTableMap is { } map && options.Mode != ToneMode.Linear)
        {
            GainTableMapStage.Apply(picture, map, Math.Pow(2, facts.BaselineExposureEv), context);
            options = options with { LocalContrast = LocalContrastOptions.Off };
        }

        return ToneStage.Apply(picture, options, facts, context);
    }

    // The crop counts from the active area; opcodes may have trimmed the picture since.
    private static PictureFrame Frame(DngMetadata dng, RgbPlanes picture)
    {
        var whole = new PixelRectangle(0, 0, picture.Width, picture.Height);
        var crop = dng.Layout.DefaultCrop;
        return new() { Crop = whole.Contains(crop) ? crop : null, Orientation = dng.Orientation, PixelAspect = dng.Layout.DefaultScale };
    }

    private static (CameraImage Image, WhiteBalanceSolution White, bool ColoursAligned) FromMosaic(
        DngReader capture, Recipe recipe, CameraProfile profile, ProcessingContext context, StageLog log)
    {
        var dng = capture.Metadata;
        RequireBayer(capture.ToString(), dng.Layout);
        using var mosaic = Linearise(capture, context, log, pixels => Lineariser.ToMosaic(dng, pixels, recipe.Linearise, context));
        if (dng.Noise is null && recipe.Linearise.Noise is null)
        {
            mosaic.Noise = log.Run("noise estimate", () => NoiseEstimator.Estimate(mosaic, context));
        }

        log.Run("defects", () => HotPixels.Repair(mosaic, recipe.Defects, context));
        var white = log.Run("white balance", () => WhiteBalanceSolver.Solve(recipe.WhiteBalance, dng, profile, mosaic, context));
        log.Run("denoise", () => MosaicDenoiser.Denoise(mosaic, WhiteBalancer.Factors(white.Neutral), recipe.Denoise, context));
        log.Run("balance", () => WhiteBalancer.Apply(mosaic, white.Neutral, context));
        log.Run("highlights", () => HighlightReconstruction.Apply(mosaic, recipe.Highlights, context));
        var aligned = recipe.Lens.LateralColour && log.Run("lateral colour", () => LateralColour.Align(mosaic, dng.OpcodeList3, context));
        return (log.Run("demosaic", () => Demosaicer.Demosaic(mosaic, recipe.Demosaic, context)), white, aligned);
    }

    private static (CameraImage Image, WhiteBalanceSolution White, bool ColoursAligned) FromLinear(
        DngReader capture, Recipe recipe, CameraProfile profile, ProcessingContext context, StageLog log)
    {
        var dng = capture.Metadata;
        var image = Linearise(capture, context, log, pixels => Lineariser.ToCameraImage(dng, pixels, recipe.Linearise, context));
        var white = log.Run("white balance", () => WhiteBalanceSolver.Solve(recipe.WhiteBalance, dng, profile, image, context));
        WhiteBalancer.Apply(image, white.Neutral, context);
        log.Run("highlights", () => HighlightReconstruction.Apply(image, recipe.Highlights, context));
        return (image, white, false);
    }

    private static T Linearise<T>(DngReader capture, ProcessingContext context, StageLog log, Func<RawPixels, T> map)
    {
        T picture;
        using (var pixels = log.Run("read", () => capture.ReadPixels(context)))
        {
            capture.Dispose();
            picture = log.Run("linearise", () => map(pixels));
        }

        context.Pool.Trim();
        return picture;
    }

    private static void RequireBayer(string path, RawLayout layout)
    {
        if (layout.CfaLayout != 1 || !(layout.Cfa!.IsBayer || layout.Cfa.IsMonochrome))
        {
            throw new ImageFileException(path, "CFAPattern", $"the pattern {layout.Cfa} (layout {layout.CfaLayout}) is not developed yet; Bayer and monochrome sensors are");
        }
    }
}
