using System.Buffers.Binary;
using Pentaprism.Files.Dng;

namespace Pentaprism.Files.Tests.Dng;

public class LosslessJpegEncoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decoding_by_the_standard_gives_every_sample_back(int components)
    {
        var random = new Random(6);
        for (var columns = 1; columns < 40; columns++)
        {
            var width = columns * components;
            var smooth = new ushort[width * (1 + random.Next(5))];
            var noise = new ushort[smooth.Length];
            for (var i = 0; i < smooth.Length; i++)
            {
                smooth[i] = (ushort)(1000 + (i * 3) + random.Next(9));
                noise[i] = (ushort)random.Next(65536);
            }

            Assert.Equal(smooth, Decode(LosslessJpegEncoder.Encode(smooth, width, components)));
            Assert.Equal(noise, Decode(LosslessJpegEncoder.Encode(noise, width, components)));
        }
    }

    [Fact]
    public void Every_difference_survives_also_the_one_of_half_the_range()
    {
        // Steps of each size up and down, 32768 among them, and runs of ones that need stuffing.
        ushort[] samples = [0, 32768, 0, 65535, 0, 1, 0, 32767, 65535, 32767, 0, 0x5555, 0xAAAA, 32768, 32768, 32768];
        Assert.Equal(samples, Decode(LosslessJpegEncoder.Encode(samples, 4, 1)));
        Assert.Equal(samples, Decode(LosslessJpegEncoder.Encode(samples, 16, 2)));
        ushort[] flat = [.. Enumerable.Repeat((ushort)32768, 64)];
        Assert.Equal(flat, Decode(LosslessJpegEncoder.Encode(flat, 8, 1)));
    }

    [Fact]
    public void A_table_for_steep_frequencies_keeps_to_16_bits_and_no_code_is_all_ones()
    {
        // Powers of two make the deepest tree that there is.
        var frequencies = Enumerable.Range(0, 17).Select(i => 1 << i).ToArray();
        var table = LosslessJpegEncoderTable.Build(frequencies);
        Assert.Equal(17, table.Counts.Sum(count => count));
        Assert.Equal(Enumerable.Range(0, 17), table.Symbols.Order().Select(symbol => (int)symbol));
        for (var symbol = 0; symbol < 17; symbol++)
        {
            Assert.InRange(table.Lengths[symbol], 1, 16);
            Assert.NotEqual((1 << table.Lengths[symbol]) - 1, table.Codes[symbol]);
            Assert.True(symbol == 0 || table.Lengths[symbol] <= table.Lengths[symbol - 1]);
        }
    }

    [Fact]
    public void A_mosaic_of_low_noise_takes_half_the_room()
    {
        var random = new Random(7);
        var samples = new ushort[256 * 256];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (ushort)((i % 2 == 0 ? 2000 : 700) + random.Next(32));
        }

        Assert.InRange(LosslessJpegEncoder.Encode(samples, 256, 2).Length, 1, samples.Length * 2 * 6 / 16);
    }

    // ITU-T T.81 annex H bit by bit: the truth for the encoder.
    private static ushort[] Decode(byte[] jpeg)
    {
        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        Assert.Equal([0xFF, 0xD9], jpeg[^2..]);
        var (width, height, components) = (0, 0, 0);
        var symbols = new Dictionary<(int Length, int Code), int>();
        var at = 2;
        for (; ; )
        {
            Assert.Equal(0xFF, jpeg[at]);
            var marker = jpeg[at + 1];
            var segment = jpeg.AsSpan(at + 4, BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)) - 2);
            at += 4 + segment.Length;
            if (marker == 0xC3)
            {
                Assert.Equal(16, segment[0]);
                (height, width, components) = ((segment[1] << 8) | segment[2], (segment[3] << 8) | segment[4], segment[5]);
            }
            else if (marker == 0xC4)
            {
                ReadTable(segment, symbols);
            }
            else
            {
                Assert.Equal(0xDA, marker);
                Assert.Equal([1, 0, 0], segment[^3..].ToArray());
                return ReadScan(jpeg.AsSpan(at, jpeg.Length - at - 2), width, height, components, symbols);
            }
        }
    }

    private static void ReadTable(ReadOnlySpan<byte> segment, Dictionary<(int Length, int Code), int> symbols)
    {
        var (code, next) = (0, 17);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < segment[length]; i++)
            {
                symbols.Add((length, code++), segment[next++]);
            }
        }

        Assert.Equal(segment.Length, next);
    }

    private static ushort[] ReadScan(
        ReadOnlySpan<byte> data, int width, int height, int components, Dictionary<(int Length, int Code), int> symbols)
    {
        var bits = new Queue<int>();
        for (var i = 0; i < data.Length; i++)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                bits.Enqueue((data[i] >> bit) & 1);
            }

            if (data[i] == 0xFF)
            {
                Assert.Equal(0, data[++i]);
            }
        }

        var row = width * components;
        var samples = new ushort[row * height];
        for (var i = 0; i < samples.Length; i++)
        {
            var (length, code) = (0, 0);
            var size = 0;
            do
            {
                (length, code) = (length + 1, (code << 1) | bits.Dequeue());
            }
            while (!symbols.TryGetValue((length, code), out size));

            var difference = size == 16 ? 32768 : 0;
            for (var bit = 0; bit < size && size < 16; bit++)
            {
                difference = (difference << 1) | bits.Dequeue();
            }

            if (size is > 0 and < 16 && difference < 1 << (size - 1))
            {
                difference -= (1 << size) - 1;
            }

            var prediction = i % row >= components ? samples[i - components] : i >= row ? samples[i - row] : 32768;
            samples[i] = (ushort)(prediction + difference);
        }

        Assert.InRange(bits.Count, 0, 7);
        return samples;
    }
}
