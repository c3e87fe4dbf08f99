using System.IO.Compression;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Packs samples into bytes by the letter of TIFF and DNG, slowly and plainly: the truth for the unpacking kernels.</summary>
internal static class SamplePacker
{
    public static byte[] Pack(SyntheticDng dng, double[] samples, int columns, int rows)
    {
        var perRow = samples.Length / rows;
        var channels = perRow / columns;
        var bytes = Enumerable.Range(0, rows).SelectMany(row => PackRow(dng, samples[(row * perRow)..((row + 1) * perRow)], channels)).ToArray();
        return dng.Compression == 8 ? Deflate(bytes) : bytes;
    }

    public static byte[] Deflate(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Optimal))
        {
            deflate.Write(bytes);
        }

        return target.ToArray();
    }

    public static uint Float24(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var exponent = (int)Math.Floor(Math.Log2(Math.Abs(value)));
        var mantissa = (uint)Math.Round(((Math.Abs(value) / Math.Pow(2, exponent)) - 1) * 65536);
        return (value < 0 ? 0x800000u : 0) | ((uint)(exponent + 63) << 16) | mantissa;
    }

    private static byte[] PackRow(SyntheticDng dng, double[] row, int channels)
    {
        var step = dng.Predictor switch { 2 or 3 => 1, 34892 or 34894 => 2, 34893 or 34895 => 4, _ => 0 } * channels;
        if (dng.IsFloat)
        {
            var numbers = row.Select(value => FloatBits(value, dng.Bits)).ToArray();
            return dng.Predictor == 1
                ? [.. numbers.SelectMany(number => Number(number, dng.Bits / 8, dng.IsBigEndian))]
                : FloatPredicted(numbers, dng.Bits / 8, step);
        }

        var codes = row.Select(value => (uint)value).ToArray();
        if (step > 0)
        {
            codes = [.. codes.Select((code, i) => i < step ? code : (uint)((code - codes[i - step]) & ((1L << dng.Bits) - 1)))];
        }

        return dng.Bits is 8 or 16 or 32
            ? [.. codes.SelectMany(code => Number(code, dng.Bits / 8, dng.IsBigEndian))]
            : PackBits(codes, dng.Bits);
    }

    private static uint FloatBits(double value, int bits) => bits switch
    {
        16 => BitConverter.HalfToUInt16Bits((Half)value),
        24 => Float24(value),
        _ => BitConverter.SingleToUInt32Bits((float)value),
    };

    private static IEnumerable<byte> Number(uint value, int size, bool isBigEndian)
    {
        var bytes = Enumerable.Range(0, size).Select(i => (byte)(value >> (8 * i)));
        return isBigEndian ? bytes.Reverse() : bytes;
    }

    private static byte[] PackBits(uint[] codes, int bits)
    {
        var text = string.Concat(codes.Select(code => Convert.ToString(code, 2).PadLeft(bits, '0')));
        return [.. text.PadRight((text.Length + 7) / 8 * 8, '0').Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    private static byte[] FloatPredicted(uint[] numbers, int size, int step)
    {
        var parted = Enumerable.Range(0, size).SelectMany(k => numbers.Select(number => (byte)(number >> (8 * (size - 1 - k))))).ToArray();
        return [.. parted.Select((value, i) => i < step ? value : (byte)(value - parted[i - step]))];
    }
}
