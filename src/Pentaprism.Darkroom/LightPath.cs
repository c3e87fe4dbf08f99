using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.CaptureSharpening;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.ColourEqualizer;
using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Grain;
using Pentaprism.Darkroom.Hdr;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Lens;
using Pentaprism.Darkroom.LinearDng;
using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.LookTable;
using Pentaprism.Darkroom.Modes;
using Pentaprism.Darkroom.Monochrome;
using Pentaprism.Darkroom.Night;
using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.SmallLights;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Cube;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>The stages of the darkroom behind normalisation, in the order of the light: single frames and merged bursts take the same way.</summary>
/// <param name="dng">What the capture says; its layout is that of the samples handed in.</param>
/// <param name="recipe">How it is developed.</param>
/// <param name="profile">The camera profile to render with.</param>
/// <param name="context">Memory, workers, progress and cancellation.</param>
/// <param name="log">Hears of the stages.</param>
/// <param name="table">The look's table; null for none.</param>
/// <param name="choice">What the automatic chose before; null where nothing was left to it.</param>
/// <param name="others">Recipes that differ from this one behind the sensor alone, to be carried out on the same camera colour.</param>
internal sealed class LightPath(DngMetadata dng, Recipe recipe, CameraProfile profile, ProcessingContext context, StageLog log, CubeFile? table, ModeChoice? choice = null, IReadOnlyList<Recipe>? others = null)
{
    private const double LongestPreview = 1280;

    /// <summary>Develops a normalised mosaic.</summary>
    /// <param name="mosaic">The mosaic; disposed here.</param>
    /// <returns>The picture.</returns>
    public DevelopedPicture Develop(Mosaic mosaic)
    {
        using (mosaic)
        {
            if (dng.Noise is null && recipe.Linearise.Noise is null)
            {
                mosaic.Noise = log.Run("noise estimate", () => NoiseEstimator.Estimate(mosaic, context));
            }

            log.Run("defects", () => HotPixels.Repair(mosaic, recipe.Defects, context));
            return SensorChoice.Of(mosaic.Cfa, mosaic.Noise, recipe.Remosaic) is { } choice
                ? DevelopCells(mosaic, choice)
                : Settled(mosaic.Noise, mosaic.Samples).DevelopClean(mosaic, mosaic.Noise);
        }
    }

    /// <summary>Develops a normalised picture whose pixels have all their colours.</summary>
    /// <param name="image">The picture, not balanced; disposed here.</param>
    /// <returns>The picture.</returns>
    public DevelopedPicture Develop(CameraImage image)
    {
        using (image)
        {
            return Settled(image.Noise, image.Pixels.Green).DevelopPicture(image);
        }
    }

    /// <summary>Develops a mosaic whose noise is known and whose defects are gone.</summary>
    /// <param name="mosaic">The mosaic; still the caller's, changed.</param>
    /// <param name="noise">Noise of a sample of one frame, by which files cut it off below black.</param>
    /// <returns>The picture.</returns>
    public DevelopedPicture DevelopClean(Mosaic mosaic, NoiseModel noise)
    {
        var white = log.Run("white balance", () => WhiteBalanceSolver.Solve(recipe.WhiteBalance, dng, profile, mosaic, context));
        var factors = WhiteBalancer.Factors(white.Neutral);
        var lights = recipe.Denoise.SmallLights > 0 ? log.Run("lights", () => SmallLightStage.TakeOut(mosaic, factors, recipe.Denoise.SmallLights, context)) : null;
        log.Run("denoise", () => MosaicDenoiser.Denoise(mosaic, factors, recipe.Denoise, context));
        if (recipe.Denoise.Luma > 0)
        {
            log.Run("black", () => PictureBlack.Restore(mosaic, noise, PictureBlack.LowestSample(dng.Levels), context));
        }

        lights?.PutBack(mosaic);
        log.Run("balance", () => WhiteBalancer.Apply(mosaic, white.Neutral, context));
        log.Run("highlights", () => HighlightReconstruction.Apply(mosaic, recipe.Highlights, context));
        var aligned = recipe.Lens.LateralColour && log.Run("lateral colour", () => LateralColour.Align(mosaic, dng.OpcodeList3, context));
        using var image = log.Run("demosaic", () => Demosaicer.Demosaic(mosaic, recipe.Demosaic, context));
        mosaic.Dispose();
        context.Pool.Trim();
        log.Run("colour noise", () => ChromaDenoiser.Denoise(image, recipe.Denoise, context));
        return Finish(image, white, aligned);
    }

    /// <summary>Balances a picture and rebuilds its highlights.</summary>
    /// <param name="image">The picture, not balanced.</param>
    /// <param name="white">The white balance.</param>
    public void Balance(CameraImage image, WhiteBalanceSolution white)
    {
        WhiteBalancer.Apply(image, white.Neutral, context);
        log.Run("highlights", () => HighlightReconstruction.Apply(image, recipe.Highlights, context));
    }

    /// <summary>Carries balanced camera colour to the finished picture.</summary>
    /// <param name="image">The picture; still the caller's, changed.</param>
    /// <param name="white">The white balance that it has.</param>
    /// <param name="coloursAligned">Whether lateral colour was taken out before the demosaic.</param>
    /// <returns>The picture.</returns>
    public DevelopedPicture Finish(CameraImage image, WhiteBalanceSolution white, bool coloursAligned)
    {
        var seen = white.MissingBalance is { } missing ? dng with { Colour = dng.Colour with { AnalogBalance = dng.Colour.AnalogBalance * missing } } : dng;
        var lens = recipe.Lens with { LateralColour = recipe.Lens.LateralColour && !coloursAligned };
        log.Run("lens", () => LensCorrection.Apply(image, dng.OpcodeList3, lens, context));
        var linear = recipe.Render == Rendering.Linear
            ? log.Run("linear", () => LinearCapture.Of(image, seen, profile, white.Neutral, Frame(image.Pixels).Crop, context))
            : null;
        log.Run("sharpening", () => CaptureSharpener.Sharpen(image, recipe.Sharpening, context));
        image.Gain?.Dispose();
        image.Gain = null;
        context.Pool.Trim();
        DevelopedPicture[] further = [.. (others ?? []).Select(other => Another(image, seen, white, other))];
        return Render(image, seen, white) with { Others = further, Linear = linear };
    }

    // The stages behind the sensor on a copy.
    private DevelopedPicture Another(CameraImage image, DngMetadata seen, WhiteBalanceSolution white, Recipe other)
    {
        using var copy = new CameraImage { Pixels = RgbPlanes.Rent(context.Pool, image.Width, image.Height), Noise = image.Noise, WhiteBalance = image.WhiteBalance };
        for (var colour = 0; colour < 3; colour++)
        {
            image.Pixels[colour].Samples.CopyTo(copy.Pixels[colour].Samples);
        }

        return new LightPath(dng, other, profile, context, log, other.LookTable.Read(), choice).Render(copy, seen, white);
    }

    private DevelopedPicture Render(CameraImage image, DngMetadata seen, WhiteBalanceSolution white)
    {
        using var hdr = recipe.Hdr.IsOn && recipe.Render == Rendering.Finished
            ? new HdrRendition(context.Pool, image.Width, image.Height, recipe.Hdr.HeadroomEv)
            : null;
        if (recipe.Render == Rendering.Scene)
        {
            log.Run("colour", () => ColourStage.Apply(image, seen, profile, white.Neutral, recipe.Colour, context));
        }
        else
        {
            Display(image, seen, white, hdr);
        }

        // A preview lies as the samples do: whoever turns them turns it.
        var frame = recipe.Render == Rendering.Linear ? Frame(image.Pixels) with { Orientation = 1 } : Frame(image.Pixels);
        var finish = recipe.Render switch
        {
            // Scene light is data: what lies outside the space is cut, not bent.
            Rendering.Scene => recipe.Finish with { Gamut = GamutMapping.Clip },
            Rendering.Linear => Preview(image),
            _ => recipe.Finish,
        };
        var picture = log.Run("finish", () => Finisher.Encode(image.Pixels, frame, finish, context));
        var map = hdr is null ? null : log.Run("gain map", () => GainMapMaker.Make(image.Pixels, hdr, frame, finish, recipe.Hdr, context));
        return new DevelopedPicture(picture, white, log.Times) { GainMap = map, Choice = choice };
    }

    private static FinishOptions Preview(CameraImage image) => new() { Scale = Math.Clamp(LongestPreview / Math.Max(image.Width, image.Height), 0.01, 1) };

    // Files cut off the noise of photosites, whatever becomes of them.
    private DevelopedPicture DevelopCells(Mosaic mosaic, SensorChoice choice)
    {
        var noise = mosaic.Noise;
        using var bayer = log.Run(choice.IsBinned ? "binning" : "remosaic", () => RemosaicStage.Apply(mosaic, choice, recipe.Remosaic, Balance, context));
        mosaic.Dispose();
        context.Pool.Trim();
        var path = choice.IsBinned ? new LightPath(BinnedMetadata.Of(dng, choice.Cells), recipe, profile, context, log, table, null, others) : this;
        return path.Settled(bayer.Noise, bayer.Samples).DevelopClean(bayer, noise) with { Sensor = choice.Line };
    }

    private Vector3d Balance(Mosaic mosaic) => WhiteBalancer.Factors(WhiteBalanceSolver.Solve(recipe.WhiteBalance, dng, profile, mosaic, context).Neutral);

    private DevelopedPicture DevelopPicture(CameraImage image)
    {
        var white = log.Run("white balance", () => WhiteBalanceSolver.Solve(recipe.WhiteBalance, dng, profile, image, context));
        if (RestoredHighlights.IsIn(dng))
        {
            WhiteBalancer.Apply(image, white.Neutral, context);
        }
        else
        {
            Balance(image, white);
        }

        if (dng.NoiseReductionApplied is not >= 1)
        {
            log.Run("colour noise", () => ChromaDenoiser.Denoise(image, recipe.Denoise, context));
        }

        return Finish(image, white, false);
    }

    // The same stages with the recipe that the light of the frame asks for.
    private LightPath Settled(NoiseModel noise, Plane<float> samples)
    {
        var mean = LightLevel.Mean(samples);
        var isNight = LightLevel.IsNight(dng.Exif, noise, mean);
        var chosen = recipe.Burst.Mode != BurstMode.Auto ? null
            : new ModeChoice(isNight ? CameraMode.Night : CameraMode.Snapshot, $"one frame, {LightLevel.Describe(dng.Exif, noise, mean)}");
        return new(dng, NightOptions.Settle(recipe, isNight), profile, context, log, table, chosen, [.. (others ?? []).Select(other => NightOptions.Settle(other, isNight))]);
    }

    private void Display(CameraImage image, DngMetadata seen, WhiteBalanceSolution white, HdrRendition? hdr)
    {
        if (recipe.Monochrome.IsOn)
        {
            log.Run("monochrome", () => MonochromeStage.Apply(image, white.Neutral, recipe.Monochrome, context));
        }
        else
        {
            log.Run("colour", () => ColourStage.Apply(image, seen, profile, white.Neutral, recipe.Colour, context));
        }

        log.Run("tone", () => Render(image.Pixels, hdr));
        log.Run("look", () => Look(image.Pixels));
    }

    private void Look(RgbPlanes picture)
    {
        ColourEqualizerStage.Apply(picture, recipe.ColourEqualizer, context);
        if (table is not null)
        {
            LookTableStage.Apply(picture, table, recipe.LookTable.Strength, context);
        }

        GrainStage.Apply(picture, recipe.Grain, context);
    }

    // The maker's own local tone, where the profile has it, stands in the place of ours.
    private ToneReport Render(RgbPlanes picture, HdrRendition? hdr)
    {
        var facts = ToneFacts.From(dng, profile);
        var options = recipe.Tone;
        if (profile.GainTableMap is { } map && options.Mode != ToneMode.Linear)
        {
            GainTableMapStage.Apply(picture, map, Math.Pow(2, facts.BaselineExposureEv), context);
            options = options with { LocalContrast = LocalContrastOptions.Off };
        }

        return ToneStage.Apply(picture, options, facts, hdr, context);
    }

    // The crop counts from the active area; opcodes may have trimmed the picture since.
    private PictureFrame Frame(RgbPlanes picture)
    {
        var whole = new PixelRectangle(0, 0, picture.Width, picture.Height);
        var crop = dng.Layout.DefaultCrop;
        return new() { Crop = whole.Contains(crop) ? crop : null, Orientation = dng.Orientation, PixelAspect = dng.Layout.DefaultScale };
    }
}
