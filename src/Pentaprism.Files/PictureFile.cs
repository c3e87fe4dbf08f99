using Pentaprism.Files.Encoders;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Png;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files;

/// <summary>A format for finished pictures.</summary>
public enum PictureFormat
{
    /// <summary>JPEG, 8 bits.</summary>
    Jpeg,

    /// <summary>PNG, 8 or 16 bits.</summary>
    Png,

    /// <summary>TIFF, 8, 16 or 32 (floating-point) bits.</summary>
    Tiff,

    /// <summary>AVIF, 8 or 10 bits, through avifenc.</summary>
    Avif,

    /// <summary>HEIC, 8 or 10 bits, through heif-enc.</summary>
    Heif,

    /// <summary>JPEG XL, 8 or 16 bits, through cjxl.</summary>
    Jxl,
}

/// <summary>Writes a finished picture in the format that its name asks for.</summary>
public static class PictureFile
{
    /// <summary>Gives the format of a file name.</summary>
    /// <param name="path">A name ending in .jpg, .jpeg, .png, .tif, .tiff, .avif, .heic, .heif or .jxl.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ImageFileException">The ending is another.</exception>
    public static PictureFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" => PictureFormat.Jpeg,
        ".PNG" => PictureFormat.Png,
        ".TIF" or ".TIFF" => PictureFormat.Tiff,
        ".AVIF" => PictureFormat.Avif,
        ".HEIC" or ".HEIF" => PictureFormat.Heif,
        ".JXL" => PictureFormat.Jxl,
        var ending => throw new ImageFileException(path, "", $"'{ending}' is no known picture format; use .jpg, .png, .tif, .avif, .heic or .jxl, or with develop .dng"),
    };

    /// <summary>Refuses a name whose format this machine cannot write, before any work is done for it.</summary>
    /// <param name="path">Where a file shall be.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ImageFileException">The ending is unknown, or its encoder is not installed; the message names the package.</exception>
    public static PictureFormat RequireFormatOf(string path)
    {
        var format = FormatOf(path);
        ExternalEncoder.Of(format)?.Require(path, EncoderProcess.Folders);
        return format;
    }

    /// <summary>Writes a picture, whole or not at all.</summary>
    /// <param name="path">Where the file shall be; its ending names the format.</param>
    /// <param name="picture">The samples; their depth must suit the format.</param>
    /// <param name="metadata">What to say about the picture.</param>
    /// <param name="jpeg">Options, used for JPEG; their quality also for AVIF, HEIC and JPEG XL.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ImageFileException">The file is there already, cannot be written, or a library is missing.</exception>
    public static void Write(
        string path, EncodedPicture picture, PictureMetadata metadata, JpegOptions jpeg, bool overwrite, ProcessingContext context)
    {
        var format = FormatOf(path);
        AtomicFile.Write(path, overwrite, stream =>
        {
            switch (format)
            {
                case PictureFormat.Jpeg:
                    JpegWriter.Write(stream, picture, jpeg, metadata, context);
                    break;
                case PictureFormat.Png:
                    PngWriter.Write(stream, picture, new PngOptions(), metadata, context);
                    break;
                case PictureFormat.Tiff:
                    TiffWriter.Write(stream, picture, metadata);
                    break;
                default:
                    ExternalEncoder.Of(format)!.Write(path, stream, picture, jpeg, metadata, context);
                    break;
            }
        });
    }
}
