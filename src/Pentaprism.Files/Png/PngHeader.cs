using System.Buffers.Binary;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Png;

/// <summary>What the header of a PNG says, and how its rows are to be read.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits of a sample.</param>
/// <param name="ColourType">0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColourType)
{
    private const int LargestSide = 1 << 20;
    private const long MostSamples = 1L << 30;
    private const int Palette = 3;

    /// <summary>Gets the samples of a pixel after a palette was looked up.</summary>
    public int Channels => ColourType switch { 2 or Palette => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Gets the largest code after a palette was looked up.</summary>
    public int LargestCode => ColourType == Palette ? byte.MaxValue : (1 << Depth) - 1;

    /// <summary>Gets the bytes of a row.</summary>
    public int RowBytes => (int)((((long)Width * StoredChannels * Depth) + 7) / 8);

    /// <summary>Gets the bytes of a pixel for the filters, at least 1.</summary>
    public int PixelBytes => Math.Max(1, StoredChannels * Depth / 8);

    private int StoredChannels => ColourType == Palette ? 1 : Channels;

    /// <summary>Reads the chunk.</summary>
    /// <param name="content">Its 13 bytes.</param>
    /// <param name="place">Where it stands.</param>
    public static PngHeader Parse(ReadOnlySpan<byte> content, FilePlace place)
    {
        if (content.Length != 13)
        {
            throw place.Bad($"the header has {content.Length} bytes instead of 13");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(content), BinaryPrimitives.ReadUInt32BigEndian(content[4..]));
        if (width is 0 or > LargestSide || height is 0 or > LargestSide || (long)width * height * 4 > MostSamples)
        {
            throw place.Bad($"a picture of {width} × {height} pixels cannot be read");
        }

        var (depth, type) = (content[8], content[9]);
        var isKnown = (type, depth) is (0, 1 or 2 or 4 or 8 or 16) or (2 or 4 or 6, 8 or 16) or (Palette, 1 or 2 or 4 or 8);
        if (!isKnown || content[10] != 0 || content[11] != 0)
        {
            throw place.Bad($"colour type {type} with {depth} bits is not known");
        }

        return content[12] == 0
            ? new PngHeader((int)width, (int)height, depth, type)
            : throw place.Bad("interlaced PNG is not supported; save it without interlacing");
    }

    /// <summary>Turns the bytes of a row into codes.</summary>
    /// <param name="row">The bytes, without filter.</param>
    /// <param name="palette">Red, green, blue of each entry.</param>
    /// <param name="codes">Takes <see cref="Channels"/> codes a pixel.</param>
    /// <exception cref="InvalidDataException">A pixel asks for an entry that the palette does not have.</exception>
    public void Unpack(ReadOnlySpan<byte> row, ReadOnlySpan<byte> palette, Span<ushort> codes)
    {
        for (var i = 0; i < Width * StoredChannels; i++)
        {
            var code = Depth switch
            {
                16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * i)..]),
                8 => row[i],
                _ => (row[i * Depth / 8] >> (8 - Depth - (i * Depth % 8))) & ((1 << Depth) - 1),
            };
            if (ColourType != Palette)
            {
                codes[i] = (ushort)code;
            }
            else if ((3 * code) + 2 < palette.Length)
            {
                (codes[3 * i], codes[(3 * i) + 1], codes[(3 * i) + 2]) = (palette[3 * code], palette[(3 * code) + 1], palette[(3 * code) + 2]);
            }
            else
            {
                throw new InvalidDataException($"The palette has no entry {code}.");
            }
        }
    }
}
