using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

public class DngRoundTripTests
{
    public static TheoryData<DngCompression> Compressions => [DngCompression.None, DngCompression.LosslessJpeg];

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Everything_that_a_DNG_can_say_comes_back(DngCompression compression)
    {
        var metadata = TestDngs.Rich(130, 98);
        using var pixels = TestDngs.Codes(130, 98, 1);
        var (back, read) = RoundTrip(metadata, pixels, new DngWriteOptions { Compression = compression });
        using (read)
        {
            AssertSame(metadata, back);
            AssertSame(pixels, read);
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Any_picture_comes_back(DngCompression compression)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (width, height) = (1 + random.Next(150), 1 + random.Next(150));
            var (metadata, pixels) = TestDngs.Any(random, width, height);
            using (pixels)
            {
                var options = new DngWriteOptions { Compression = compression, TileSize = 64 + (16 * random.Next(4)) };
                var (back, read) = RoundTrip(metadata, pixels, options);
                using (read)
                {
                    AssertSame(metadata, back);
                    AssertSame(pixels, read);
                }
            }
        }
    }

    [Fact]
    public void White_photosites_are_a_fourth_colour_and_come_back()
    {
        var metadata = TestDngs.Mosaic(32, 24, new CfaPattern(4, 4, [0, 3, 1, 3, 3, 0, 3, 1, 1, 3, 2, 3, 3, 1, 3, 2])) with
        {
            Noise = new NoiseModel([new(1e-4, 1e-7), new(2e-4, 2e-7), new(3e-4, 3e-7), new(4e-4, 4e-7)]),
            Colour = new CameraColour { AsShotNeutral = new Vector3d(0.5, 1, 0.625), WhiteNeutral = 2.5 },
            Profile = new CameraProfile
            {
                Name = "white",
                Calibrations =
                [
                    new ProfileCalibration
                    {
                        Illuminant = 21,
                        White = Illuminants.FromCode(21),
                        ColorMatrix = new Matrix3x3(0.75, -0.125, 0, -0.25, 1.25, 0.125, 0, 0.125, 0.5),
                        WhiteRow = new Vector3d(0.75, 1.25, 0.5),
                        ForwardMatrix = new Matrix3x3(0.5, 0.25, 0.125, 0.25, 0.75, 0, 0, 0.125, 0.75),
                    },
                ],
            },
        };
        using var pixels = TestDngs.Codes(32, 24, 1);

        var (back, read) = RoundTrip(metadata, pixels, new DngWriteOptions { Compression = DngCompression.None });

        read.Dispose();
        Assert.Equal("RWGW WRWG GWBW WGWB", back.Layout.Cfa!.ToString());
        Assert.Equal(metadata.Noise.Colours.ToArray(), back.Noise!.Colours.ToArray());
        Assert.Equal((metadata.Colour.AsShotNeutral, metadata.Colour.WhiteNeutral), (back.Colour.AsShotNeutral, back.Colour.WhiteNeutral));
        var (written, found) = (metadata.Profile.Calibrations[0], back.Profile.Calibrations[0]);
        Assert.Equal(written.ColorMatrix.ToRows(), found.ColorMatrix.ToRows());
        Assert.Equal(written.ForwardMatrix!.Value.ToRows(), found.ForwardMatrix!.Value.ToRows());
        Assert.Equal(written.WhiteRow, found.WhiteRow);
    }

    [Fact]
    public void Light_and_lens_of_the_shot_come_back()
    {
        using var pixels = TestDngs.Codes(16, 16, 1);
        foreach (var iso in new double[] { 50, 400, 65534, 65535, 102400, 409600 })
        {
            var exif = TestPictures.Shot with { Iso = iso, ExposureSeconds = 1 / 8000.0, FNumber = 1.95 };
            var plain = TestDngs.Mosaic(16, 16, CfaPattern.Rggb) with { Exif = exif };
            var (back, read) = RoundTrip(plain, pixels, new DngWriteOptions { Compression = DngCompression.None });
            read.Dispose();
            Assert.Equal(
                (iso, exif.ExposureSeconds, exif.FNumber, exif.FocalLengthMm, exif.FocalLength35Mm, exif.LensModel, exif.DateTimeOriginal),
                (back.Exif.Iso ?? 0, back.Exif.ExposureSeconds, back.Exif.FNumber, back.Exif.FocalLengthMm, back.Exif.FocalLength35Mm,
                    back.Exif.LensModel, back.Exif.DateTimeOriginal));
            Assert.Equal(Described.Lines(exif.Gps), Described.Lines(back.Exif.Gps.Where(tag => tag.Id != 0)));
        }
    }

    [DataTheory("raw")]
    [InlineData("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng")]
    [InlineData("raw/canon_kiss_x4_magiclantern_14bit_packed_colorchecker.dng")]
    [InlineData("raw/raspberrypi_imx296_rpicam_16bit.dng")]
    [InlineData("raw/charts/Indoor1_8bit_GRBG.dng")]
    [InlineData("raw/charts/DSC_1339_14bit_BGGR.dng")]
    public void A_real_file_says_the_same_when_it_is_written_again(string name)
    {
        using var reader = DngReader.Open(TestData.Path(name));
        using var pixels = reader.ReadPixels(ProcessingContext.Create());
        var (back, read) = RoundTrip(reader.Metadata, pixels, new DngWriteOptions());
        using (read)
        {
            AssertSame(reader.Metadata, back);
            AssertSame(pixels, read);
            Assert.Equal(
                reader.Metadata.Exif.Exif.Where(tag => tag.Id != 37121).Select(tag => tag.Id).Append(36864).Distinct().Order(),
                back.Exif.Exif.Select(tag => tag.Id).Order());
        }
    }

    private static (DngMetadata Metadata, RawPixels Pixels) RoundTrip(DngMetadata metadata, RawPixels pixels, DngWriteOptions options)
    {
        using var stream = new MemoryStream();
        DngWriter.Write(stream, metadata, pixels, options, ProcessingContext.Create());
        using var reader = DngReader.Open("written.dng", stream.ToArray());
        return (reader.Metadata, reader.ReadPixels(ProcessingContext.Create()));
    }

    // How samples are packed, and the tags of the shot, which are written together with those that a DNG needs, are compared elsewhere.
    private static void AssertSame(DngMetadata expected, DngMetadata actual) => Assert.Equal(Lines(expected, actual), Lines(actual, actual));

    private static string[] Lines(DngMetadata metadata, DngMetadata storage) => Described.Lines(metadata with
    {
        DngVersion = storage.DngVersion,
        UniqueCameraModel = storage.UniqueCameraModel,
        Layout = metadata.Layout with
        {
            BitsPerSample = storage.Layout.BitsPerSample,
            Compression = storage.Layout.Compression,
            Cfa = metadata.Layout.Cfa is { IsMonochrome: true } ? null : metadata.Layout.Cfa,
            Interleave = (1, 1),
        },
        Exif = ExifData.Empty,
        Previews = [],
    });

    private static void AssertSame(RawPixels expected, RawPixels actual)
    {
        Assert.Equal(expected.Codes?.Count, actual.Codes?.Count);
        Assert.Equal(expected.Values?.Count, actual.Values?.Count);
        for (var i = 0; i < (expected.Codes?.Count ?? 0); i++)
        {
            Assert.True(expected.Codes![i].Samples.SequenceEqual(actual.Codes![i].Samples), $"plane {i} differs");
        }

        for (var i = 0; i < (expected.Values?.Count ?? 0); i++)
        {
            Assert.True(expected.Values![i].Samples.SequenceEqual(actual.Values![i].Samples), $"plane {i} differs");
        }
    }
}
