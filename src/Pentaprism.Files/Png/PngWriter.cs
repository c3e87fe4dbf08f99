using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Pentaprism.Files.Exif;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Png;

/// <summary>Writes finished pictures as PNG: 8 or 16 bits, grey or red, green, blue, with EXIF, XMP and an ICC profile.</summary>
/// <remarks>Source: PNG specification, third edition. Bands of rows are filtered and deflated on all workers, each into a chunk of its own.</remarks>
public static class PngWriter
{
    private const int BandBytes = 1 << 20;

    /// <summary>Writes a picture.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="picture">A picture of 8 or 16 bits.</param>
    /// <param name="options">The effort.</param>
    /// <param name="metadata">What to say about it.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentException">The picture is floating-point, or the ICC profile does not fit it.</exception>
    public static void Write(
        Stream stream, EncodedPicture picture, PngOptions options, PictureMetadata metadata, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(context);
        metadata.CheckProfile(picture);
        if (picture.Floats is not null)
        {
            throw new ArgumentException("PNG holds 8 or 16 bits a sample, the picture is floating-point.", nameof(picture));
        }

        stream.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = ((byte)picture.BitsPerSample, picture.Channels == 1 ? (byte)0 : (byte)2);
        WriteChunk(stream, "IHDR"u8, header);
        WriteMetadata(stream, picture, metadata);
        WriteSamples(stream, picture, options, context);
        WriteChunk(stream, "IEND"u8, []);
    }

    private static void WriteMetadata(Stream stream, EncodedPicture picture, PictureMetadata metadata)
    {
        if (metadata.Icc is { } icc)
        {
            WriteChunk(stream, "iCCP"u8, [.. "ICC profile\0"u8, 0, .. Zlib(icc)]);
        }

        var density = new byte[9];
        var perMetre = (int)Math.Round(metadata.PixelsPerInch / 0.0254);
        BinaryPrimitives.WriteInt32BigEndian(density, perMetre);
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), perMetre);
        density[8] = 1;
        WriteChunk(stream, "pHYs"u8, density);
        WriteChunk(stream, "eXIf"u8, ExifWriter.ToBlock(picture, metadata, isJpeg: false, int.MaxValue));
        if (metadata.Xmp is { } xmp)
        {
            // Keyword, not compressed, method 0, no language, no translated keyword.
            WriteChunk(stream, "iTXt"u8, [.. "XML:com.adobe.xmp\0"u8, 0, 0, 0, 0, .. xmp]);
        }
    }

    private static void WriteSamples(Stream stream, EncodedPicture picture, PngOptions options, ProcessingContext context)
    {
        var rowBytes = picture.Width * picture.Channels * picture.BitsPerSample / 8;
        var rows = Math.Clamp(BandBytes / rowBytes, 1, picture.Height);
        var bands = new (byte[] Deflated, uint Adler, long Length)[(picture.Height + rows - 1) / rows];
        Bands.Run(context, rowBytes, picture.Height, rows, (top, bottom) =>
        {
            using var filtered = context.Pool.Rent<byte>(rowBytes + 1, bottom - top);
            FilterBand(picture, top, filtered);
            bands[top / rows] = (Deflate(filtered.Samples, options.Effort), PngChecksums.Adler(filtered.Samples), filtered.Samples.Length);
        });

        // The zlib stream (RFC 1950): header, the bands' blocks, an empty last block, the checksum of all bands.
        var adler = 1u;
        for (var i = 0; i < bands.Length; i++)
        {
            adler = PngChecksums.CombineAdler(adler, bands[i].Adler, bands[i].Length);
            WriteChunk(stream, "IDAT"u8, i == 0 ? [0x78, 0x01, .. bands[i].Deflated] : bands[i].Deflated);
        }

        byte[] end = [0x03, 0x00, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(end.AsSpan(2), adler);
        WriteChunk(stream, "IDAT"u8, end);
    }

    private static void FilterBand(EncodedPicture picture, int top, Plane<byte> filtered)
    {
        var step = picture.Channels * picture.BitsPerSample / 8;
        var row = new byte[filtered.Width - 1];
        var above = new byte[row.Length];
        var scratch = new byte[row.Length];
        if (top > 0)
        {
            ReadRow(picture, top - 1, above);
        }

        for (var y = 0; y < filtered.Height; y++)
        {
            ReadRow(picture, top + y, row);
            PngFilters.Apply(row, above, step, scratch, filtered.Row(y));
            (row, above) = (above, row);
        }
    }

    private static void ReadRow(EncodedPicture picture, int y, Span<byte> target)
    {
        if (picture.Bytes is { } bytes)
        {
            bytes.Row(y).CopyTo(target);
            return;
        }

        var words = MemoryMarshal.Cast<byte, ushort>(target);
        BinaryPrimitives.ReverseEndianness(picture.Words!.Row(y), words);
    }

    // Blocks that end on a byte and are not the last: what a flush leaves behind.
    private static byte[] Deflate(ReadOnlySpan<byte> bytes, PngEffort effort)
    {
        using var target = new MemoryStream(bytes.Length);
        using var deflate = new DeflateStream(target, effort == PngEffort.Fast ? CompressionLevel.Fastest : CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(bytes);
        deflate.Flush();
        return target.ToArray();
    }

    private static byte[] Zlib(ImmutableArray<byte> bytes)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes.AsSpan());
        }

        return target.ToArray();
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngChecksums.Crc(PngChecksums.Crc(0, type), content));
        stream.Write(number);
    }
}
