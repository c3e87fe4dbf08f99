using System.Buffers.Binary;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Png;

public class PngWriterTests
{
    [OracleFact("convert")]
    public void ImageMagick_reads_back_every_sample_of_8_bits()
    {
        foreach (var (width, height, channels) in new[] { (1, 1, 3), (1, 7, 1), (301, 97, 3), (640, 811, 3), (97, 301, 1) })
        {
            using var picture = TestPictures.Bytes(width, height, channels);
            var back = Read(picture, PngEffort.Small, 8);
            Assert.Equal(picture.Bytes!.Samples.ToArray(), back);
        }
    }

    [OracleFact("convert")]
    public void ImageMagick_reads_back_every_sample_of_16_bits()
    {
        foreach (var (width, height, channels) in new[] { (2, 1, 3), (301, 97, 3), (640, 811, 3), (97, 301, 1) })
        {
            using var picture = TestPictures.Words(width, height, channels);
            var back = Read(picture, PngEffort.Fast, 16);
            var samples = picture.Words!.Samples.ToArray();
            Assert.Equal(samples, Enumerable.Range(0, samples.Length).Select(i => BinaryPrimitives.ReadUInt16BigEndian(back.AsSpan(i * 2))));
        }
    }

    [OracleFact("vips")]
    public void Vips_reads_the_size_the_bits_and_the_profile()
    {
        using var picture = TestPictures.Words(33, 21, 3);
        var lines = TestPictures.WithFile(".png", stream => Write(stream, picture, 1), path => TestPictures.Lines("vipsheader", "-a", path));
        Assert.Contains("width: 33", lines);
        Assert.Contains("height: 21", lines);
        Assert.Contains("format: ushort", lines);
        Assert.Contains(lines, line => line.StartsWith("icc-profile-data", StringComparison.Ordinal));
    }

    [OracleFact("exiftool")]
    public void Exiftool_finds_nothing_wrong_and_all_that_was_said()
    {
        using var picture = TestPictures.Bytes(40, 30, 3);
        var tags = TestPictures.WithFile(".png", stream => Write(stream, picture, 1), path => TestPictures.ExifTool(path, "-validate", "-warning", "-all"));
        Assert.Equal("", tags.GetValueOrDefault("ExifTool:Warning", ""));
        Assert.Equal("0 0 0", tags["ExifTool:Validate"]);
        Assert.Equal("1", tags["IFD0:Orientation"]);
        Assert.Equal("40", tags["ExifIFD:ExifImageWidth"]);
        Assert.Equal("8.7 mm f/1.9", tags["ExifIFD:LensModel"]);
        Assert.Equal("Display P3", tags["ICC_Profile:ProfileDescription"]);
        Assert.Equal("Pentaprism 0.1", tags["XMP-xmp:CreatorTool"]);
    }

    [Fact]
    public void The_file_does_not_depend_on_the_number_of_workers()
    {
        using var picture = TestPictures.Words(700, 900, 3);
        var files = new[] { 1, 2, 7 }.Select(workers =>
        {
            using var stream = new MemoryStream();
            Write(stream, picture, workers);
            return stream.ToArray();
        }).ToArray();
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    [Fact]
    public void Floating_point_samples_are_refused()
    {
        using var picture = TestPictures.Floats(4, 4, 3);
        Assert.Throws<ArgumentException>(() => Write(Stream.Null, picture, 1));
    }

    private static void Write(Stream stream, EncodedPicture picture, int workers) => PngWriter.Write(
        stream, picture, new PngOptions(), TestPictures.Metadata(picture.Channels), ProcessingContext.Create() with { Workers = workers });

    private static byte[] Read(EncodedPicture picture, PngEffort effort, int depth) => TestPictures.WithFile(
        ".png",
        stream => PngWriter.Write(
            stream, picture, new PngOptions { Effort = effort }, TestPictures.Metadata(picture.Channels), ProcessingContext.Create()),
        path =>
        {
            var (exit, output, error) = Oracle.Run(
                "convert", path, "-depth", $"{depth}", "-endian", "MSB", picture.Channels == 3 ? "rgb:-" : "gray:-");
            Assert.True(exit == 0 && error.Length == 0, error);
            return output;
        });
}
