using System.Buffers.Binary;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.UltraHdr;

/// <summary>The index of a JPEG that is followed by further pictures (CIPA DC-007, Multi-Picture Format).</summary>
/// <remarks>Offsets count from the index's own TIFF header, that of the first picture is 0.</remarks>
internal static class MultiPicture
{
    private const TiffTag NumberOfPictures = (TiffTag)0xB001;
    private const TiffTag Entries = (TiffTag)0xB002;
    private const int EntryBytes = 16;
    private const int MostPictures = 64;

    // Of the index of two pictures: 8 bytes of header, an IFD of three entries, the two entries of pictures.
    private const int EntriesAt = 8 + 2 + (3 * 12) + 4;

    /// <summary>Gets what a JPEG segment with an index begins with.</summary>
    public static ReadOnlySpan<byte> Identifier => "MPF\0"u8;

    /// <summary>Gets an index of two pictures whose sizes are not filled in yet.</summary>
    public static byte[] Blank { get; } =
    [
        (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
        0, 3,
        0xB0, 0, 0, 7, 0, 0, 0, 4, (byte)'0', (byte)'1', (byte)'0', (byte)'0',
        0xB0, 1, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2,
        0xB0, 2, 0, 7, 0, 0, 0, 2 * EntryBytes, 0, 0, 0, EntriesAt,
        0, 0, 0, 0,

        // The first is the "baseline primary picture", the second of no kind that the standard names.
        0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Fills in the sizes of the two pictures, the second of which follows the first at once.</summary>
    /// <param name="index">A copy of <see cref="Blank"/>.</param>
    /// <param name="headerAt">Place of the index's TIFF header in the file.</param>
    /// <param name="first">Bytes of the first picture.</param>
    /// <param name="second">Bytes of the second.</param>
    public static void Fill(Span<byte> index, int headerAt, int first, int second)
    {
        BinaryPrimitives.WriteInt32BigEndian(index[(EntriesAt + 4)..], first);
        BinaryPrimitives.WriteInt32BigEndian(index[(EntriesAt + EntryBytes + 4)..], second);
        BinaryPrimitives.WriteInt32BigEndian(index[(EntriesAt + EntryBytes + 8)..], first - headerAt);
    }

    /// <summary>Reads where the further pictures stand.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="jpeg">All of its bytes.</param>
    /// <param name="index">Where the index stands, from its TIFF header on.</param>
    /// <returns>The JPEGs after the first.</returns>
    /// <exception cref="ImageFileException">The index is damaged, or a picture lies outside the file.</exception>
    public static IReadOnlyList<Range> Read(string path, ReadOnlySpan<byte> jpeg, Range index)
    {
        var (headerAt, length) = index.GetOffsetAndLength(jpeg.Length);
        var place = new FilePlace(path, "MPF");
        TiffDirectory directory;
        try
        {
            directory = TiffFile.Parse(path, jpeg.Slice(headerAt, length).ToArray()).Main;
        }
        catch (ImageFileException problem)
        {
            throw place.Bad($"the index of pictures cannot be read: {problem.Message}", problem);
        }

        var count = directory.Require(NumberOfPictures).Integer(1, MostPictures);
        var entries = directory.Require(Entries).Cursor();
        if (entries.Remaining < count * EntryBytes)
        {
            throw place.Bad($"{count} pictures are announced, but the index has room for {entries.Remaining / EntryBytes}");
        }

        entries.Take(EntryBytes);
        var pictures = new List<Range>();
        for (var i = 2; i <= count; i++)
        {
            entries.U32();
            var (size, offset) = (entries.U32(), (long)entries.U32());
            entries.U32();
            var start = headerAt + offset;
            if (size < 4 || start + size > jpeg.Length || jpeg[(int)start] != 0xFF || jpeg[(int)start + 1] != 0xD8)
            {
                throw place.Within($"picture {i}").Bad($"no JPEG of {size} bytes stands at byte {start} of {jpeg.Length}; the file is cut off or damaged");
            }

            pictures.Add((int)start..(int)(start + size));
        }

        return pictures;
    }
}
