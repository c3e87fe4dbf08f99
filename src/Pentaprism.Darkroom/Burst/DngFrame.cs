using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files;
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
        RequireBayer();
        using var pixels = reader.ReadPixels(context);
        reader.Dispose();

        // A plateau is the sensor's, not the frame's: it is for the loader to decide, once for all frames.
        var linearise = options.Linearise with { DetectSaturation = false };
        var clip = options.Linearise.DetectSaturation ? SaturationPlateau.Find(Metadata, pixels, context)?.ClipLevel : null;
        if (LevelCodes.Of(Metadata, pixels, linearise) is { } codes)
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
            StoreMosaic(facts, pixels, storeFor, linearise, context);
        }

        return clip ?? 1;
    }

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    private void StoreMosaic(BurstFrame facts, RawPixels pixels, Func<int, int, CfaPattern?, FrameStore> storeFor, LineariseOptions options, ProcessingContext context)
    {
        using var mosaic = Lineariser.ToMosaic(Metadata, pixels, options, context);
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

    private void RequireBayer()
    {
        var layout = Metadata.Layout;
        if (layout.Cfa is { } cfa && (layout.CfaLayout != 1 || !(cfa.IsBayer || cfa.IsMonochrome)))
        {
            throw new ImageFileException(Path, "CFAPattern", $"the pattern {cfa} (layout {layout.CfaLayout}) is not developed yet; Bayer and monochrome sensors are");
        }
    }
}
