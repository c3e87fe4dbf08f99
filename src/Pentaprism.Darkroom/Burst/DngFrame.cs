using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A frame in a DNG: a mosaic, or a picture whose pixels have all their colours.</summary>
internal sealed class DngFrame(DngReader reader) : FrameFile(reader.ToString(), reader.Metadata)
{
    /// <inheritdoc/>
    public override bool IsRendered => false;

    /// <inheritdoc/>
    public override double Store(BurstFrame facts, Func<int, int, CfaPattern?, FrameStore> storeFor, FrameOptions options, ProcessingContext context)
    {
        Developer.RequireKnownPattern(Path, Metadata.Layout);
        using var pixels = reader.ReadPixels(context);
        reader.Dispose();

        // A plateau is the sensor's, not the frame's: it is for the loader to decide, once for all frames.
        var linearise = options.Linearise with { DetectSaturation = false };
        var clip = options.Linearise.DetectSaturation ? SaturationPlateau.Find(Metadata, pixels, context)?.ClipLevel : null;
        if (CfaCells.Of(Metadata.Layout.Cfa) is not null)
        {
            using var mosaic = Lineariser.ToMosaic(Metadata, pixels, linearise, context);
            StoreCells(facts, mosaic, storeFor, options, context);
        }
        else if (LevelCodes.Of(Metadata, pixels, linearise) is { } codes)
        {
            var area = Metadata.Layout.ActiveArea;
            var store = storeFor(area.Width, area.Height, Metadata.Layout.Cfa);
            store.Add(facts, codes.Coding, codes.StartBand, context);
            store.Gain ??= store.Count == 1 ? codes.MakeGain(context) : null;
        }
        else if (Metadata.Layout.Cfa is null)
        {
            StorePicture(facts, pixels, storeFor, linearise, context);
        }
        else
        {
            using var mosaic = Lineariser.ToMosaic(Metadata, pixels, linearise, context);
            StoreMosaic(facts, mosaic, storeFor, context);
        }

        return clip ?? 1;
    }

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    // Frames are aligned and merged as Bayer mosaics: a bad photosite must go before it is mixed into a pixel.
    private void StoreCells(BurstFrame facts, Mosaic mosaic, Func<int, int, CfaPattern?, FrameStore> storeFor, FrameOptions options, ProcessingContext context)
    {
        if (Metadata.Noise is null && options.Linearise.Noise is null)
        {
            mosaic.Noise = NoiseEstimator.Estimate(mosaic, context);
        }

        var choice = SensorChoice.Of(mosaic.Cfa, mosaic.Noise, options.Remosaic)!;
        HotPixels.Repair(mosaic, options.Defects, context);
        using var bayer = RemosaicStage.Apply(mosaic, choice, options.Remosaic, cells => Balance(cells, options.WhiteBalance, context), context);
        var metadata = choice.IsBinned ? BinnedMetadata.Of(Metadata, choice.Cells) : Metadata;
        StoreMosaic(facts with { Metadata = metadata, Noise = bayer.Noise }, bayer, storeFor, context);
    }

    private Vector3d Balance(Mosaic mosaic, WhiteBalanceOptions options, ProcessingContext context) =>
        WhiteBalancer.Factors(WhiteBalanceSolver.Solve(options, Metadata, Metadata.Profile, mosaic, context).Neutral);

    private static void StoreMosaic(BurstFrame facts, Mosaic mosaic, Func<int, int, CfaPattern?, FrameStore> storeFor, ProcessingContext context)
    {
        var store = storeFor(mosaic.Width, mosaic.Height, mosaic.Cfa);
        store.Add(facts, [mosaic.Samples], context);
        if (store.Count == 1)
        {
            (store.Gain, mosaic.Gain) = (mosaic.Gain, null);
        }
    }

    private void StorePicture(BurstFrame facts, RawPixels pixels, Func<int, int, CfaPattern?, FrameStore> storeFor, LineariseOptions options, ProcessingContext context)
    {
        using var image = Lineariser.ToCameraImage(Metadata, pixels, options, context);
        var store = storeFor(image.Width, image.Height, null);
        store.Add(facts, [image.Pixels.Red, image.Pixels.Green, image.Pixels.Blue], context);
        if (store.Count == 1)
        {
            (store.Gain, image.Gain) = (image.Gain, null);
        }
    }
}
