using System.Buffers.Binary;
using Pentaprism.Files.Encoders;
using Pentaprism.Files.Icc;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Pictures;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Encoders;

public class ExternalEncoderTests
{
    private static readonly ProcessingContext _context = ProcessingContext.Create();

    [OracleFact("avifenc")]
    public void Avif_keeps_ten_bits_colour_and_metadata() => Keeps(".avif", path => ["avifdec", path, path + ".png"]);

    [OracleFact("heif-enc")]
    public void Heic_keeps_ten_bits_colour_and_metadata() => Keeps(".heic", path => ["heif-convert", path, path + ".png"]);

    [OracleFact("cjxl")]
    public void Jpeg_xl_keeps_its_bits_colour_and_metadata() => Keeps(".jxl", path => ["djxl", path, path + ".png"]);

    [OracleFact("avifenc")]
    public void Avif_names_its_colour_by_numbers_too()
    {
        using var picture = Smooth();
        foreach (var (space, codes) in new[] { (RgbSpace.Srgb, "Color Primaries: 1\n * Transfer Char. : 13\n * Matrix Coeffs. : 1\n"), (RgbSpace.Rec2020, "Color Primaries: 9\n * Transfer Char. : 14\n * Matrix Coeffs. : 9\n") })
        {
            WithPicture(".avif", picture, new PictureMetadata { Icc = IccProfile.Rgb(space) }, path =>
                Assert.Contains(codes, string.Join('\n', TestPictures.Lines("avifdec", "--info", path)) + "\n", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a.avif", "libavif-bin")]
    [InlineData("a.heic", "libheif-examples")]
    [InlineData("a.jxl", "libjxl-tools")]
    public void An_absent_encoder_is_named_with_its_package(string name, string package)
    {
        var problem = Assert.Throws<ImageFileException>(() => ExternalEncoder.Of(PictureFile.FormatOf(name))!.Require(name, ""));
        Assert.Contains($"{name}: needs ", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"apt-get install {package}", problem.Message, StringComparison.Ordinal);
    }

    [OracleFact("false")]
    public void An_encoder_that_fails_is_an_error_in_one_line()
    {
        var problem = Assert.Throws<ImageFileException>(() => EncoderProcess.Run("a.avif", "false", [], CancellationToken.None));
        Assert.Contains("a.avif: false ended with 1", problem.Message, StringComparison.Ordinal);
    }

    [OracleFact("sleep")]
    public void A_cancelled_run_ends_the_encoder()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => EncoderProcess.Run("a.avif", "sleep", ["60"], stop.Token));
    }

    [Fact]
    public void A_bare_codestream_gets_a_container_and_old_metadata_give_way()
    {
        byte[] codestream = [0xFF, 0x0A, 1, 2, 3];
        var first = JxlContainer.WithMetadata(codestream, "II*\0old"u8, [1, 2]);
        Assert.Equal(["JXL ", "ftyp", "jxlc", "Exif", "xml "], Boxes(first).Select(box => box.Type));
        var second = Boxes(JxlContainer.WithMetadata(first, "II*\0new"u8, null));
        Assert.Equal(["JXL ", "ftyp", "jxlc", "Exif"], second.Select(box => box.Type));
        Assert.Equal(codestream, second[2].Content);
        Assert.Equal([0, 0, 0, 0, .. "II*\0new"u8], second[3].Content);

        // A last box that reaches to the end must not swallow what follows.
        BinaryPrimitives.WriteUInt32BigEndian(first.AsSpan(32), 0);
        var open = Boxes(JxlContainer.WithMetadata(first.AsSpan(0, 32 + 13), "II*\0new"u8, null));
        Assert.Equal(codestream, open[2].Content);
        Assert.Throws<InvalidDataException>(() => JxlContainer.WithMetadata(first.AsSpan(0, 20), "II*\0"u8, null));
    }

    private static void Keeps(string ending, Func<string, string[]> decode)
    {
        using var picture = Smooth();
        WithPicture(ending, picture, TestPictures.Metadata(3), path =>
        {
            if (Oracle.Find("exiftool") is not null)
            {
                var tags = TestPictures.ExifTool(path);
                Assert.Equal(("Xiaomi", "400"), (tags["IFD0:Make"], tags["ExifIFD:ISO"]));
                Assert.Equal("8.7 mm f/1.9", tags["ExifIFD:LensModel"]);
            }

            Assert.Contains("natural", XmpScan.Recipe(path), StringComparison.Ordinal);
            var command = decode(path);
            TestPictures.Lines(command[0], command[1..]);
            using var planes = PictureReader.Read(path + ".png", _context);
            Assert.Same(RgbSpace.DisplayP3, planes.Encoding.Space);
            double squares = 0;
            var levels = new HashSet<int>();
            for (var y = 0; y < picture.Height; y++)
            {
                for (var x = 0; x < picture.Width; x++)
                {
                    for (var colour = 0; colour < 3; colour++)
                    {
                        var error = planes.Planes[colour][x, y] - (picture.Words![(3 * x) + colour, y] / 65535.0);
                        squares += error * error;
                    }

                    levels.Add((int)Math.Round(planes.Planes[1][x, y] * 1023));
                }
            }

            File.Delete(path + ".png");
            Assert.InRange(-10 * Math.Log10(squares / (3.0 * picture.Width * picture.Height)), 38, 200);
            Assert.True(levels.Count > 300, $"{levels.Count} levels: no more than 8 bits");
        });
    }

    // A ramp over 40 % of the range: 8 bits would have 102 levels in it.
    private static EncodedPicture Smooth()
    {
        var plane = new Plane<ushort>(3 * 320, 64);
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 320; x++)
            {
                var level = 0.3 + (0.4 * ((x + (y / 64.0)) / 320));
                (plane[3 * x, y], plane[(3 * x) + 1, y], plane[(3 * x) + 2, y]) = ((ushort)(level * 60000), (ushort)(level * 65535), (ushort)(level * 50000));
            }
        }

        return new EncodedPicture(3, plane);
    }

    private static void WithPicture(string ending, EncodedPicture picture, PictureMetadata metadata, Action<string> look)
    {
        var path = Path.Combine(Path.GetTempPath(), $"pentaprism-{Guid.NewGuid():N}{ending}");
        try
        {
            PictureFile.Write(path, picture, metadata, new JpegOptions(), false, _context);
            look(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<(string Type, byte[] Content)> Boxes(byte[] file)
    {
        var boxes = new List<(string, byte[])>();
        for (var at = 0; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            boxes.Add((System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + length)]));
            at += length;
        }

        return boxes;
    }
}
