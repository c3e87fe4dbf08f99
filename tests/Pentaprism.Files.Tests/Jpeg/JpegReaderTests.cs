using Pentaprism.Files.Icc;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Jpeg;

public class JpegReaderTests
{
    private static readonly ProcessingContext _context = ProcessingContext.Create();

    public static TheoryData<string> Spaces => [.. Known.Keys];

    private static Dictionary<string, RgbSpace> Known { get; } =
        new[] { RgbSpace.Srgb, RgbSpace.DisplayP3, RgbSpace.AdobeRgb, RgbSpace.Rec2020, RgbSpace.ProPhoto }.ToDictionary(space => space.Name);

    [Fact]
    public void What_the_writer_says_is_read_back()
    {
        using var picture = TestPictures.Bytes(61, 47, 3);
        Read(picture, TestPictures.Metadata(3), reader =>
        {
            Assert.Equal((61, 47, "Xiaomi", "12S Ultra", 1), (reader.Width, reader.Height, reader.Make, reader.Model, reader.Orientation));
            Assert.Equal(1.0 / 125, reader.Exif.ExposureSeconds!.Value, 1e-9);
            Assert.Equal((400, 1.9), (reader.Exif.Iso!.Value, Math.Round(reader.Exif.FNumber!.Value, 6)));
            Assert.Equal("2026:01:31 12:00:00", reader.Exif.DateTimeOriginal);
            Assert.Same(RgbSpace.DisplayP3, reader.Space);
            using var back = reader.ReadPixels(_context);
            var worst = 0;
            for (var i = 0; i < back.Bytes!.Samples.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(back.Bytes.Samples[i] - picture.Bytes!.Samples[i]));
            }

            Assert.InRange(worst, 0, 10);
        });
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void The_usual_spaces_are_known_by_their_profiles(string name)
    {
        using var picture = TestPictures.Bytes(16, 16, 3);
        Read(picture, new PictureMetadata { Icc = IccProfile.Rgb(Known[name]) }, reader => Assert.Same(Known[name], reader.Space));
    }

    [Fact]
    public void Without_a_profile_it_is_srgb_and_with_a_strange_one_it_is_not_known()
    {
        using var picture = TestPictures.Bytes(16, 16, 3);
        Read(picture, new PictureMetadata(), reader => Assert.Same(RgbSpace.Srgb, reader.Space));
        var strange = new RgbSpace("Strange", new(0.60, 0.35), new(0.30, 0.60), new(0.15, 0.06), Chromaticity.D65, TransferFunction.Srgb);
        Read(picture, new PictureMetadata { Icc = IccProfile.Rgb(strange) }, reader => Assert.Null(reader.Space));
    }

    [Fact]
    public void A_grey_picture_has_three_equal_colours()
    {
        using var picture = TestPictures.Bytes(30, 20, 1);
        Read(picture, TestPictures.Metadata(1), reader =>
        {
            Assert.Same(RgbSpace.Srgb, reader.Space);
            using var back = reader.ReadPixels(_context);
            for (var x = 0; x < 30; x++)
            {
                Assert.Equal(back.Bytes![3 * x, 7], back.Bytes[(3 * x) + 1, 7]);
                Assert.InRange(back.Bytes[3 * x, 7] - picture.Bytes![x, 7], -10, 10);
            }
        });
    }

    [Fact]
    public void A_file_cut_anywhere_gives_no_picture_but_a_reason_in_one_line()
    {
        using var picture = TestPictures.Bytes(64, 48, 3);
        using var stream = new MemoryStream();
        JpegWriter.Write(stream, picture, new JpegOptions(), TestPictures.Metadata(3), _context);
        var bytes = stream.ToArray();
        for (var length = 4; length < bytes.Length - 2; length += 101)
        {
            TestPictures.WithFile(".jpg", file => file.Write(bytes.AsSpan(0, length)), path =>
            {
                var problem = Assert.Throws<ImageFileException>(() =>
                {
                    using var reader = JpegReader.Open(path);
                    reader.ReadPixels(_context).Dispose();
                });
                Assert.DoesNotContain('\n', problem.Message);
                Assert.Equal(path, problem.Path);
                return 0;
            });
        }
    }

    [Fact]
    public void A_jpeg_is_known_by_its_first_bytes()
    {
        Assert.True(TestPictures.WithFile(".dng", stream => stream.Write([0xFF, 0xD8, 0xFF, 0xE0]), JpegReader.IsJpeg));
        Assert.False(TestPictures.WithFile(".jpg", stream => stream.Write("II*\0"u8), JpegReader.IsJpeg));
        Assert.False(JpegReader.IsJpeg("/there/is/no/such.jpg"));
    }

    [DataFact("bursts/huawei_hlk-al00_night/02.jpg")]
    public void A_phone_s_jpeg_tells_its_settings()
    {
        using var reader = JpegReader.Open(TestData.Path("bursts/huawei_hlk-al00_night/02.jpg"));
        Assert.Equal((6000, 8000, "HUAWEI", "HLK-AL00"), (reader.Width, reader.Height, reader.Make, reader.Model));
        Assert.Equal((0.025, 100.0), (Math.Round(reader.Exif.ExposureSeconds!.Value, 6), reader.Exif.Iso!.Value));
    }

    private static void Read(EncodedPicture picture, PictureMetadata metadata, Action<JpegReader> look) =>
        TestPictures.WithFile(
            ".jpg",
            stream => JpegWriter.Write(stream, picture, new JpegOptions { Quality = 98, Subsampling = JpegSubsampling.Full }, metadata, _context),
            path =>
            {
                using var reader = JpegReader.Open(path);
                look(reader);
                return 0;
            });
}
