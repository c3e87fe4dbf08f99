using System.Text;
using Pentaprism.Files.Exif;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Tiff;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Jpeg;

public class JpegWriterTests
{
    [Theory]
    [InlineData(3, JpegSubsampling.Full)]
    [InlineData(3, JpegSubsampling.Half)]
    [InlineData(1, JpegSubsampling.Full)]
    public void Bands_give_the_same_picture_as_one_piece(int channels, JpegSubsampling subsampling)
    {
        const int Width = 117;
        const int Height = 1037;
        using var picture = TestPictures.Bytes(Width, Height, channels);
        var whole = new byte[Width * Height * channels];
        var banded = new byte[whole.Length];
        TurboJpeg.Decode(TurboJpeg.Encode(picture.Bytes!.Samples, Width, Height, channels, 92, subsampling), channels, whole);
        TurboJpeg.Decode(Write(picture, new JpegOptions { Subsampling = subsampling }, 2), channels, banded);
        Assert.Equal(whole, banded);
    }

    [Fact]
    public void The_file_does_not_depend_on_the_number_of_workers()
    {
        using var picture = TestPictures.Bytes(200, 1100, 3);
        Assert.Equal(Write(picture, new JpegOptions(), 1), Write(picture, new JpegOptions(), 5));
    }

    [OracleFact("djpeg")]
    public void Djpeg_decodes_it_without_a_warning_to_what_we_decode()
    {
        using var picture = TestPictures.Bytes(333, 777, 3);
        var jpeg = Write(picture, new JpegOptions { Quality = 80, Subsampling = JpegSubsampling.Half }, 2);
        var back = new byte[333 * 777 * 3];
        TurboJpeg.Decode(jpeg, 3, back);
        TestPictures.WithFile(".jpg", stream => stream.Write(jpeg), path =>
        {
            var (exit, ppm, error) = Oracle.Run("djpeg", "-dct", "int", path);
            Assert.Equal((0, ""), (exit, error));
            Assert.Equal(back, ppm[^back.Length..]);
            return 0;
        });
    }

    [OracleFact("exiftool")]
    public void Exiftool_finds_nothing_wrong_and_all_that_was_said()
    {
        using var picture = TestPictures.Bytes(40, 30, 3);
        var tags = TestPictures.WithFile(
            ".jpg", stream => stream.Write(Write(picture, new JpegOptions(), 1)), path => TestPictures.ExifTool(path, "-validate", "-warning", "-all"));
        Assert.Equal("", tags.GetValueOrDefault("ExifTool:Warning", ""));
        Assert.Equal("0 0 0", tags["ExifTool:Validate"]);
        Assert.Equal("1", tags["IFD0:Orientation"]);
        Assert.Equal("Xiaomi", tags["IFD0:Make"]);
        Assert.Equal("Pentaprism", tags["IFD0:Software"]);
        Assert.Equal(("40", "30"), (tags["ExifIFD:ExifImageWidth"], tags["ExifIFD:ExifImageHeight"]));
        Assert.Equal("65535", tags["ExifIFD:ColorSpace"]);
        Assert.Equal(("0.008", "1.9", "400"), (tags["ExifIFD:ExposureTime"], tags["ExifIFD:FNumber"], tags["ExifIFD:ISO"]));
        Assert.Equal(("8.7", "23"), (tags["ExifIFD:FocalLength"], tags["ExifIFD:FocalLengthIn35mmFormat"]));
        Assert.StartsWith("-0.333", tags["ExifIFD:ExposureCompensation"], StringComparison.Ordinal);
        Assert.Equal("2026:01:31 12:00:00", tags["ExifIFD:DateTimeOriginal"]);
        Assert.StartsWith("52.52006944", tags["GPS:GPSLatitude"], StringComparison.Ordinal);
        Assert.Equal("Display P3", tags["ICC_Profile:ProfileDescription"]);
        Assert.Equal("""{"look":"natural <&> \"quoted\""}""", tags["XMP-pentaprism:Recipe"]);
    }

    [OracleFact("exiftool")]
    public void A_long_packet_is_split_and_exiftool_joins_it_again()
    {
        using var picture = TestPictures.Bytes(16, 16, 3);
        var recipe = $"{{\"text\":\"{new string('x', 200_000)}\"}}";
        var metadata = TestPictures.Metadata(3) with { Xmp = XmpPacket.Create(null, "Pentaprism 0.1", recipe) };
        TestPictures.WithFile(".jpg", stream => JpegWriter.Write(stream, picture, new JpegOptions(), metadata, ProcessingContext.Create()), path =>
        {
            var tags = TestPictures.ExifTool(path, "-validate", "-warning", "-all");
            Assert.Equal("", tags.GetValueOrDefault("ExifTool:Warning", ""));
            Assert.Equal("Pentaprism 0.1", tags["XMP-xmp:CreatorTool"]);
            Assert.Equal([recipe], TestPictures.Lines("exiftool", "-b", "-XMP-pentaprism:Recipe", path));
            return 0;
        });
    }

    [Fact]
    public void Where_the_shooting_data_do_not_fit_the_largest_tags_are_left_out()
    {
        using var picture = TestPictures.Bytes(16, 16, 3);
        var exif = TestPictures.Shot with { Exif = [TestPictures.Tag(37500, (d, id) => d.SetBytes(id, TiffType.Undefined, new byte[100_000]))] };
        var block = ExifWriter.ToBlock(picture, TestPictures.Metadata(3) with { Exif = exif }, isJpeg: true, 65527);
        Assert.InRange(block.Length, 200, 2000);
        Assert.Contains("8.7 mm f/1.9", Encoding.ASCII.GetString(block), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_16_bits_is_refused()
    {
        using var picture = TestPictures.Words(4, 4, 3);
        Assert.Throws<ArgumentException>(() => Write(picture, new JpegOptions(), 1));
    }

    [Fact]
    public void A_side_beyond_what_jpeg_holds_is_said_in_words()
    {
        using var picture = new EncodedPicture(1, new Plane<byte>(65501, 1));
        var problem = Assert.Throws<ImageFileException>(() => Write(picture, new JpegOptions(), 1));
        Assert.Contains("65500", problem.Message, StringComparison.Ordinal);
    }

    private static byte[] Write(EncodedPicture picture, JpegOptions options, int workers)
    {
        using var stream = new MemoryStream();
        var context = ProcessingContext.Create() with { Workers = workers };
        JpegWriter.Write(stream, picture, options, TestPictures.Metadata(picture.Channels), context);
        return stream.ToArray();
    }
}
