namespace Pentaprism.Files.Png;

/// <summary>The two checksums of PNG: CRC-32 of a chunk, Adler-32 of the samples.</summary>
internal static class PngChecksums
{
    private const uint AdlerPrime = 65521;

    // As many bytes as can be summed before the sums of 32 bits must be reduced.
    private const int AdlerRun = 5552;

    private static readonly uint[] _crcTable = MakeCrcTable();

    /// <summary>Continues a CRC-32 (ISO 3309); start with 0.</summary>
    /// <param name="crc">The value so far.</param>
    /// <param name="bytes">What follows.</param>
    /// <returns>The value.</returns>
    public static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        while (bytes.Length >= 8)
        {
            // Eight bytes a step, each through the table of its distance from the end.
            crc ^= BitConverter.ToUInt32(bytes);
            var high = BitConverter.ToUInt32(bytes[4..]);
            crc = _crcTable[(7 * 256) + (crc & 255)] ^ _crcTable[(6 * 256) + ((crc >> 8) & 255)]
                ^ _crcTable[(5 * 256) + ((crc >> 16) & 255)] ^ _crcTable[(4 * 256) + (crc >> 24)]
                ^ _crcTable[(3 * 256) + (high & 255)] ^ _crcTable[(2 * 256) + ((high >> 8) & 255)]
                ^ _crcTable[256 + ((high >> 16) & 255)] ^ _crcTable[high >> 24];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            crc = _crcTable[(crc ^ value) & 255] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>Gives the Adler-32 (RFC 1950) of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The value.</returns>
    public static uint Adler(ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (1u, 0u);
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(AdlerRun, bytes.Length)];
            foreach (var value in run)
            {
                a += value;
                b += a;
            }

            a %= AdlerPrime;
            b %= AdlerPrime;
            bytes = bytes[run.Length..];
        }

        return (b << 16) | a;
    }

    /// <summary>Gives the Adler-32 of two runs of bytes from those of each.</summary>
    /// <param name="first">Of the first run.</param>
    /// <param name="second">Of the second run.</param>
    /// <param name="secondLength">Bytes of the second run.</param>
    /// <returns>The value of both together.</returns>
    public static uint CombineAdler(uint first, uint second, long secondLength)
    {
        // a = a1 + a2 − 1; b = b1 + b2 + n2 (a1 − 1)
        var (a1, b1, a2, b2) = (first & 0xFFFF, first >> 16, second & 0xFFFF, second >> 16);
        var n = (ulong)(secondLength % AdlerPrime);
        var a = (a1 + a2 + AdlerPrime - 1) % AdlerPrime;
        var b = (b1 + b2 + (n * ((a1 + AdlerPrime - 1) % AdlerPrime))) % AdlerPrime;
        return ((uint)b << 16) | a;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 255];
        }

        return table;
    }
}
