using System.Buffers.Binary;
using System.Text;
using Pentaprism.Files.Icc;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Icc;

public class IccProfileTests
{
    private static readonly RgbSpace[] _spaces = [RgbSpace.Srgb, RgbSpace.DisplayP3, RgbSpace.Rec2020, RgbSpace.ProPhoto, RgbSpace.AdobeRgb];

    [Fact]
    public void Profiles_are_small_and_say_their_own_length()
    {
        foreach (var profile in _spaces.SelectMany(space => new[] { IccProfile.Rgb(space), IccProfile.LinearRgb(space) }))
        {
            Assert.InRange(profile.Length, 128, 700);
            Assert.Equal(profile.Length, BinaryPrimitives.ReadInt32BigEndian(profile.AsSpan()));
        }
    }

    [Fact]
    public void The_columns_of_sRGB_are_the_published_ones()
    {
        // IEC 61966-2-1 adapted to D50, as in the profiles that ship with phones. Theirs add up to a Z of 0.8251, ours to the 0.8249 of
        // the connection space, and blue carries most of the difference.
        var profile = IccProfile.Rgb(RgbSpace.Srgb);
        Assert.Equal([0.43607, 0.22249, 0.01392], Tag(profile.AsSpan(), "rXYZ", 3), (a, b) => Math.Abs(a - b) < 2.1e-4);
        Assert.Equal([0.38515, 0.71687, 0.09708], Tag(profile.AsSpan(), "gXYZ", 3), (a, b) => Math.Abs(a - b) < 2.1e-4);
        Assert.Equal([0.14307, 0.06061, 0.71410], Tag(profile.AsSpan(), "bXYZ", 3), (a, b) => Math.Abs(a - b) < 2.1e-4);
    }

    [Fact]
    public void Red_green_and_blue_add_up_to_the_white_of_the_connection_space()
    {
        foreach (var profile in _spaces.Select(IccProfile.Rgb))
        {
            var columns = new[] { "rXYZ", "gXYZ", "bXYZ" }.Select(name => Tag(profile.AsSpan(), name, 3)).ToArray();
            var white = Enumerable.Range(0, 3).Select(i => columns.Sum(column => column[i]));
            Assert.Equal([0.9642, 1, 0.8249], white, (a, b) => Math.Abs(a - b) < 5e-5);
        }
    }

    [OracleFact("exiftool")]
    public void Exiftool_reads_name_class_and_version()
    {
        var tags = TestPictures.WithFile(
            ".icc", stream => stream.Write(IccProfile.Rgb(RgbSpace.Rec2020).AsSpan()), path => TestPictures.ExifTool(path, "-all"));
        Assert.Equal("Rec. 2020", tags["ICC_Profile:ProfileDescription"]);
        Assert.Equal("mntr", tags["ICC-header:ProfileClass"]);

        // 0x0440: version 4.4.
        Assert.Equal("1088", tags["ICC-header:ProfileVersion"]);
    }

    [OracleFact("vips")]
    public void LittleCms_turns_the_same_colour_into_the_same_light()
    {
        // Grey 118 of sRGB is 0.1812 of the light; through LittleCMS the samples of every other space must mean that too.
        var plane = new Plane<ushort>(8 * 3, 8);
        plane.Samples.Fill(118 * 257);
        using var picture = new EncodedPicture(3, plane);
        var light = TransferFunction.Srgb.Decode(118 / 255.0);
        foreach (var space in _spaces)
        {
            AssertGrey(picture, IccProfile.Rgb(space), space.Transfer.Encode(light));
            AssertGrey(picture, IccProfile.LinearRgb(space), light);
        }
    }

    private static void AssertGrey(EncodedPicture picture, System.Collections.Immutable.ImmutableArray<byte> target, double expected)
    {
        var metadata = new PictureMetadata { Icc = IccProfile.Rgb(RgbSpace.Srgb) };
        var samples = TestPictures.WithFile(".icc", stream => stream.Write(target.AsSpan()), profile => TestPictures.WithFile(
            ".tif", stream => Files.Tiff.TiffWriter.Write(stream, picture, metadata), path =>
            {
                TestPictures.Lines(
                    "vips", "icc_transform", path, path + ".v", profile, "--embedded", "--intent", "relative", "--depth", "16", "--pcs", "xyz");
                TestPictures.Lines("vips", "rawsave", path + ".v", path + ".raw");
                var bytes = File.ReadAllBytes(path + ".raw");
                File.Delete(path + ".raw");
                File.Delete(path + ".v");
                return bytes;
            }));
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(BinaryPrimitives.ReadUInt16LittleEndian(samples.AsSpan(2 * i)) / 65535.0, expected - 5e-4, expected + 5e-4);
        }
    }

    private static double[] Tag(ReadOnlySpan<byte> profile, string name, int count)
    {
        var tags = BinaryPrimitives.ReadInt32BigEndian(profile[128..]);
        for (var i = 0; i < tags; i++)
        {
            var entry = profile[(132 + (12 * i))..];
            if (Encoding.ASCII.GetString(entry[..4]) == name)
            {
                var data = profile[(BinaryPrimitives.ReadInt32BigEndian(entry[4..]) + 8)..];
                var values = new double[count];
                for (var k = 0; k < count; k++)
                {
                    values[k] = BinaryPrimitives.ReadInt32BigEndian(data[(4 * k)..]) / 65536.0;
                }

                return values;
            }
        }

        throw new InvalidOperationException($"There is no tag {name}.");
    }
}
