using System.Buffers.Binary;
using Pentaprism.Files.Pictures;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Pnm;

/// <summary>Reads the binary greymaps (PGM, P5) and pixmaps (PPM, P6) of Netpbm, 8 or 16 bits with the high byte first.</summary>
internal static class PnmReader
{
    private const int LargestSide = 1 << 20;

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">Memory and workers.</param>
    /// <exception cref="ImageFileException">The file is damaged or cut off.</exception>
    public static PicturePlanes Read(string path, ProcessingContext context)
    {
        var bytes = FileBytes.ReadWhole(path);
        var place = new FilePlace(path, "header");
        var at = 2;
        var width = Number(bytes, ref at, LargestSide, "width", place);
        var height = Number(bytes, ref at, LargestSide, "height", place);
        var largest = Number(bytes, ref at, ushort.MaxValue, "largest value", place);
        at++;
        var channels = bytes[1] == '5' ? 1 : 3;
        var sampleBytes = largest > byte.MaxValue ? 2 : 1;
        var expected = (long)width * height * channels * sampleBytes;
        if (bytes.Length - at < expected)
        {
            throw new FilePlace(path, $"samples at offset {at}").Bad($"{expected} bytes were announced, {Math.Max(0, bytes.Length - at)} are there; the file is cut off");
        }

        using var samples = context.Pool.Rent<ushort>(checked(width * channels), height);
        Bands.Run(context, width * channels, height, (top, bottom) =>
        {
            for (var y = top; y < bottom; y++)
            {
                Row(bytes.AsSpan(at + (int)((long)y * width * channels * sampleBytes), width * channels * sampleBytes), samples.Row(y), y, largest, path);
            }
        });
        return new PicturePlanes(PlaneSplitter.Split(samples, channels, largest, context), largest, PictureEncoding.Unstated);
    }

    private static void Row(ReadOnlySpan<byte> source, Span<ushort> row, int y, int largest, string path)
    {
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = source.Length == row.Length ? source[x] : BinaryPrimitives.ReadUInt16BigEndian(source[(2 * x)..]);
            if (row[x] > largest)
            {
                throw new FilePlace(path, $"row {y}, sample {x}").Bad($"is {row[x]}, above the largest value {largest} of the header");
            }
        }
    }

    // Numbers parted by white space; a # begins a comment that ends with its line.
    private static int Number(byte[] bytes, ref int at, int largest, string what, FilePlace place)
    {
        while (at < bytes.Length && (char.IsWhiteSpace((char)bytes[at]) || bytes[at] == '#'))
        {
            if (bytes[at] == '#')
            {
                while (at < bytes.Length && bytes[at] != '\n')
                {
                    at++;
                }
            }
            else
            {
                at++;
            }
        }

        var (value, begin) = (0L, at);
        while (at < bytes.Length && char.IsAsciiDigit((char)bytes[at]) && value <= largest)
        {
            value = (value * 10) + (bytes[at++] - '0');
        }

        return at > begin && value >= 1 && value <= largest
            ? (int)value
            : throw place.Bad($"its {what} is no number from 1 to {largest}");
    }
}
