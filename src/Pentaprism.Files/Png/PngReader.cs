using System.Buffers.Binary;
using System.IO.Compression;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Pictures;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Png;

/// <summary>Reads PNG of all colour types and depths that is not interlaced; alpha is left out.</summary>
/// <remarks>Source: PNG specification, third edition. Every chunk's checksum is compared; the samples are decoded completely or not at all.</remarks>
internal static class PngReader
{
    private const int LargestProfile = 1 << 22;

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Memory and workers.</param>
    /// <exception cref="ImageFileException">The file is damaged, cut off or interlaced.</exception>
    public static PicturePlanes Read(string path, ProcessingContext context)
    {
        var bytes = FileBytes.ReadWhole(path);
        PngHeader? header = null;
        var encoding = PictureEncoding.Unstated;
        byte[] palette = [];
        using var deflated = new MemoryStream();
        for (var at = 8; ;)
        {
            var place = new FilePlace(path, $"chunk at offset {at}");
            var content = Chunk(bytes, at, place, out var type);
            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Parse(content, place);
                    break;
                case "PLTE":
                    palette = content.ToArray();
                    break;
                case "iCCP":
                    encoding = Profile(content) ?? encoding;
                    break;
                case "sRGB" when encoding == PictureEncoding.Unstated:
                    encoding = new PictureEncoding(RgbSpace.Srgb, TransferFunction.Srgb, "sRGB chunk");
                    break;
                case "IDAT":
                    deflated.Write(content);
                    break;
                case "IEND":
                    return Decode(header ?? throw place.Bad("the header is missing"), deflated, palette, encoding, place, context);
            }

            at += 12 + content.Length;
        }
    }

    private static ReadOnlySpan<byte> Chunk(byte[] bytes, int at, FilePlace place, out string type)
    {
        if (at > bytes.Length - 12)
        {
            throw place.Bad("the file is cut off");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
        if (length > bytes.Length - at - 12)
        {
            throw place.Bad($"{length} bytes are announced, {bytes.Length - at - 12} are there; the file is cut off");
        }

        type = System.Text.Encoding.Latin1.GetString(bytes, at + 4, 4);
        var checkedPart = bytes.AsSpan(at + 4, (int)length + 4);
        return PngChecksums.Crc(0, checkedPart) == BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length))
            ? checkedPart[4..]
            : throw place.Bad($"the checksum of '{type}' is wrong; the file is damaged");
    }

    private static PictureEncoding? Profile(ReadOnlySpan<byte> content)
    {
        // Name, 0, method 0, deflated profile.
        var name = content.IndexOf((byte)0);
        if (name < 0 || content.Length < name + 2)
        {
            return null;
        }

        try
        {
            using var zlib = new ZLibStream(new MemoryStream(content[(name + 2)..].ToArray()), CompressionMode.Decompress);
            var profile = new byte[LargestProfile];
            return IccSpaces.Encoding(profile.AsSpan(0, zlib.ReadAtLeast(profile, LargestProfile, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PicturePlanes Decode(PngHeader header, MemoryStream deflated, byte[] palette, PictureEncoding encoding, FilePlace place, ProcessingContext context)
    {
        deflated.Position = 0;
        var row = new byte[header.RowBytes];
        var above = new byte[header.RowBytes];
        using var samples = context.Pool.Rent<ushort>(checked(header.Width * header.Channels), header.Height);
        try
        {
            using var zlib = new ZLibStream(deflated, CompressionMode.Decompress);
            for (var y = 0; y < header.Height; y++)
            {
                var filter = zlib.ReadByte();
                zlib.ReadExactly(row);
                PngFilters.Undo(filter, row, above, header.PixelBytes);
                header.Unpack(row, palette, samples.Row(y));
                (row, above) = (above, row);
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw place.Bad("its samples are damaged or cut off", problem);
        }

        return new PicturePlanes(PlaneSplitter.Split(samples, header.Channels, header.LargestCode, context), header.LargestCode, encoding);
    }
}
