using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pentaprism.Files.Dng;

/// <summary>Turns the bytes of a row into samples.</summary>
/// <remarks>
/// Samples of 8, 16 and 32 bits have the byte order of the file; all others are packed with the high bit first (TIFF 6.0, FillOrder 1).
/// </remarks>
internal static class SampleUnpacker
{
    /// <summary>Unpacks integers of 8 to 16 bits.</summary>
    /// <param name="row">At least as many bytes as the samples need.</param>
    /// <param name="bits">Bits of a sample.</param>
    /// <param name="isBigEndian">The byte order of the file.</param>
    /// <param name="samples">Takes the codes.</param>
    public static void Unpack(ReadOnlySpan<byte> row, int bits, bool isBigEndian, Span<ushort> samples)
    {
        switch (bits)
        {
            case 8:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = row[i];
                }

                break;
            case 16 when isBigEndian:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(row)[..samples.Length], samples);
                break;
            case 16:
                MemoryMarshal.Cast<byte, ushort>(row)[..samples.Length].CopyTo(samples);
                break;
            default:
                UnpackBits(row, bits, samples);
                break;
        }
    }

    /// <summary>Unpacks integers of 17 to 32 bits.</summary>
    /// <param name="row">At least as many bytes as the samples need.</param>
    /// <param name="bits">Bits of a sample.</param>
    /// <param name="isBigEndian">The byte order of the file.</param>
    /// <param name="samples">Takes the codes, rounded to 24 bits of precision.</param>
    public static void Unpack(ReadOnlySpan<byte> row, int bits, bool isBigEndian, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = bits == 32 ? Read32(row[(i * 4)..], isBigEndian) : ReadBits(row, (long)i * bits, bits);
        }
    }

    /// <summary>Unpacks floating-point numbers of 16, 24 or 32 bits.</summary>
    /// <param name="row">At least as many bytes as the samples need.</param>
    /// <param name="bits">Bits of a sample.</param>
    /// <param name="isBigEndian">The byte order of the file.</param>
    /// <param name="samples">Takes the numbers.</param>
    public static void UnpackFloats(ReadOnlySpan<byte> row, int bits, bool isBigEndian, Span<float> samples)
    {
        switch (bits)
        {
            case 16:
                for (var i = 0; i < samples.Length; i++)
                {
                    var pair = row.Slice(i * 2, 2);
                    samples[i] = (float)BitConverter.UInt16BitsToHalf(
                        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(pair) : BinaryPrimitives.ReadUInt16LittleEndian(pair));
                }

                break;
            case 24:
                for (var i = 0; i < samples.Length; i++)
                {
                    var three = row.Slice(i * 3, 3);
                    samples[i] = FromFloat24(isBigEndian
                        ? ((uint)three[0] << 16) | ((uint)three[1] << 8) | three[2]
                        : ((uint)three[2] << 16) | ((uint)three[1] << 8) | three[0]);
                }

                break;
            default:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = BitConverter.UInt32BitsToSingle(Read32(row[(i * 4)..], isBigEndian));
                }

                break;
        }
    }

    /// <summary>Widens a float of 24 bits: a sign, 7 bits of exponent with bias 63, 16 bits of mantissa (DNG 1.4, chapter 3).</summary>
    /// <param name="bits">The bits.</param>
    /// <returns>The same number.</returns>
    internal static float FromFloat24(uint bits)
    {
        var sign = (bits & 0x800000) << 8;
        var exponent = (bits >> 16) & 0x7F;
        var mantissa = bits & 0xFFFF;
        return exponent switch
        {
            0 when mantissa == 0 => BitConverter.UInt32BitsToSingle(sign),
            // Subnormal: mantissa · 2^(−62 − 16).
            0 => MathF.ScaleB(sign == 0 ? mantissa : -(float)mantissa, -78),
            0x7F => BitConverter.UInt32BitsToSingle(sign | 0x7F800000 | (mantissa << 7)),
            _ => BitConverter.UInt32BitsToSingle(sign | ((exponent - 63 + 127) << 23) | (mantissa << 7)),
        };
    }

    // A sample of 9 to 15 bits lies within 22 bits of the byte it begins in: one 32-bit read serves, up to the last bytes of the row.
    private static void UnpackBits(ReadOnlySpan<byte> row, int bits, Span<ushort> samples)
    {
        var mask = (1u << bits) - 1;
        var position = 0;
        var i = 0;
        for (; i < samples.Length && (position >> 3) + 4 <= row.Length; i++, position += bits)
        {
            var word = BinaryPrimitives.ReadUInt32BigEndian(row.Slice(position >> 3, 4));
            samples[i] = (ushort)((word >> (32 - bits - (position & 7))) & mask);
        }

        for (; i < samples.Length; i++, position += bits)
        {
            samples[i] = (ushort)ReadBits(row, position, bits);
        }
    }

    private static uint ReadBits(ReadOnlySpan<byte> row, long position, int bits)
    {
        var word = 0ul;
        var first = (int)(position >> 3);
        for (var i = 0; i < 5; i++)
        {
            word = (word << 8) | (first + i < row.Length ? row[first + i] : 0u);
        }

        return (uint)((word >> (40 - bits - (int)(position & 7))) & ((1ul << bits) - 1));
    }

    private static uint Read32(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
