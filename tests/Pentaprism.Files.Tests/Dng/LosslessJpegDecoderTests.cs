using Pentaprism.Files.Dng;
using Pentaprism.Files.Tiff;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

public sealed class LosslessJpegDecoderTests
{
    // Codes of 1 to 16 bits: half of the classes lie beyond the decoder's fast table.
    private static readonly int[] _longCodes = [16, 1, 3, 2, 4, 6, 5, 7, 8, 9, 11, 10, 12, 13, 14, 15, 16];

    public static TheoryData<int, int, int> Variants
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            for (var predictor = 1; predictor <= 7; predictor++)
            {
                data.Add(predictor, 1, 16);
                data.Add(predictor, 2, 14);
                data.Add(predictor, 3, 12);
                data.Add(predictor, 4, 8);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Any_predictor_components_and_depth(int predictor, int components, int precision)
    {
        AssertDecodes(new PlainLosslessJpeg { Width = 37, Height = 23, Predictor = predictor, Components = components, Precision = precision });
        AssertDecodes(new PlainLosslessJpeg
        {
            Width = 19,
            Height = 11,
            Predictor = predictor,
            Components = components,
            Precision = precision,
            RestartRows = 1,
            PointTransform = 3,
            CodeLengths = [_longCodes, [.. Enumerable.Repeat(5, 17)]],
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Restart_markers(int rows) =>
        AssertDecodes(new PlainLosslessJpeg { Width = 31, Height = 47, Components = 2, RestartRows = rows, CodeLengths = [_longCodes] });

    [Fact]
    public void Upper_rows_alone()
    {
        var jpeg = new PlainLosslessJpeg { Width = 31, Height = 47 };
        AssertDecodes(jpeg, 13);
    }

    [Fact]
    public void A_stream_cut_anywhere_is_an_error()
    {
        var jpeg = new PlainLosslessJpeg { Width = 9, Height = 5, CodeLengths = [_longCodes], Components = 2 };
        var bytes = jpeg.Encode((x, y, component) => Noise(x, y, component, 16));

        // The last two bytes are the end marker, which need not be there.
        for (var length = 0; length < bytes.Length - 2; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<ImageFileException>(() => Decode(cut, jpeg.Height, out _));
        }
    }

    [DataFact("malformed/twelvemonkeys_ljpeg")]
    public void Foreign_encoders_agree_with_each_other()
    {
        var grey8 = Decode("8_ls.jpg", out var frame8);
        var grey16 = Decode("16_ls.jpg", out var frame16);
        var colour = Decode("24_ls.jpg", out var frame24);

        Assert.Equal((800, 535, 8, 1), (frame8.Width, frame8.Height, frame8.Precision, frame8.Tables.Length));
        Assert.Equal((800, 535, 16, 1), (frame16.Width, frame16.Height, frame16.Precision, frame16.Tables.Length));
        Assert.Equal((800, 535, 8, 3), (frame24.Width, frame24.Height, frame24.Precision, frame24.Tables.Length));

        // One picture in three forms: 16-bit is 8-bit times 257, and grey is (2 red + 5 green + blue) / 8 of the coloured one, rounded.
        for (var i = 0; i < grey8.Length; i++)
        {
            Assert.Equal(grey8[i] * 257, grey16[i]);
            Assert.InRange((8 * grey8[i]) - ((2 * colour[i * 3]) + (5 * colour[(i * 3) + 1]) + colour[(i * 3) + 2]), -4, 4);
        }
    }

    [DataFact("malformed/twelvemonkeys_ljpeg")]
    public void A_foreign_point_transform()
    {
        var gradient = Decode("gradient_ls_pt.jpg", out var frame);
        Assert.Equal((256, 256, 16, 4), (frame.Width, frame.Height, frame.Precision, frame.PointTransform));

        // The picture counts from 0 to 65535; four bits were shifted out.
        Assert.Equal(Enumerable.Range(0, 65536).Select(i => (ushort)(i & ~15)), gradient);
    }

    private static int Noise(int x, int y, int component, int precision)
    {
        var seed = ((uint)x * 2654435761u) ^ ((uint)y * 40503u * 65537u) ^ ((uint)component * 977u);
        seed ^= seed >> 15;
        seed *= 0x85EBCA6B;
        seed ^= seed >> 13;

        // Mostly small steps, now and then any value: short and long classes.
        var range = (seed & 0xF) == 0 ? 1u << precision : 1u << Math.Max(1, precision / 3);
        return (int)((seed >> 8) % range);
    }

    private static void AssertDecodes(PlainLosslessJpeg jpeg, int rows = 0)
    {
        rows = rows == 0 ? jpeg.Height : rows;
        var samples = Decode(jpeg.Encode((x, y, component) => Noise(x, y, component, jpeg.Precision)), rows, out var frame);
        Assert.Equal(jpeg.Width * jpeg.Components, frame.RowSamples);
        for (var i = 0; i < rows * frame.RowSamples; i++)
        {
            var (y, x, component) = (i / frame.RowSamples, i % frame.RowSamples / jpeg.Components, i % jpeg.Components);
            var expected = Noise(x, y, component, jpeg.Precision) >> jpeg.PointTransform << jpeg.PointTransform;
            Assert.True(expected == samples[i], $"column {x}, row {y}, component {component}: {samples[i]} instead of {expected}");
        }
    }

    private static ushort[] Decode(string name, out LosslessJpegFrame frame)
    {
        var bytes = File.ReadAllBytes(TestData.Path($"malformed/twelvemonkeys_ljpeg/{name}"));
        return Decode(bytes, 0, out frame);
    }

    private static ushort[] Decode(byte[] bytes, int rows, out LosslessJpegFrame frame)
    {
        var place = new FilePlace("test.jpg", "");
        frame = LosslessJpegFrame.Read(bytes, place);
        rows = rows == 0 ? frame.Height : rows;
        var samples = new ushort[rows * frame.RowSamples];
        LosslessJpegDecoder.Decode(bytes, frame, rows, samples, place);
        return samples;
    }
}
