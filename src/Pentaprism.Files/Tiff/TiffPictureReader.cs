using Pentaprism.Files.Dng;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Tiff;

/// <summary>Reads finished pictures in TIFF: grey or red, green, blue, 8 or 16 bits or floating-point, plain, LZW, PackBits or deflated; alpha is left out.</summary>
/// <remarks>Source: TIFF revision 6.0 and its technical notes. The first directory counts.</remarks>
internal static class TiffPictureReader
{
    private const int WhiteIsZero = 0;
    private const int BlackIsZero = 1;
    private const int Rgb = 2;

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Memory and workers.</param>
    /// <exception cref="ImageFileException">The file is damaged, cut off or of another kind.</exception>
    public static PicturePlanes Read(string path, ProcessingContext context)
    {
        using var file = TiffFile.Open(path);
        var directory = file.Main;
        var photometric = directory.Require(TiffTag.PhotometricInterpretation).Integer(0, ushort.MaxValue);
        var storage = RawStorage.Read(directory, new TagScope(directory)) with { IsPicture = true };
        var isColour = photometric == Rgb && storage.Planes >= 3;
        if (!isColour && photometric is not (WhiteIsZero or BlackIsZero))
        {
            throw directory.Place.Bad($"PhotometricInterpretation {photometric} with {storage.Planes} samples a pixel is not supported; grey and red, green, blue are");
        }

        using var pixels = PixelDecoder.Decode(storage, context);
        var count = isColour ? 3 : 1;
        var largest = storage.IsFloat || storage.Bits > 16 ? 0 : (1 << storage.Bits) - 1;
        var planes = pixels.Codes is { } codes
            ? codes.Take(count).SelectMany(plane => PlaneSplitter.Split(plane, 1, largest, context)).ToArray()
            : [.. pixels.Values!.Take(count).Select(plane => Copy(plane, context))];
        if (photometric == WhiteIsZero)
        {
            Invert(planes[0]);
        }

        var encoding = directory.Find(TiffTag.IccProfile) is { IsBroken: false } profile ? IccSpaces.Encoding(profile.LittleEndianBytes()) : PictureEncoding.Unstated;
        return new PicturePlanes(planes, largest, encoding);
    }

    private static Plane<float> Copy(Plane<float> plane, ProcessingContext context)
    {
        var copy = context.Pool.Rent<float>(plane.Width, plane.Height);
        plane.Samples.CopyTo(copy.Samples);
        return copy;
    }

    private static void Invert(Plane<float> plane)
    {
        foreach (ref var sample in plane.Samples)
        {
            sample = 1 - sample;
        }
    }
}
