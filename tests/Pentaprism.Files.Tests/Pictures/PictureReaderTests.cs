using Pentaprism.Files.Icc;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Pictures;

public sealed class PictureReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pentaprism-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("a.png", 1)]
    [InlineData("a.png", 3)]
    [InlineData("a.tif", 1)]
    [InlineData("a.tif", 3)]
    public void What_was_written_is_read_back_code_by_code(string name, int channels)
    {
        var random = new Random(4);
        var path = Path.Combine(_folder, name);
        using var words = new EncodedPicture(channels, new Plane<ushort>(37 * channels, 23, [.. Enumerable.Range(0, 37 * 23 * channels).Select(_ => (ushort)random.Next(65536))]));
        var icc = channels == 3 ? IccProfile.LinearRgb(RgbSpace.Rec2020) : IccProfile.Grey(TransferFunction.Linear);
        PictureFile.Write(path, words, new PictureMetadata { Icc = icc }, new JpegOptions(), true, ProcessingContext.Create());

        using var read = PictureReader.Read(path, ProcessingContext.Create());

        Assert.Equal((37, 23, channels, 65535), (read.Width, read.Height, read.Planes.Count, read.LargestCode));
        Assert.Equal(TransferFunction.Linear, read.Encoding.Transfer);
        Assert.Equal(channels == 3 ? RgbSpace.Rec2020 : null, read.Encoding.Space);
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < 37 * 23; i++)
            {
                Assert.Equal(words.Words!.Samples[(i * channels) + channel], Math.Round(read.Planes[channel].Samples[i] * 65535.0));
            }
        }
    }

    [JudgedTheory("convert", "measure/sfr/samples")]
    [InlineData("measure/sfr/samples/Test_edge1.tif")]
    [InlineData("measure/sfr/samples/v_edge_mono.tif")]
    [InlineData("charts/iset/mcc_GBRG_sensor_800x600.tif")]
    [InlineData("charts/iset/ISO-Chart1.png")]
    [InlineData("measure/iqa/ref.pgm")]
    public void Compressed_pictures_and_palettes_agree_with_another_program(string relative)
    {
        var (width, height, samples) = Oracle.ReadPicture(TestData.Path(relative));

        using var read = PictureReader.Read(TestData.Path(relative), ProcessingContext.Create());

        Assert.Equal((width, height), (read.Width, read.Height));
        for (var i = 0; i < samples.Length; i++)
        {
            Assert.Equal(samples[i], Math.Round(read.Planes[read.Planes.Count == 1 ? 0 : i % 3].Samples[i / 3] * 255.0));
        }
    }

    [Theory]
    [InlineData("P5\n4 4\n255\n1234", "cut off")]
    [InlineData("P5\n4 x\n255\n", "height")]
    [InlineData("GIF89a", "no picture")]
    public void A_broken_file_is_told_by_name_and_place(string content, string said)
    {
        var path = Path.Combine(_folder, "broken.pgm");
        File.WriteAllText(path, content);

        var problem = Assert.Throws<ImageFileException>(() => PictureReader.Read(path, ProcessingContext.Create()));

        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Equal(path, problem.Path);
    }

    [Fact]
    public void Damage_in_a_png_never_gives_a_picture_silently()
    {
        var path = Path.Combine(_folder, "whole.png");
        using var picture = new EncodedPicture(3, new Plane<byte>(30, 10, [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))]));
        PictureFile.Write(path, picture, new PictureMetadata(), new JpegOptions(), true, ProcessingContext.Create());
        var whole = File.ReadAllBytes(path);
        for (var i = 8; i < whole.Length; i += 5)
        {
            var broken = (byte[])whole.Clone();
            broken[i] ^= 0x40;
            File.WriteAllBytes(path, broken);
            Assert.Throws<ImageFileException>(() => PictureReader.Read(path, ProcessingContext.Create()));
        }
    }
}
