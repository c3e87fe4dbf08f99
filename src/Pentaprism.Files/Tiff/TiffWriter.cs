using System.Runtime.InteropServices;
using Pentaprism.Files.Exif;

namespace Pentaprism.Files.Tiff;

/// <summary>Writes finished pictures as TIFF: 8 or 16 bits or floating-point, grey or red, green, blue, uncompressed.</summary>
/// <remarks>TIFF 6.0, little-endian, in strips; BigTIFF where the file would pass 4 GiB.</remarks>
public static class TiffWriter
{
    // TIFF 6.0 recommends strips of about 8 kB; readers of today do better with fewer, larger ones.
    private const int StripBytes = 1 << 18;

    /// <summary>Writes a picture.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="metadata">What to say about it.</param>
    /// <exception cref="ArgumentException">The ICC profile does not fit the picture.</exception>
    public static void Write(Stream stream, EncodedPicture picture, PictureMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(metadata);
        metadata.CheckProfile(picture);
        var directory = new TiffWriterDirectory();
        var channels = picture.Channels;
        directory.SetLongs(TiffTag.NewSubFileType, 0);
        directory.SetLongs(TiffTag.ImageWidth, (uint)picture.Width);
        directory.SetLongs(TiffTag.ImageLength, (uint)picture.Height);
        directory.SetShorts(TiffTag.BitsPerSample, [.. Enumerable.Repeat((ushort)picture.BitsPerSample, channels)]);
        directory.SetShorts(TiffTag.Compression, 1);
        directory.SetShorts(TiffTag.PhotometricInterpretation, channels == 1 ? (ushort)1 : (ushort)2);
        directory.SetShorts(TiffTag.SamplesPerPixel, (ushort)channels);
        directory.SetShorts(TiffTag.PlanarConfiguration, 1);
        directory.SetShorts(TiffTag.SampleFormat, [.. Enumerable.Repeat(picture.Floats is null ? (ushort)1 : (ushort)3, channels)]);
        ExifWriter.AddPicture(directory, picture, metadata);
        if (metadata.Icc is { } icc)
        {
            directory.SetBytes(TiffTag.IccProfile, TiffType.Undefined, icc.AsSpan());
        }

        if (metadata.Xmp is { } xmp)
        {
            directory.SetBytes(TiffTag.Xmp, TiffType.Byte, xmp.AsSpan());
        }

        AddStrips(directory, picture);
        TiffWriterFile.Write(stream, directory);
    }

    private static void AddStrips(TiffWriterDirectory directory, EncodedPicture picture)
    {
        var rowBytes = (long)picture.Width * picture.Channels * picture.BitsPerSample / 8;
        var rows = (int)Math.Clamp(StripBytes / rowBytes, 1, picture.Height);
        var strips = new List<TiffWriterBlock>();
        for (var top = 0; top < picture.Height; top += rows)
        {
            var (first, end) = (top, Math.Min(picture.Height, top + rows));
            strips.Add(new TiffWriterBlock(rowBytes * (end - first), stream => stream.Write(Rows(picture, first, end))));
        }

        directory.SetLongs(TiffTag.RowsPerStrip, (uint)rows);
        directory.SetBlocks(TiffTag.StripOffsets, TiffTag.StripByteCounts, strips);
    }

    private static ReadOnlySpan<byte> Rows(EncodedPicture picture, int top, int bottom) =>
        picture.Bytes is { } bytes ? bytes.Rows(top, bottom)
        : picture.Words is { } words ? MemoryMarshal.AsBytes(words.Rows(top, bottom))
        : MemoryMarshal.AsBytes(picture.Floats!.Rows(top, bottom));
}
