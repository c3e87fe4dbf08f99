using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.UltraHdr;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.UltraHdr;

public class UltraHdrWriterTests
{
    private static readonly ProcessingContext _context = ProcessingContext.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_is_read_back_in_both_forms(int channels)
    {
        using var picture = TestPictures.Bytes(70, 50, 3);
        using var map = Map(channels);
        Read(picture, map, hdr =>
        {
            Same(map.Metadata, hdr.Iso!);
            Same(map.Metadata, hdr.Xmp!);
            Assert.Equal((35, 25, channels), (hdr.MapWidth, hdr.MapHeight, hdr.MapChannels));
            using var back = hdr.ReadMap(_context);
            var errors = Enumerable.Range(0, back.Picture.Bytes!.Samples.Length).Select(i => Math.Abs(back.Picture.Bytes.Samples[i] - map.Picture.Bytes!.Samples[i]));
            Assert.InRange(errors.Average(), 0, 3);
        });
    }

    [Fact]
    public void The_picture_is_that_of_a_plain_jpeg_byte_for_byte()
    {
        using var picture = TestPictures.Bytes(70, 50, 3);
        using var map = Map(1);
        using var plain = new MemoryStream();
        JpegWriter.Write(plain, picture, new JpegOptions(), TestPictures.Metadata(3), _context);
        var expected = Coded(plain.ToArray());
        Assert.Equal(expected, Coded(Written(picture, map, TestPictures.Metadata(3)))[..expected.Length]);
    }

    [OracleFact("exiftool")]
    public void Other_programs_find_both_pictures_and_what_xmp_says()
    {
        using var picture = TestPictures.Bytes(70, 50, 3);
        using var map = Map(1);
        var bytes = Written(picture, map, TestPictures.Metadata(3));
        TestPictures.WithFile(".jpg", file => file.Write(bytes), path =>
        {
            var tags = TestPictures.ExifTool(path, "-ee", "-G1", "-struct");
            var (start, length) = (int.Parse(tags["MPImage2:MPImageStart"], CultureInfo.InvariantCulture), int.Parse(tags["MPImage2:MPImageLength"], CultureInfo.InvariantCulture));
            Assert.Equal(bytes.Length, start + length);
            Assert.Equal([0xFF, 0xD8], bytes[start..(start + 2)]);
            Assert.Equal(start, int.Parse(tags["MPImage1:MPImageLength"], CultureInfo.InvariantCulture));
            Assert.Contains($"Length={length}", tags["XMP-Container:Directory"], StringComparison.Ordinal);
            Assert.Equal(map.Metadata.Channels[0].Maximum, double.Parse(tags["XMP-hdrgm:GainMapMax"], CultureInfo.InvariantCulture), 1e-6);
            Assert.Equal(map.Metadata.AlternateHeadroom, double.Parse(tags["XMP-hdrgm:HDRCapacityMax"], CultureInfo.InvariantCulture), 1e-6);
            Assert.Equal("Xiaomi", tags["IFD0:Make"]);
            return 0;
        });
    }

    [Fact]
    public void Without_a_packet_of_its_own_the_picture_gets_one_and_a_raw_file_s_directory_does_not_survive()
    {
        using var picture = TestPictures.Bytes(70, 50, 3);
        using var map = Map(1);
        Read(picture, map, hdr => Assert.NotNull(hdr.Xmp), new PictureMetadata());
        var old = XmpGainMap.AddDirectory(null, 12345);
        var kept = System.Text.Encoding.UTF8.GetString(XmpPacket.Create(old, "Pentaprism", "{}").AsSpan());
        Assert.DoesNotContain("12345", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("hdrgm:Version", kept, StringComparison.Ordinal);
    }

    internal static GainMap Map(int channels)
    {
        ImmutableArray<GainMapChannel> numbers = channels == 1
            ? [new(-0.123456789, 2.718281828, 1, 1 / 64.0, 1 / 64.0)]
            : [new(-1, 2, 1, 1 / 64.0, 1e-7), new(0, 1.5, 0.8, 1 / 64.0, 0), new(0.25, 3, 2.2, 0.001, 0)];
        return new GainMap(TestPictures.Bytes(35, 25, channels), new GainMapMetadata(numbers) { AlternateHeadroom = 2.718281828, BaseHeadroom = 0.125 });
    }

    internal static byte[] Written(EncodedPicture picture, GainMap map, PictureMetadata metadata)
    {
        using var stream = new MemoryStream();
        UltraHdrWriter.Write(stream, picture, map, new JpegOptions(), 95, metadata, _context);
        return stream.ToArray();
    }

    private static void Read(EncodedPicture picture, GainMap map, Action<UltraHdrReader> look, PictureMetadata? metadata = null)
    {
        var bytes = Written(picture, map, metadata ?? TestPictures.Metadata(3));
        TestPictures.WithFile(".jpg", file => file.Write(bytes), path =>
        {
            using var jpeg = JpegReader.Open(path);
            look(UltraHdrReader.Of(jpeg));
            return 0;
        });
    }

    private static void Same(GainMapMetadata expected, GainMapMetadata said)
    {
        Assert.Equal(expected.Channels.Length, said.Channels.Length);
        for (var colour = 0; colour < 3; colour++)
        {
            var (a, b) = (expected.Of(colour), said.Of(colour));
            Assert.Equal(a.Minimum, b.Minimum, 1e-8);
            Assert.Equal(a.Maximum, b.Maximum, 1e-8);
            Assert.Equal(a.Gamma, b.Gamma, 1e-8);
            Assert.Equal(a.BaseOffset, b.BaseOffset, 1e-9);
            Assert.Equal(a.AlternateOffset, b.AlternateOffset, 1e-9);
        }

        Assert.Equal(expected.AlternateHeadroom, said.AlternateHeadroom, 1e-8);
        Assert.Equal(expected.BaseHeadroom, said.BaseHeadroom, 1e-8);
        Assert.False(said.BaseIsHdr);
    }

    // From the first table on.
    private static byte[] Coded(byte[] jpeg) => jpeg[jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB])..];
}
