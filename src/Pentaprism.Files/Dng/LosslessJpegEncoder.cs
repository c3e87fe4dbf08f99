using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Files.Dng;

/// <summary>Encodes samples of 16 bits as lossless JPEG, DNG's compression 7.</summary>
/// <remarks>
/// ITU-T T.81, annex H: process 14, predictor 1 (the sample on the left), one table for all components, made for the data. The samples of
/// a row are dealt to the components in turn, so that two components make each photosite of a Bayer row predict the next of its colour.
/// </remarks>
internal static class LosslessJpegEncoder
{
    private const int Classes = 17;

    /// <summary>Encodes a rectangle of samples.</summary>
    /// <param name="samples">Row by row without gaps.</param>
    /// <param name="width">Samples in a row, a multiple of the components; at most 65535 a component.</param>
    /// <param name="components">1 to 4.</param>
    /// <returns>The stream, from SOI to EOI.</returns>
    public static byte[] Encode(ReadOnlySpan<ushort> samples, int width, int components)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(components is >= 1 and <= 4, true, nameof(components));
        ArgumentOutOfRangeException.ThrowIfNotEqual(width > 0 && width % components == 0 && width / components <= 65535, true, nameof(width));
        var height = samples.Length / width;
        ArgumentOutOfRangeException.ThrowIfNotEqual(height is >= 1 and <= 65535 && height * width == samples.Length, true, nameof(samples));

        // A code of 16 bits and 16 bits more is the worst; each byte may need a stuffed zero.
        var target = ArrayPool<byte>.Shared.Rent(1024 + (samples.Length * 5));
        var rented = ArrayPool<short>.Shared.Rent(samples.Length);
        var differences = rented.AsSpan(0, samples.Length);
        Difference(samples, width, components, differences);
        var table = LosslessJpegEncoderTable.Build(Histogram(differences));
        var length = WriteHead(target, width / components, height, components, table);
        length += WriteScan(differences, table, target.AsSpan(length));
        target[length] = 0xFF;
        target[length + 1] = 0xD9;
        var stream = target[..(length + 2)];
        ArrayPool<short>.Shared.Return(rented);
        ArrayPool<byte>.Shared.Return(target);
        return stream;
    }

    private static void Difference(ReadOnlySpan<ushort> samples, int width, int components, Span<short> differences)
    {
        for (var start = 0; start < samples.Length; start += width)
        {
            var row = samples.Slice(start, width);
            var target = differences.Slice(start, width);
            for (var x = 0; x < components; x++)
            {
                // The first sample of a row is predicted from above, that of the first row from half the range (H.1.2.1).
                target[x] = (short)(row[x] - (start == 0 ? 32768 : samples[start - width + x]));
            }

            SubtractLeft(row[components..], row[..^components], target[components..]);
        }
    }

    private static void SubtractLeft(ReadOnlySpan<ushort> row, ReadOnlySpan<ushort> left, Span<short> target)
    {
        var n = Vector<ushort>.Count;
        var words = MemoryMarshal.Cast<short, ushort>(target);
        var x = 0;
        for (; x <= words.Length - n; x += n)
        {
            (new Vector<ushort>(row.Slice(x, n)) - new Vector<ushort>(left.Slice(x, n))).CopyTo(words.Slice(x, n));
        }

        for (; x < words.Length; x++)
        {
            words[x] = (ushort)(row[x] - left[x]);
        }
    }

    private static int[] Histogram(ReadOnlySpan<short> differences)
    {
        // Neighbours often fall into one class: two histograms keep the additions independent.
        var even = new int[Classes];
        var odd = new int[Classes];
        var x = 0;
        for (; x < differences.Length - 1; x += 2)
        {
            even[Class(differences[x])]++;
            odd[Class(differences[x + 1])]++;
        }

        if (x < differences.Length)
        {
            even[Class(differences[x])]++;
        }

        for (var i = 0; i < Classes; i++)
        {
            even[i] += odd[i];
        }

        return even;
    }

    // Bits of the magnitude; −32768, which stands for 32768 too, is class 16.
    private static int Class(int difference) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference));

    private static int WriteHead(Span<byte> target, int width, int height, int components, LosslessJpegEncoderTable table)
    {
        var bytes = new List<byte> { 0xFF, 0xD8 };

        // SOF3: precision 16, size, components with sampling 1 × 1 and no quantisation.
        bytes.AddRange([0xFF, 0xC3, 0, (byte)(8 + (3 * components)), 16]);
        bytes.AddRange([(byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components]);
        for (var i = 1; i <= components; i++)
        {
            bytes.AddRange([(byte)i, 0x11, 0]);
        }

        // DHT: table 0 of class "DC or lossless".
        bytes.AddRange([0xFF, 0xC4, 0, (byte)(3 + 16 + table.Symbols.Length), 0]);
        bytes.AddRange(table.Counts);
        bytes.AddRange(table.Symbols);

        // SOS: all components with table 0, predictor 1, no point transform.
        bytes.AddRange([0xFF, 0xDA, 0, (byte)(6 + (2 * components)), (byte)components]);
        for (var i = 1; i <= components; i++)
        {
            bytes.AddRange([(byte)i, 0]);
        }

        bytes.AddRange([1, 0, 0]);
        CollectionsMarshal.AsSpan(bytes).CopyTo(target);
        return bytes.Count;
    }

    private static int WriteScan(ReadOnlySpan<short> differences, LosslessJpegEncoderTable table, Span<byte> target)
    {
        var codes = table.Codes;
        var lengths = table.Lengths;
        var at = 0;
        var buffer = 0UL;
        var held = 0;
        foreach (var difference in differences)
        {
            var size = Class(difference);

            // The code, then the low bits of the difference, of the difference less 1 where it is negative (H.1.2.2, F.1.2.1).
            var extra = size == 16 ? 0 : size;
            var bits = (uint)(difference + (difference >> 15)) & ((1u << extra) - 1);
            var length = lengths[size] + extra;
            buffer = (buffer << length) | ((ulong)codes[size] << extra) | bits;
            held += length;
            if (held >= 32)
            {
                held -= 32;
                at += WriteWord((uint)(buffer >> held), target[at..]);
            }
        }

        // The last byte is filled up with ones.
        var padding = -held & 7;
        buffer = (buffer << padding) | ((1u << padding) - 1);
        for (held += padding; held > 0;)
        {
            held -= 8;
            at += WriteByte((byte)(buffer >> held), target[at..]);
        }

        return at;
    }

    private static int WriteWord(uint word, Span<byte> target)
    {
        // A byte of ones anywhere: then a zero must follow it.
        if (((~word - 0x01010101) & word & 0x80808080) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, word);
            return 4;
        }

        var at = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            at += WriteByte((byte)(word >> shift), target[at..]);
        }

        return at;
    }

    private static int WriteByte(byte value, Span<byte> target)
    {
        target[0] = value;
        if (value != 0xFF)
        {
            return 1;
        }

        target[1] = 0;
        return 2;
    }
}
