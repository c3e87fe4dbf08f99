using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Finish;

/// <summary>Turns linear Rec. 2020 into the samples of a file: crop, scale, colour space, curve, whole numbers, upright.</summary>
/// <remarks>
/// In: display-linear light between 0 and 1, or scene light for <see cref="FinishOptions.Scene"/>. Scaling happens in linear light. All that
/// is done pixel by pixel happens in one pass over the picture.
/// </remarks>
public static class Finisher
{
    // Columns of an upright picture are written 16 pixels, nearly a cache line of bytes, at a time.
    private const int BandHeight = 16;

    /// <summary>Encodes a picture.</summary>
    /// <param name="picture">The picture; stays the caller's and unchanged.</param>
    /// <param name="frame">Which part of it to show, and which way is up.</param>
    /// <param name="options">Colour space, samples, size.</param>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <returns>The samples; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The crop sticks out of the picture.</exception>
    public static EncodedPicture Encode(RgbPlanes picture, PictureFrame frame, FinishOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var whole = new PixelRectangle(0, 0, picture.Width, picture.Height);
        var crop = frame.Crop ?? whole;
        if (!whole.Contains(crop) || crop.Width < 1 || crop.Height < 1)
        {
            throw new ArgumentException($"The crop {crop} does not lie within {picture.Width} × {picture.Height} pixels.", nameof(frame));
        }

        var (width, height) = (Scaled(crop.Width, options.Scale * frame.PixelAspect.Horizontal), Scaled(crop.Height, options.Scale * frame.PixelAspect.Vertical));
        if (width == crop.Width && height == crop.Height)
        {
            return EncodeSamples(picture, crop, frame.Orientation, options, context);
        }

        using var scaled = Resize(picture, crop, width, height, context);
        return EncodeSamples(scaled, new PixelRectangle(0, 0, width, height), frame.Orientation, options, context);
    }

    private static int Scaled(int side, double factor) => Math.Max(1, (int)Math.Round(side * factor));

    // Catmull and Rom's cubic keeps edges firm; where it overshoots below black or above white, the encoding clips.
    private static RgbPlanes Resize(RgbPlanes picture, PixelRectangle crop, int width, int height, ProcessingContext context)
    {
        var result = RgbPlanes.Rent(context.Pool, width, height);
        using var part = context.Pool.Rent<float>(crop.Width, crop.Height);
        for (var colour = 0; colour < 3; colour++)
        {
            for (var y = 0; y < crop.Height; y++)
            {
                picture[colour].Row(crop.Top + y).Slice(crop.Left, crop.Width).CopyTo(part.Row(y));
            }

            Resampler.Scale(context, part, result[colour], ResamplingFilter.CatmullRom);
        }

        return result;
    }

    private static EncodedPicture EncodeSamples(
        RgbPlanes picture, PixelRectangle crop, int orientation, FinishOptions options, ProcessingContext context)
    {
        var upright = new Orientation(orientation, crop.Width, crop.Height);
        var (rowLength, rows) = (3 * upright.UprightWidth, upright.UprightHeight);
        var transfer = options.Transfer;
        switch (options.Samples ?? SampleKind.Byte)
        {
            case SampleKind.Byte:
                var bytes = context.Pool.Rent<byte>(rowLength, rows);
                Run(picture, crop, upright, options, transfer.EncodeRow, bytes, context);
                return new EncodedPicture(3, bytes);
            case SampleKind.Word:
                var words = context.Pool.Rent<ushort>(rowLength, rows);
                Run(picture, crop, upright, options, transfer.EncodeRow, words, context);
                return new EncodedPicture(3, words);
            default:
                var floats = context.Pool.Rent<float>(rowLength, rows);
                Run(picture, crop, upright, options, transfer.EncodeRow, floats, context);
                return new EncodedPicture(3, floats);
        }
    }

    private static void Run<T>(
        RgbPlanes picture, PixelRectangle crop, Orientation upright, FinishOptions options, RowEncoder<T> encode, Plane<T> samples, ProcessingContext context)
        where T : unmanaged
    {
        if (options.Gamut == GamutMapping.Soft && options.Space != OutputSpace.Rec2020)
        {
            Run(new SoftGamut(options.RgbSpace), picture, crop, upright, encode, samples, context);
        }
        else
        {
            Run(new PlainGamut(options.RgbSpace), picture, crop, upright, encode, samples, context);
        }
    }

    private static void Run<TMap, T>(
        TMap map, RgbPlanes picture, PixelRectangle crop, Orientation upright, RowEncoder<T> encode, Plane<T> samples, ProcessingContext context)
        where TMap : struct, IColourMap
        where T : unmanaged
    {
        Bands.Run(context, crop.Width, crop.Height, BandHeight, (top, bottom) =>
        {
            using var linear = context.Pool.Rent<float>(crop.Width, 3);
            using var codes = context.Pool.Rent<T>(crop.Width, 3);
            using var band = context.Pool.Rent<T>(3 * crop.Width, BandHeight);
            for (var y = top; y < bottom; y++)
            {
                for (var colour = 0; colour < 3; colour++)
                {
                    picture[colour].Row(crop.Top + y).Slice(crop.Left, crop.Width).CopyTo(linear.Row(colour));
                }

                ColourMap.Apply(map, linear.Row(0), linear.Row(1), linear.Row(2));
                for (var colour = 0; colour < 3; colour++)
                {
                    encode(linear.Row(colour), codes.Row(colour));
                }

                Interleave(codes.Row(0), codes.Row(1), codes.Row(2), band.Row(y - top));
            }

            upright.Place(band.Samples, top, bottom - top, samples.Samples);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave<T>(ReadOnlySpan<T> red, ReadOnlySpan<T> green, ReadOnlySpan<T> blue, Span<T> pixels)
        where T : unmanaged
    {
        for (var x = 0; x < red.Length && x < green.Length && x < blue.Length; x++)
        {
            var pixel = pixels.Slice(3 * x, 3);
            pixel[0] = red[x];
            pixel[1] = green[x];
            pixel[2] = blue[x];
        }
    }

    private delegate void RowEncoder<T>(ReadOnlySpan<float> linear, Span<T> codes);
}
