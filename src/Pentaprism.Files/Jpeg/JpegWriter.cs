using System.Buffers.Binary;
using System.Text;
using Pentaprism.Files.Exif;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Jpeg;

/// <summary>Writes finished pictures as baseline JPEG with EXIF, XMP and an ICC profile.</summary>
/// <remarks>Order of the segments: JFIF, EXIF, XMP, extended XMP, ICC, what a caller adds, then the picture.</remarks>
public static class JpegWriter
{
    private const int SegmentLimit = 65533;

    // A chunk of a profile: the segment less identifier, number and count (ICC.1:2022, annex B.4).
    private const int IccChunk = SegmentLimit - 14;

    /// <summary>Writes a picture.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="picture">A picture of 8 bits.</param>
    /// <param name="options">Quality and subsampling.</param>
    /// <param name="metadata">What to say about it.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <exception cref="ArgumentException">The picture has not 8 bits, or the ICC profile does not fit it.</exception>
    /// <exception cref="ImageFileException">A side is longer than 65500 pixels, or libjpeg-turbo is not installed.</exception>
    public static void Write(
        Stream stream, EncodedPicture picture, JpegOptions options, PictureMetadata metadata, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Write(stream, picture, options, metadata, [], context);
    }

    /// <summary>Writes a picture with segments of the caller's after its own.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="picture">A picture of 8 bits.</param>
    /// <param name="options">Quality and subsampling.</param>
    /// <param name="metadata">What to say about it; null for nothing at all.</param>
    /// <param name="further">The segments.</param>
    /// <param name="context">Workers and cancellation.</param>
    internal static void Write(
        Stream stream, EncodedPicture picture, JpegOptions options, PictureMetadata? metadata, ReadOnlySpan<JpegSegment> further, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        metadata?.CheckProfile(picture);
        if (picture.Bytes is null)
        {
            throw new ArgumentException($"JPEG holds 8 bits a sample, the picture has {picture.BitsPerSample}.", nameof(picture));
        }

        if (Math.Max(picture.Width, picture.Height) > TurboJpeg.MaximumSide)
        {
            throw new ImageFileException(
                "JPEG", "", $"{picture.Width} × {picture.Height} pixels are more than its {TurboJpeg.MaximumSide} a side; write TIFF or PNG");
        }

        var (head, bands) = JpegBands.Encode(picture, options, context);
        var rest = WriteJfif(stream, head, (metadata ?? new PictureMetadata()).PixelsPerInch);
        if (metadata is not null)
        {
            WriteMetadata(stream, picture, metadata);
        }

        foreach (var segment in further)
        {
            WriteSegment(stream, segment.Marker, segment.Content);
        }

        stream.Write(rest);
        for (var i = 0; i < bands.Count; i++)
        {
            if (i > 0)
            {
                stream.Write([0xFF, (byte)(0xD0 + ((i - 1) % 8))]);
            }

            stream.Write(bands[i].Span);
        }

        stream.Write([0xFF, 0xD9]);
    }

    // SOI and APP0 with our resolution; returns what follows them.
    private static ReadOnlySpan<byte> WriteJfif(Stream stream, ReadOnlySpan<byte> head, double pixelsPerInch)
    {
        stream.Write([0xFF, 0xD8]);
        var density = (ushort)Math.Round(pixelsPerInch);
        byte[] jfif = [.. "JFIF\0"u8, 1, 1, 1, (byte)(density >> 8), (byte)density, (byte)(density >> 8), (byte)density, 0, 0];
        WriteSegment(stream, 0xE0, jfif);
        return head is [_, _, 0xFF, 0xE0, ..] ? head[(4 + BinaryPrimitives.ReadUInt16BigEndian(head[4..]))..] : head[2..];
    }

    private static void WriteMetadata(Stream stream, EncodedPicture picture, PictureMetadata metadata)
    {
        WriteSegment(stream, JpegSegments.App1, [.. "Exif\0\0"u8, .. ExifWriter.ToBlock(picture, metadata, isJpeg: true, SegmentLimit - 6)]);
        if (metadata.Xmp is { } xmp && ExtendedXmp.Split(xmp, ExtendedXmp.StandardLimit) is var (standard, extended, digest))
        {
            WriteSegment(stream, JpegSegments.App1, [.. JpegSegments.XmpIdentifier, .. standard]);
            WriteExtendedXmp(stream, extended, digest);
        }

        if (metadata.Icc is { } icc)
        {
            var chunks = icc.Chunk(IccChunk).ToArray();
            for (var i = 0; i < chunks.Length; i++)
            {
                WriteSegment(stream, JpegSegments.App2, [.. JpegSegments.IccIdentifier, (byte)(i + 1), (byte)chunks.Length, .. chunks[i]]);
            }
        }
    }

    private static void WriteExtendedXmp(Stream stream, byte[] extended, string digest)
    {
        var identifier = "http://ns.adobe.com/xmp/extension/\0"u8;
        var room = SegmentLimit - identifier.Length - 40;
        for (var at = 0; at < extended.Length; at += room)
        {
            var part = extended.AsSpan(at, Math.Min(room, extended.Length - at));
            var place = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(place, extended.Length);
            BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(4), at);
            WriteSegment(stream, JpegSegments.App1, [.. identifier, .. Encoding.ASCII.GetBytes(digest), .. place, .. part]);
        }
    }

    private static void WriteSegment(Stream stream, byte marker, ReadOnlySpan<byte> content)
    {
        var length = content.Length + 2;
        stream.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        stream.Write(content);
    }
}

/// <summary>A segment of a JPEG.</summary>
/// <param name="Marker">Second byte of its marker.</param>
/// <param name="Content">What stands in it, at most 65533 bytes.</param>
internal readonly record struct JpegSegment(byte Marker, byte[] Content);
