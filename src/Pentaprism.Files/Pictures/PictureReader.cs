using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Png;
using Pentaprism.Files.Pnm;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Pictures;

/// <summary>Reads finished pictures for measuring: JPEG, PNG, TIFF, and the greymaps and pixmaps of Netpbm; what a file is, its first bytes tell.</summary>
public static class PictureReader
{
    /// <summary>Reads a picture, all of it or nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>Its planes, which the caller owns.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, is damaged, or is of another kind.</exception>
    public static PicturePlanes Read(string path, ProcessingContext context)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(context);
        return Head(path) switch
        {
            [0xFF, 0xD8, 0xFF, ..] => ReadJpeg(path, context),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngReader.Read(path, context),
            [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => TiffPictureReader.Read(path, context),
            [(byte)'P', (byte)'5' or (byte)'6', ..] => PnmReader.Read(path, context),
            _ => throw new ImageFileException(path, "header", "is no picture that can be read; JPEG, PNG, TIFF, PGM and PPM can"),
        };
    }

    private static byte[] Head(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[4];
            return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ImageFileException(path, "", $"cannot be read: {problem.Message}", problem);
        }
    }

    private static PicturePlanes ReadJpeg(string path, ProcessingContext context)
    {
        using var reader = JpegReader.Open(path);
        using var picture = reader.ReadPixels(context);
        var planes = PlaneSplitter.Split(picture.Bytes!, 3, context);
        if (AreEqual(planes))
        {
            planes[1].Dispose();
            planes[2].Dispose();
            planes = [planes[0]];
        }

        var source = reader.Space is null ? "an ICC profile of an unknown space" : $"JPEG of {reader.Space.Name}";
        return new PicturePlanes(planes, byte.MaxValue, new PictureEncoding(reader.Space, reader.Space?.Transfer, source));
    }

    // A grey JPEG is decoded to three equal colours.
    private static bool AreEqual(Plane<float>[] planes) =>
        planes[0].Samples.SequenceEqual(planes[1].Samples) && planes[0].Samples.SequenceEqual(planes[2].Samples);
}
