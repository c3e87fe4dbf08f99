using System.Buffers.Binary;

namespace Pentaprism.Files.Jpeg;

/// <summary>The segments of a JPEG before its samples that describe the picture.</summary>
/// <remarks>Source: ITU-T T.81, annex B; EXIF 3.0, 4.5; ICC.1:2022, annex B.4. A segment that is not whole ends the search; nothing is an error.</remarks>
internal static class JpegSegments
{
    /// <summary>Marker of EXIF and XMP.</summary>
    public const byte App1 = 0xE1;

    /// <summary>Marker of ICC profiles, of the index of further pictures, and of gain maps.</summary>
    public const byte App2 = 0xE2;

    private const int StartOfScan = 0xDA;
    private const int MaximumSegments = 4096;

    /// <summary>Gets what a segment with an XMP packet begins with.</summary>
    public static ReadOnlySpan<byte> XmpIdentifier => "http://ns.adobe.com/xap/1.0/\0"u8;

    /// <summary>Gets what a segment with a part of an ICC profile begins with.</summary>
    public static ReadOnlySpan<byte> IccIdentifier => "ICC_PROFILE\0"u8;

    /// <summary>Gives the EXIF block.</summary>
    /// <param name="jpeg">The whole file.</param>
    /// <returns>A TIFF file; empty where there is none.</returns>
    public static ReadOnlySpan<byte> Exif(ReadOnlySpan<byte> jpeg)
    {
        foreach (var range in Find(jpeg, App1))
        {
            if (jpeg[range] is [(byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, _, .. var block])
            {
                return block;
            }
        }

        return [];
    }

    /// <summary>Gives the ICC profile, put together from its chunks.</summary>
    /// <param name="jpeg">The whole file.</param>
    /// <returns>The profile; empty where there is none or a chunk is missing.</returns>
    public static byte[] Icc(ReadOnlySpan<byte> jpeg)
    {
        var name = IccIdentifier;
        var chunks = new SortedDictionary<int, byte[]>();
        var announced = 0;
        foreach (var range in Find(jpeg, App2))
        {
            var segment = jpeg[range];
            if (segment.StartsWith(name) && segment.Length > name.Length + 2)
            {
                chunks.TryAdd(segment[name.Length], segment[(name.Length + 2)..].ToArray());
                announced = segment[name.Length + 1];
            }
        }

        return chunks.Count == announced ? [.. chunks.Values.SelectMany(chunk => chunk)] : [];
    }

    /// <summary>Finds the first segment of a kind.</summary>
    /// <param name="jpeg">The whole file.</param>
    /// <param name="marker">Its marker.</param>
    /// <param name="identifier">What its content begins with.</param>
    /// <returns>The content behind the identifier; null where there is none.</returns>
    public static Range? Find(ReadOnlySpan<byte> jpeg, int marker, ReadOnlySpan<byte> identifier)
    {
        foreach (var range in Find(jpeg, marker))
        {
            if (jpeg[range].StartsWith(identifier))
            {
                return (range.Start.Value + identifier.Length)..range.End;
            }
        }

        return null;
    }

    private static List<Range> Find(ReadOnlySpan<byte> jpeg, int marker)
    {
        var found = new List<Range>();
        var at = 2;
        for (var count = 0; count < MaximumSegments && at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != StartOfScan; count++)
        {
            // Fill bytes may stand before a marker.
            if (jpeg[at + 1] == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length)
            {
                break;
            }

            if (jpeg[at + 1] == marker)
            {
                found.Add((at + 4)..(at + 2 + length));
            }

            at += 2 + length;
        }

        return found;
    }
}
