using System.Buffers.Binary;
using System.Collections.Immutable;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.UltraHdr;

/// <summary>The binary form of gain map metadata (ISO 21496-1, annex C): fractions, high byte first.</summary>
internal static class IsoGainMap
{
    private const int ThreeChannels = 0x80;
    private const int BaseColour = 0x40;
    private const int CommonDenominator = 0x08;
    private const int Backward = 0x04;

    /// <summary>Gets what a JPEG segment with this block begins with.</summary>
    public static ReadOnlySpan<byte> Identifier => "urn:iso:std:iso:ts:21496:-1\0"u8;

    /// <summary>Gets the versions alone, as the base picture carries them: a reader of version 0 is enough, and version 0 wrote it.</summary>
    public static ReadOnlySpan<byte> Versions => [0, 0, 0, 0];

    /// <summary>Writes a block.</summary>
    /// <param name="metadata">What it says.</param>
    /// <returns>The block without its identifier.</returns>
    public static byte[] ToBytes(GainMapMetadata metadata)
    {
        var flags = (metadata.Channels.Length == 3 ? ThreeChannels : 0) | (metadata.UsesBaseColour ? BaseColour : 0) | (metadata.BaseIsHdr ? Backward : 0);
        var block = new List<byte>([.. Versions, (byte)flags]);
        Write(block, metadata.BaseHeadroom);
        Write(block, metadata.AlternateHeadroom);
        foreach (var channel in metadata.Channels)
        {
            Write(block, channel.Minimum);
            Write(block, channel.Maximum);
            Write(block, channel.Gamma);
            Write(block, channel.BaseOffset);
            Write(block, channel.AlternateOffset);
        }

        return [.. block];
    }

    /// <summary>Reads a block.</summary>
    /// <param name="block">The block without its identifier.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="ImageFileException">It is cut off, of a later version, or a number in it makes no sense.</exception>
    public static GainMapMetadata Parse(ReadOnlySpan<byte> block, FilePlace place)
    {
        var cursor = new ByteCursor(block, isBigEndian: true, place);
        if (cursor.U16() is > 0 and var version)
        {
            throw place.Bad($"needs a reader of version {version}; this one reads version 0");
        }

        cursor.U16();
        var flags = cursor.U8();
        uint? common = (flags & CommonDenominator) != 0 ? cursor.U32() : null;
        var (baseHeadroom, alternateHeadroom) = (Unsigned(ref cursor, common, place), Unsigned(ref cursor, common, place));
        var channels = ImmutableArray.CreateBuilder<GainMapChannel>();
        for (var i = (flags & ThreeChannels) != 0 ? 3 : 1; i > 0; i--)
        {
            var channel = new GainMapChannel(
                Signed(ref cursor, common, place),
                Signed(ref cursor, common, place),
                Unsigned(ref cursor, common, place),
                Signed(ref cursor, common, place),
                Signed(ref cursor, common, place));
            channels.Add(channel.Defect.Length == 0 ? channel : throw place.Bad(channel.Defect));
        }

        return new GainMapMetadata(channels.ToImmutable())
        {
            BaseHeadroom = baseHeadroom,
            AlternateHeadroom = alternateHeadroom,
            UsesBaseColour = (flags & BaseColour) != 0,
            BaseIsHdr = (flags & Backward) != 0,
        };
    }

    private static double Signed(ref ByteCursor cursor, uint? common, FilePlace place) => Quotient(unchecked((int)cursor.U32()), common ?? cursor.U32(), place);

    private static double Unsigned(ref ByteCursor cursor, uint? common, FilePlace place) => Quotient(cursor.U32(), common ?? cursor.U32(), place);

    private static double Quotient(double numerator, uint denominator, FilePlace place) =>
        denominator != 0 ? numerator / denominator : throw place.Bad("a fraction is divided by 0");

    // A number of a file's range as a fraction over the largest power of 2 that leaves its numerator within 31 bits: exact to 9 digits.
    private static void Write(List<byte> block, double value)
    {
        var power = value == 0 ? 0 : Math.Clamp(29 - Math.ILogB(value), 0, 31);
        var (numerator, denominator) = ((long)Math.Round(Math.ScaleB(value, power)), 1L << power);
        while (denominator > 1 && (numerator & 1) == 0)
        {
            (numerator, denominator) = (numerator >> 1, denominator >> 1);
        }

        Span<byte> fraction = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(fraction, checked((int)numerator));
        BinaryPrimitives.WriteUInt32BigEndian(fraction[4..], (uint)denominator);
        block.AddRange(fraction);
    }
}
