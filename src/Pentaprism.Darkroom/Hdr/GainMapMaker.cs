using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Files;
using Pentaprism.Files.UltraHdr;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Hdr;

/// <summary>Makes the gain map that leads from a finished picture to its HDR rendition.</summary>
/// <remarks>
/// Gains (<see cref="GainRows{TGamut}"/>) are cropped, scaled and turned as the picture was; a smaller map holds the mean gain under each of its
/// pixels. Codes span what there is, and displays show all of it from the largest gain on: no headroom is asked for that the picture does not use.
/// </remarks>
internal static class GainMapMaker
{
    // A headroom of nothing could not be told from that of the base.
    private const float LeastHeadroom = 1f / 64;

    /// <summary>Makes a map.</summary>
    /// <param name="picture">The picture before its finish; used up.</param>
    /// <param name="rendition">Its HDR rendition; used up.</param>
    /// <param name="frame">Crop and orientation.</param>
    /// <param name="finish">How the picture is finished.</param>
    /// <param name="options">Size and channels.</param>
    /// <param name="context">Memory, workers, cancellation.</param>
    /// <returns>The map; the caller disposes it.</returns>
    public static GainMap Make(
        RgbPlanes picture, HdrRendition rendition, PictureFrame frame, FinishOptions finish, HdrOptions options, ProcessingContext context)
    {
        var gains = rendition.Factors;
        if (finish.Space == OutputSpace.Rec2020 || finish.Gamut == GamutMapping.Clip)
        {
            new GainRows<PlainGamut>(new PlainGamut(finish.RgbSpace), finish.RgbSpace, options).Measure(picture, gains, context);
        }
        else
        {
            new GainRows<SoftGamut>(new SoftGamut(finish.RgbSpace), finish.RgbSpace, options).Measure(picture, gains, context);
        }

        // Gains stand in the place of colours, which nothing shall change.
        var asTheyAre = new FinishOptions { Space = OutputSpace.Rec2020, Samples = SampleKind.Float, IsLinear = true, Gamut = GamutMapping.Clip, Scale = finish.Scale };
        using var placed = Finisher.Encode(options.IsColour ? gains : new RgbPlanes(gains.Red, gains.Red, gains.Red), frame, asTheyAre, context);
        rendition.Dispose();
        var channels = new Plane<float>[options.IsColour ? 3 : 1];
        for (var channel = 0; channel < channels.Length; channel++)
        {
            channels[channel] = Channel(placed, channel, (int)options.MapSize, context);
        }

        try
        {
            return Encode(channels, context);
        }
        finally
        {
            foreach (var plane in channels)
            {
                plane.Dispose();
            }
        }
    }

    private static Plane<float> Channel(EncodedPicture gains, int channel, int shrink, ProcessingContext context)
    {
        var whole = context.Pool.Rent<float>(gains.Width, gains.Height);
        Bands.Run(context, gains.Width, gains.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                Pick(gains.Floats!.Row(y), channel, whole.Row(y));
            }
        });
        if (shrink == 1)
        {
            return whole;
        }

        using (whole)
        {
            var small = context.Pool.Rent<float>(Math.Max(1, gains.Width / shrink), Math.Max(1, gains.Height / shrink));
            Resampler.Scale(context, whole, small, ResamplingFilter.Area);
            return small;
        }
    }

    private static GainMap Encode(Plane<float>[] channels, ProcessingContext context)
    {
        var ranges = Array.ConvertAll(channels, plane => SampleRange.Of(plane.Samples));
        var low = ranges.Min(range => range.Least);
        var high = Math.Max(ranges.Max(range => range.Most), Math.Max(0, low) + LeastHeadroom);
        var codes = context.Pool.Rent<byte>(channels[0].Width * channels.Length, channels[0].Height);
        Bands.Run(context, codes.Width, codes.Height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                for (var channel = 0; channel < channels.Length; channel++)
                {
                    Codes(channels[channel].Row(y), low, 255 / (high - low), codes.Row(y)[channel..], channels.Length);
                }
            }
        });
        const float Offset = GainRows<PlainGamut>.Offset;
        var metadata = new GainMapMetadata(new GainMapChannel(low, high, 1, Offset, Offset)) { AlternateHeadroom = high };
        return new GainMap(new EncodedPicture(channels.Length, codes), metadata);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pick(ReadOnlySpan<float> pixels, int channel, Span<float> samples)
    {
        for (var x = 0; x < samples.Length; x++)
        {
            samples[x] = pixels[(3 * x) + channel];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Codes(ReadOnlySpan<float> gains, float low, float scale, Span<byte> codes, int step)
    {
        for (var x = 0; x < gains.Length; x++)
        {
            codes[x * step] = (byte)(((gains[x] - low) * scale) + 0.5f);
        }
    }
}
