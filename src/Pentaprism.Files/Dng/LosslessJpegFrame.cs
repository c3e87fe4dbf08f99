using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>What the header of a lossless JPEG says: one frame (SOF3) and its one scan.</summary>
/// <remarks>Source: ITU-T T.81, annexes B and H.</remarks>
internal sealed record LosslessJpegFrame
{
    private const int StartOfLosslessFrame = 0xC3;
    private const int HuffmanTables = 0xC4;
    private const int EndOfImage = 0xD9;
    private const int StartOfScan = 0xDA;
    private const int LineCount = 0xDC;
    private const int RestartIntervalMarker = 0xDD;

    /// <summary>Gets the columns.</summary>
    public int Width { get; private init; }

    /// <summary>Gets the rows.</summary>
    public int Height { get; private init; }

    /// <summary>Gets the bits of a sample, 2 to 16.</summary>
    public int Precision { get; private init; }

    /// <summary>Gets the table of each component, in the order of the scan.</summary>
    public LosslessJpegTable[] Tables { get; private init; } = [];

    /// <summary>Gets the predictor, 1 to 7.</summary>
    public int Predictor { get; private init; }

    /// <summary>Gets the bits by which samples were shifted down.</summary>
    public int PointTransform { get; private init; }

    /// <summary>Gets the pixels between restart markers; 0 for none.</summary>
    public int RestartInterval { get; private init; }

    /// <summary>Gets where the coded samples begin.</summary>
    public int DataOffset { get; private init; }

    /// <summary>Gets the samples of a row.</summary>
    public int RowSamples => Width * Tables.Length;

    /// <summary>Tells whether a JPEG is lossless by its frame marker.</summary>
    /// <param name="jpeg">The stream.</param>
    /// <returns>The frame marker's last byte: 0xC3 for lossless; 0 when there is none.</returns>
    public static int FrameMarker(ReadOnlySpan<byte> jpeg)
    {
        var position = 2;
        while (position + 4 <= jpeg.Length && jpeg[position] == 0xFF)
        {
            var marker = jpeg[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not HuffmanTables and not 0xC8 and not 0xCC)
            {
                return marker;
            }

            position += 2 + ((jpeg[position + 2] << 8) | jpeg[position + 3]);
        }

        return 0;
    }

    /// <summary>Reads the header up to the coded samples.</summary>
    /// <param name="jpeg">The stream.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>The header.</returns>
    /// <exception cref="ImageFileException">It is no lossless JPEG, or one of a kind that is not supported.</exception>
    public static LosslessJpegFrame Read(ReadOnlySpan<byte> jpeg, FilePlace place)
    {
        var cursor = new ByteCursor(jpeg, true, place);
        if (cursor.U16() != 0xFFD8)
        {
            throw place.Bad("its bytes do not begin as a JPEG does");
        }

        var tables = new LosslessJpegTable?[4];
        var frame = new LosslessJpegFrame();
        byte[] components = [];
        while (true)
        {
            var marker = NextMarker(ref cursor, place);
            if (marker is EndOfImage or LineCount)
            {
                throw place.Bad("its JPEG has no samples");
            }

            var segment = new ByteCursor(cursor.Take(SegmentLength(ref cursor, place)), true, place);
            switch (marker)
            {
                case StartOfLosslessFrame:
                    frame = frame.WithSize(ref segment, place, out components);
                    break;
                case >= 0xC0 and <= 0xCF and not HuffmanTables and not 0xC8 and not 0xCC:
                    throw place.Bad($"its JPEG is not lossless (frame FF{marker:X2})");
                case HuffmanTables:
                    ReadTables(ref segment, tables, place);
                    break;
                case RestartIntervalMarker:
                    frame = frame with { RestartInterval = segment.U16() };
                    break;
                case StartOfScan when components.Length > 0:
                    return frame.WithScan(ref segment, components, tables, place) with { DataOffset = cursor.Position };
                case StartOfScan:
                    throw place.Bad("its JPEG has a scan before its frame");
                default:
                    break;
            }
        }
    }

    private static int NextMarker(ref ByteCursor cursor, FilePlace place)
    {
        if (cursor.U8() != 0xFF)
        {
            throw place.Bad($"a JPEG marker is missing at its byte {cursor.Position - 1}");
        }

        var marker = cursor.U8();
        while (marker == 0xFF)
        {
            marker = cursor.U8();
        }

        return marker;
    }

    private static int SegmentLength(ref ByteCursor cursor, FilePlace place)
    {
        var length = cursor.U16();
        return length >= 2 ? length - 2 : throw place.Bad($"a JPEG segment has the length {length}");
    }

    private static void ReadTables(ref ByteCursor segment, LosslessJpegTable?[] tables, FilePlace place)
    {
        while (segment.Remaining > 0)
        {
            var id = segment.U8();
            if (id > 3)
            {
                throw place.Bad($"its JPEG has the Huffman table {id:X2}; 0 to 3 is possible");
            }

            var table = LosslessJpegTable.Read(ref segment, place);
            tables[id] = Array.Find(tables, other => other is not null && other.HasCodesOf(table)) ?? table;
        }
    }

    private LosslessJpegFrame WithSize(ref ByteCursor segment, FilePlace place, out byte[] components)
    {
        var precision = segment.U8();
        int height = segment.U16();
        int width = segment.U16();
        components = new byte[segment.U8()];
        if (precision is < 2 or > 16 || height == 0 || width == 0 || components.Length is 0 or > 4)
        {
            throw place.Bad($"its JPEG has {width} × {height} pixels of {components.Length} × {precision} bits, which is not supported");
        }

        foreach (ref var component in components.AsSpan())
        {
            component = segment.U8();
            if (segment.U8() != 0x11 && components.Length > 1)
            {
                throw place.Bad("its JPEG has subsampled components, which is not supported");
            }

            segment.U8();
        }

        return this with { Width = width, Height = height, Precision = precision };
    }

    private LosslessJpegFrame WithScan(ref ByteCursor segment, byte[] components, LosslessJpegTable?[] tables, FilePlace place)
    {
        if (segment.U8() != components.Length)
        {
            throw place.Bad("its JPEG has more than one scan, which is not supported");
        }

        var used = new LosslessJpegTable[components.Length];
        for (var i = 0; i < used.Length; i++)
        {
            if (segment.U8() != components[i])
            {
                throw place.Bad("its JPEG has its components in another order in the scan, which is not supported");
            }

            var id = segment.U8() >> 4;
            used[i] = (id < tables.Length ? tables[id] : null) ?? throw place.Bad($"its JPEG lacks the Huffman table {id}");
        }

        var predictor = segment.U8();
        segment.U8();
        var pointTransform = segment.U8() & 15;
        if (predictor is < 1 or > 7 || pointTransform >= Precision)
        {
            throw place.Bad($"its JPEG has predictor {predictor} and point transform {pointTransform}, which is not possible");
        }

        if (RestartInterval % Width != 0)
        {
            throw place.Bad($"its JPEG restarts every {RestartInterval} pixels, not after whole rows of {Width}");
        }

        return this with { Tables = used, Predictor = predictor, PointTransform = pointTransform };
    }
}
