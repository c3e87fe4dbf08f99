using System.Runtime.InteropServices;
using Pentaprism.Files.Tiff;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Tiff;

public class TiffWriterTests
{
    [OracleFact("vips")]
    public void Vips_reads_back_every_sample_in_every_format()
    {
        foreach (var (width, height, channels) in new[] { (1, 1, 1), (301, 197, 3), (97, 301, 1) })
        {
            using var bytes = TestPictures.Bytes(width, height, channels);
            using var words = TestPictures.Words(width, height, channels);
            using var floats = TestPictures.Floats(width, height, channels);
            Assert.Equal(bytes.Bytes!.Samples.ToArray(), Read(bytes));
            Assert.Equal(MemoryMarshal.AsBytes(words.Words!.Samples).ToArray(), Read(words));
            Assert.Equal(MemoryMarshal.AsBytes(floats.Floats!.Samples).ToArray(), Read(floats));
        }
    }

    [OracleFact("exiftool")]
    public void Exiftool_finds_nothing_wrong_and_all_that_was_said()
    {
        using var picture = TestPictures.Words(40, 30, 3);
        var tags = TestPictures.WithFile(".tif", stream => Write(stream, picture), path => TestPictures.ExifTool(path, "-validate", "-warning", "-all"));
        Assert.Equal("", tags.GetValueOrDefault("ExifTool:Warning", ""));
        Assert.Equal("0 0 0", tags["ExifTool:Validate"]);
        Assert.Equal("1", tags["IFD0:Orientation"]);
        Assert.Equal("40", tags["IFD0:ImageWidth"]);
        Assert.Equal("A. Nobody", tags["IFD0:Artist"]);
        Assert.Equal("0.008", tags["ExifIFD:ExposureTime"]);
        Assert.StartsWith("52.52006944", tags["GPS:GPSLatitude"], StringComparison.Ordinal);
        Assert.Equal("Display P3", tags["ICC_Profile:ProfileDescription"]);
        Assert.Equal("""{"look":"natural <&> \"quoted\""}""", tags["XMP-pentaprism:Recipe"]);
    }

    [Fact]
    public void A_profile_of_another_colour_space_is_refused()
    {
        using var picture = TestPictures.Bytes(4, 4, 1);
        Assert.Throws<ArgumentException>(() => TiffWriter.Write(Stream.Null, picture, TestPictures.Metadata(3)));
    }

    private static void Write(Stream stream, EncodedPicture picture) =>
        TiffWriter.Write(stream, picture, TestPictures.Metadata(picture.Channels));

    private static byte[] Read(EncodedPicture picture) => TestPictures.WithFile(".tif", stream => Write(stream, picture), path =>
    {
        TestPictures.Lines("vips", "rawsave", path, path + ".raw");
        var samples = File.ReadAllBytes(path + ".raw");
        File.Delete(path + ".raw");
        return samples;
    });
}
