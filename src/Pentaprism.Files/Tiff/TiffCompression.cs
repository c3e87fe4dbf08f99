namespace Pentaprism.Files.Tiff;

/// <summary>The two old byte compressions of TIFF 6.0: PackBits (section 9) and LZW (section 13).</summary>
internal static class TiffCompression
{
    /// <summary>LZW.</summary>
    public const int Lzw = 5;

    /// <summary>PackBits.</summary>
    public const int PackBits = 32773;

    private const int Clear = 256;
    private const int End = 257;
    private const int LongestCode = 12;

    /// <summary>Undoes PackBits.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="bytes">Takes what they stand for.</param>
    /// <exception cref="InvalidDataException">They stand for fewer.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = packed.IsEmpty ? throw new InvalidDataException("PackBits ends early.") : (sbyte)packed[0];
            packed = packed[1..];
            if (count == -128)
            {
                continue;
            }

            var length = Math.Abs((int)count) + 1;
            if (packed.Length < (count < 0 ? 1 : length) || length > bytes.Length)
            {
                throw new InvalidDataException("PackBits ends early.");
            }

            if (count < 0)
            {
                bytes[..length].Fill(packed[0]);
                packed = packed[1..];
            }
            else
            {
                packed[..length].CopyTo(bytes);
                packed = packed[length..];
            }

            bytes = bytes[length..];
        }
    }

    /// <summary>Undoes LZW, high bits first.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="bytes">Takes what they stand for.</param>
    /// <exception cref="InvalidDataException">They stand for fewer, or a code is not in the table.</exception>
    public static void Expand(ReadOnlySpan<byte> packed, Span<byte> bytes)
    {
        // An entry is a place among the bytes written so far: a string and the one byte after it are always there already.
        Span<int> begins = new int[1 << LongestCode];
        Span<int> lengths = new int[1 << LongestCode];
        var (next, bits, at, written) = (End + 1, 9, 0L, 0);
        var (lastBegin, lastLength) = (0, 0);
        while (written < bytes.Length)
        {
            var code = Code(packed, at, bits);
            at += bits;
            if (code == Clear)
            {
                (next, bits, lastLength) = (End + 1, 9, 0);
                continue;
            }

            if (code == End)
            {
                break;
            }

            var begin = written;
            if (code < Clear)
            {
                bytes[written++] = (byte)code;
            }
            else if (code < next)
            {
                for (var i = 0; i < lengths[code] && written < bytes.Length; i++)
                {
                    bytes[written++] = bytes[begins[code] + i];
                }
            }
            else if (code == next && lastLength > 0)
            {
                for (var i = 0; i <= lastLength && written < bytes.Length; i++)
                {
                    bytes[written++] = bytes[lastBegin + i];
                }
            }
            else
            {
                throw new InvalidDataException($"LZW has no entry {code} yet.");
            }

            if (lastLength > 0 && next < 1 << LongestCode)
            {
                (begins[next], lengths[next]) = (lastBegin, lastLength + 1);
                next++;
            }

            (lastBegin, lastLength) = (begin, written - begin);

            // The codes grow one entry early.
            bits = next + 1 >= 1 << bits && bits < LongestCode ? bits + 1 : bits;
        }

        if (written < bytes.Length)
        {
            throw new InvalidDataException("LZW ends early.");
        }
    }

    private static int Code(ReadOnlySpan<byte> packed, long at, int bits)
    {
        if (at + bits > packed.Length * 8L)
        {
            return End;
        }

        var first = (int)(at / 8);
        var word = (packed[first] << 16) | (first + 1 < packed.Length ? packed[first + 1] << 8 : 0) | (first + 2 < packed.Length ? packed[first + 2] : 0);
        return (word >> (24 - (int)(at % 8) - bits)) & ((1 << bits) - 1);
    }
}
