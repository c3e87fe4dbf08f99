using Pentaprism.Darkroom;
using Pentaprism.Darkroom.LinearDng;
using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary>What <c>develop -o photo.dng</c> writes: the linear capture, and the finished picture as its preview.</summary>
internal static class LinearDngFile
{
    // A preview is looked at, not kept.
    private static readonly JpegOptions _preview = new() { Quality = 85 };

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="ImageFileException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, EncodedPicture preview, LinearCapture linear, PictureMetadata description, bool overwrite, ProcessingContext context)
    {
        using var jpeg = new MemoryStream();
        JpegWriter.Write(jpeg, preview, _preview, new PictureMetadata { Icc = description.Icc }, context);

        // Few programs read lossless JPEG of three colours.
        var options = new DngWriteOptions { Software = PictureDescription.Software, Compression = DngCompression.None, Preview = [.. jpeg.ToArray()] };
        DngWriter.Write(path, overwrite, linear.Metadata with { Xmp = description.Xmp }, linear.Pixels, options, context);
    }
}
