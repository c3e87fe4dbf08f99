using Pentaprism.Files.Jpeg;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Jpeg;

public class TurboJpegTests
{
    [Theory]
    [InlineData(3, JpegSubsampling.Full)]
    [InlineData(3, JpegSubsampling.Half)]
    [InlineData(1, JpegSubsampling.Full)]
    public void A_smooth_picture_survives_encoding_and_decoding(int channels, JpegSubsampling subsampling)
    {
        const int Width = 61;
        const int Height = 47;
        var picture = Gradient(Width, Height, channels);
        var jpeg = TurboJpeg.Encode(picture, Width, Height, channels, 100, subsampling);
        var back = new byte[picture.Length];
        var header = TurboJpeg.Decode(jpeg, channels, back);

        Assert.Equal((Width, Height, channels), (header.Width, header.Height, header.Components));
        var worst = picture.Zip(back, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, subsampling == JpegSubsampling.Full ? 3 : 8);
    }

    [Fact]
    public void A_jpeg_cut_anywhere_yields_no_picture()
    {
        var picture = Gradient(64, 64, 3);
        var jpeg = TurboJpeg.Encode(picture, 64, 64, 3, 92, JpegSubsampling.Full);
        for (var length = 0; length < jpeg.Length - 2; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => TurboJpeg.Decode(jpeg.AsSpan(0, length), 3, new byte[picture.Length]));
        }
    }

    [Fact]
    public void A_jpeg_of_another_size_is_refused()
    {
        var jpeg = TurboJpeg.Encode(Gradient(16, 16, 3), 16, 16, 3, 92, JpegSubsampling.Full);
        var problem = Assert.Throws<InvalidDataException>(() => TurboJpeg.Decode(jpeg, 3, new byte[16 * 15 * 3]));
        Assert.Contains("16 × 16", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_marked_as_untransformed_is_taken_as_red_green_blue()
    {
        // Flat luma 200 and neutral differences (128): as luma it is a grey of 200, as red, green, blue it is (200, 128, 128).
        var flat = Enumerable.Repeat((byte)200, 8 * 8 * 3).ToArray();
        var jpeg = WithoutJfif(TurboJpeg.Encode(flat, 8, 8, 3, 100, JpegSubsampling.Full));
        var picture = new byte[flat.Length];

        TurboJpeg.Decode(jpeg, 3, picture);
        Assert.Equal([200, 200, 200], picture[..3]);
        var header = TurboJpeg.Decode(TurboJpeg.MarkAsUntransformed(jpeg), 3, picture);
        Assert.Equal([200, 128, 128], picture[..3]);
        Assert.Equal(JpegColours.Rgb, header.Colours);
    }

    [Fact]
    public void Without_the_library_the_message_says_what_to_install()
    {
        var problem = Assert.Throws<ImageFileException>(() => TurboJpegLibrary.Load([]));
        Assert.StartsWith("JPEG: needs libjpeg-turbo", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains("apt-get install libturbojpeg0", problem.Message, StringComparison.Ordinal);
        }
    }

    [OracleFact("djpeg")]
    public void Decoding_equals_djpeg()
    {
        var picture = Gradient(77, 33, 3);
        var jpeg = TurboJpeg.Encode(picture, 77, 33, 3, 85, JpegSubsampling.Half);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, jpeg);
            var (exit, ppm, _) = Oracle.Run("djpeg", "-dct", "int", path);
            Assert.Equal(0, exit);
            var back = new byte[picture.Length];
            TurboJpeg.Decode(jpeg, 3, back);
            Assert.Equal(ppm[^picture.Length..], back);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] WithoutJfif(byte[] jpeg)
    {
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0], jpeg[..4]);
        var length = (jpeg[4] << 8) | jpeg[5];
        return [0xFF, 0xD8, .. jpeg[(4 + length)..]];
    }

    private static byte[] Gradient(int width, int height, int channels)
    {
        var picture = new byte[width * height * channels];
        for (var i = 0; i < picture.Length; i++)
        {
            var (pixel, channel) = (i / channels, i % channels);
            picture[i] = (byte)(((pixel % width) * (channel + 1)) + (pixel / width) + 20);
        }

        return picture;
    }
}
