using System.Runtime.InteropServices;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

public class DngWriterTests
{
    [OracleFact("unprocessed_raw")]
    public void LibRaw_reads_back_every_photosite_of_every_phase_and_size()
    {
        foreach (var phase in new[] { "RGGB", "GRBG", "GBRG", "BGGR" })
        {
            foreach (var (width, height) in new[] { (64, 48), (301, 203), (530, 97) })
            {
                foreach (var compression in Enum.GetValues<DngCompression>())
                {
                    var metadata = TestDngs.Mosaic(width, height, CfaPattern.Bayer(phase));
                    using var pixels = TestDngs.Codes(width, height, 1);
                    var read = Unprocessed(metadata, pixels, new DngWriteOptions { Compression = compression, TileSize = 128 });
                    Assert.Equal(pixels.Codes![0].Samples.ToArray(), read);
                }
            }
        }
    }

    [OracleFact("unprocessed_raw")]
    public void LibRaw_reads_back_pictures_as_wide_as_the_components_of_a_tile()
    {
        var quad = new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2]);
        foreach (var (cfa, width) in new[] { (CfaPattern.Rggb, 256), (quad, 512) })
        {
            using var pixels = TestDngs.Codes(width, 96, 1);
            var read = Unprocessed(TestDngs.Mosaic(width, 96, cfa), pixels, new DngWriteOptions { TileSize = 128 });
            Assert.Equal(pixels.Codes![0].Samples.ToArray(), read);
        }
    }

    [OracleFact("dcraw_emu")]
    public void LibRaw_reads_back_every_pixel_of_a_linear_picture()
    {
        using var pixels = TestDngs.Codes(301, 203, 3);

        // LibRaw stretches to the brightest pixel, and takes the saturated ones for white.
        pixels.Codes![0][5, 5] = 65535;
        var metadata = TestDngs.Linear(301, 203, isFloat: false) with { Colour = new CameraColour { AsShotNeutral = Vector3d.One } };
        var read = TestPictures.WithFile(
            ".dng",
            stream => DngWriter.Write(stream, metadata, pixels, new DngWriteOptions { TileSize = 128 }, ProcessingContext.Create()),
            path =>
            {
                // Camera colour, no brightening, straight curve, no balance, 16 bits.
                TestPictures.Lines("dcraw_emu", "-o", "0", "-W", "-g", "1", "1", "-r", "1", "1", "1", "1", "-4", "-T", "-t", "0", path);
                return ReadTiff(path + ".tiff");
            });
        for (var plane = 0; plane < 3; plane++)
        {
            Assert.Equal(pixels.Codes[plane].Samples.ToArray(), read.Where((_, i) => i % 3 == plane));
        }
    }

    [OracleFact("exiftool")]
    public void Exiftool_finds_nothing_wrong()
    {
        foreach (var withPreview in new[] { false, true })
        {
            using var pixels = TestDngs.Codes(96, 64, 1);
            var warnings = TestPictures.WithFile(
                ".dng",
                stream => DngWriter.Write(
                    stream, TestDngs.Rich(96, 64), pixels, new DngWriteOptions { Preview = withPreview ? Preview() : null }, ProcessingContext.Create()),
                path => TestPictures.Lines("exiftool", "-warning", "-error", "-validate", "-a", "-s", path));

            // What DNG 1.6 and 1.7 brought (0xcd..) exiftool 12.57 does not yet count among the standard tags, or does not know.
            Assert.DoesNotContain(warnings, line =>
                !line.StartsWith("Validate ", StringComparison.Ordinal)
                && !line.Contains("[minor] Non-standard IFD0 tag 0xcd", StringComparison.Ordinal)
                && !line.Contains("[minor] Unknown IFD0 tag 0xcd", StringComparison.Ordinal));
        }
    }

    [OracleFact("exiftool")]
    public void Exiftool_reads_every_tag_with_the_value_that_was_meant()
    {
        using var pixels = TestDngs.Codes(96, 64, 1);
        var tags = Tags(TestDngs.Rich(96, 64), pixels, new DngWriteOptions { Preview = Preview() });
        var expected = new Dictionary<string, string>
        {
            ["IFD0:DNGVersion"] = "1 7 0 0",
            ["IFD0:DNGBackwardVersion"] = "1 6 0 0",
            ["IFD0:Make"] = "Xiaomi",
            ["IFD0:UniqueCameraModel"] = "Xiaomi 12S Ultra main",
            ["IFD0:Software"] = "Pentaprism",
            ["IFD0:Orientation"] = "6",
            ["IFD0:Compression"] = "7",
            ["IFD0:SubfileType"] = "1",
            ["IFD0:AnalogBalance"] = "1 1.25 1",
            ["IFD0:AsShotNeutral"] = "0.5 1 0.625",
            ["IFD0:BaselineExposure"] = "-0.5",
            ["IFD0:BaselineNoise"] = "0.75",
            ["IFD0:BaselineSharpness"] = "1.5",
            ["IFD0:LinearResponseLimit"] = "0.875",
            ["IFD0:CalibrationIlluminant1"] = "17",
            ["IFD0:CalibrationIlluminant2"] = "21",
            ["IFD0:CalibrationIlluminant3"] = "255",
            ["IFD0:ColorMatrix1"] = "1.25 -0.5 -0.125 -0.25 1.125 0.0625 0 0.25 0.5",
            ["IFD0:ForwardMatrix2"] = "0.5 0.25 0.125 0.25 0.75 0 0 0.0625 0.75",
            ["IFD0:CameraCalibration1"] = "1.125 0 0 0 1 0 0 0 0.875",
            ["IFD0:CameraCalibrationSig"] = "sig",
            ["IFD0:ProfileCalibrationSig"] = "sig",
            ["IFD0:ProfileName"] = "Pentaprism",
            ["IFD0:ProfileHueSatMapDims"] = "6 3 1",
            ["IFD0:ProfileLookTableDims"] = "4 2 2",
            ["IFD0:ProfileToneCurve"] = "0 0 0.5 0.625 1 1",
            ["IFD0:BaselineExposureOffset"] = "0.25",
            ["IFD0:DefaultBlackRender"] = "1",
            ["ExifIFD:LensModel"] = "8.7 mm f/1.9",
            ["SubIFD:CFAPattern2"] = "1 2 0 1",
            ["SubIFD:CFARepeatPatternDim"] = "2 2",
            ["SubIFD:BlackLevel"] = "64 65 66 67.5",
            ["SubIFD:WhiteLevel"] = "16383",
            ["SubIFD:ActiveArea"] = "2 4 62 92",
            ["SubIFD:MaskedAreas"] = "0 0 2 96 2 0 64 4",
            ["SubIFD:DefaultCropOrigin"] = "8 6",
            ["SubIFD:DefaultCropSize"] = "72 48",
            ["SubIFD:DefaultScale"] = "1 1",
            ["SubIFD:Compression"] = "7",
            ["SubIFD:NoiseProfile"] = "0.0001 1e-06 0.0002 2e-06 0.0003 3e-06",
            ["SubIFD:NoiseReductionApplied"] = "0.25",
        };
        Assert.All(expected, pair => Assert.Equal(pair.Value, tags.GetValueOrDefault(pair.Key)));
        Assert.StartsWith("52.52006944", tags["GPS:GPSLatitude"], StringComparison.Ordinal);
    }

    [OracleFact("vips")]
    public void A_floating_point_linear_picture_is_a_tiff_that_vips_reads()
    {
        var metadata = TestDngs.Linear(37, 21, isFloat: true);
        using var pixels = new RawPixels([.. Enumerable.Range(0, 3).Select(plane => TestDngs.Floats(37, 21, plane))]);
        var read = TestPictures.WithFile(".dng", stream => DngWriter.Write(stream, metadata, pixels, new DngWriteOptions(), ProcessingContext.Create()), path =>
        {
            TestPictures.Lines("vips", "rawsave", path, path + ".raw");
            var bytes = File.ReadAllBytes(path + ".raw");
            File.Delete(path + ".raw");
            return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        });
        for (var plane = 0; plane < 3; plane++)
        {
            Assert.Equal(pixels.Values![plane].Samples.ToArray(), read.Where((_, i) => i % 3 == plane));
        }
    }

    [Fact]
    public void The_file_does_not_depend_on_the_number_of_workers()
    {
        using var pixels = TestDngs.Codes(300, 200, 1);
        var files = new[] { 1, 5 }.Select(workers =>
        {
            using var stream = new MemoryStream();
            var options = new DngWriteOptions { TileSize = 64 };
            DngWriter.Write(stream, TestDngs.Rich(300, 200), pixels, options, ProcessingContext.Create() with { Workers = workers });
            return stream.ToArray();
        }).ToArray();
        Assert.Equal(files[0], files[1]);
    }

    [Fact]
    public void Samples_that_contradict_the_layout_are_refused()
    {
        using var pixels = TestDngs.Codes(32, 32, 1);
        Assert.Throws<ArgumentException>(() => DngWriter.Write(
            Stream.Null, TestDngs.Mosaic(32, 34, CfaPattern.Rggb), pixels, new DngWriteOptions(), ProcessingContext.Create()));
        Assert.Throws<ArgumentException>(() => DngWriter.Write(
            Stream.Null, TestDngs.Linear(32, 32, isFloat: false), pixels, new DngWriteOptions(), ProcessingContext.Create()));
    }

    private static System.Collections.Immutable.ImmutableArray<byte> Preview() =>
        [.. TurboJpeg.Encode(new byte[40 * 30 * 3], 40, 30, 3, 90, JpegSubsampling.Half)];

    private static System.Collections.Immutable.ImmutableDictionary<string, string> Tags(DngMetadata metadata, RawPixels pixels, DngWriteOptions options) =>
        TestPictures.WithFile(
            ".dng",
            stream => DngWriter.Write(stream, metadata, pixels, options, ProcessingContext.Create()),
            path => TestPictures.ExifTool(path, "-validate", "-warning", "-all"));

    private static ushort[] Unprocessed(DngMetadata metadata, RawPixels pixels, DngWriteOptions options) => TestPictures.WithFile(
        ".dng",
        stream => DngWriter.Write(stream, metadata, pixels, options, ProcessingContext.Create()),
        path =>
        {
            TestPictures.Lines("unprocessed_raw", "-T", path);
            return ReadTiff(path + ".tiff");
        });

    private static ushort[] ReadTiff(string path)
    {
        try
        {
            TestPictures.Lines("vips", "rawsave", path, path + ".raw");
            return MemoryMarshal.Cast<byte, ushort>(File.ReadAllBytes(path + ".raw")).ToArray();
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".raw");
        }
    }
}
