using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Pentaprism.Files.Encoders;

/// <summary>Puts EXIF and XMP into a JPEG XL file.</summary>
/// <remarks>Source: ISO/IEC 18181-2: boxes of a 32-bit length, a type and content; length 0 reaches to the end of the file, 1 announces 64 bits.</remarks>
internal static class JxlContainer
{
    private static ReadOnlySpan<byte> Signature => [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 13, 10, 0x87, 10];

    private static ReadOnlySpan<byte> FileType => "\0\0\0\u0014ftypjxl \0\0\0\0jxl "u8;

    /// <summary>Gives a file with boxes for EXIF and XMP in the place of those that it has.</summary>
    /// <param name="jxl">A container or a bare codestream, as an encoder wrote it.</param>
    /// <param name="exif">A TIFF file.</param>
    /// <param name="xmp">A packet; null writes none.</param>
    /// <returns>A container.</returns>
    /// <exception cref="InvalidDataException">The boxes are damaged.</exception>
    public static byte[] WithMetadata(ReadOnlySpan<byte> jxl, ReadOnlySpan<byte> exif, ImmutableArray<byte>? xmp)
    {
        var file = new List<byte>(jxl.Length + exif.Length + 4096);
        if (jxl.StartsWith(Signature))
        {
            CopyBoxes(jxl, file);
        }
        else
        {
            file.AddRange(Signature);
            file.AddRange(FileType);
            Add(file, "jxlc"u8, jxl);
        }

        // Before the TIFF file stands the offset of its header.
        Add(file, "Exif"u8, [0, 0, 0, 0, .. exif]);
        if (xmp is { } packet)
        {
            Add(file, "xml "u8, packet.AsSpan());
        }

        return [.. file];
    }

    private static void CopyBoxes(ReadOnlySpan<byte> jxl, List<byte> file)
    {
        for (var at = 0; at < jxl.Length;)
        {
            var rest = jxl[at..];
            var size = rest.Length < 8 ? -1 : BinaryPrimitives.ReadUInt32BigEndian(rest) switch
            {
                0 => rest.Length,
                1 => rest.Length < 16 ? -1 : BinaryPrimitives.ReadInt64BigEndian(rest[8..]),
                var length => length,
            };
            if (size < 8 || size > rest.Length)
            {
                throw new InvalidDataException($"the box at byte {at} of the JPEG XL file is damaged");
            }

            var box = rest[..(int)size];
            var type = box[4..8];
            if (!type.SequenceEqual("Exif"u8) && !type.SequenceEqual("xml "u8) && !type.SequenceEqual("brob"u8))
            {
                var first = file.Count;
                file.AddRange(box);
                if (BinaryPrimitives.ReadUInt32BigEndian(box) == 0)
                {
                    // It is not the last one any more.
                    BinaryPrimitives.WriteUInt32BigEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(file)[first..], (uint)size);
                }
            }

            at += (int)size;
        }
    }

    private static void Add(List<byte> file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        file.AddRange(length);
        file.AddRange(type);
        file.AddRange(content);
    }
}
