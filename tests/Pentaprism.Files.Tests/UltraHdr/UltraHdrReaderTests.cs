using System.Buffers.Binary;
using System.Text;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Tiff;
using Pentaprism.Files.UltraHdr;
using Pentaprism.Files.Xmp;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.UltraHdr;

public class UltraHdrReaderTests
{
    private const string Reference = "portrait/uhdr/motorcycle_libultrahdr_2.0.2.jpg";
    private static readonly ProcessingContext _context = ProcessingContext.Create();
    private static readonly FilePlace _place = new("a.jpg", "picture 2");

    [DataFact(Reference)]
    public void A_file_of_the_reference_library_is_read_as_it_was_written()
    {
        using var jpeg = JpegReader.Open(TestData.Path(Reference));
        var hdr = UltraHdrReader.Of(jpeg);
        foreach (var said in new[] { hdr.Iso!, hdr.Xmp! })
        {
            var channel = Assert.Single(said.Channels);
            Assert.Equal(-0.00764758, channel.Minimum, 1e-7);
            Assert.Equal(2.59255, channel.Maximum, 1e-5);
            Assert.Equal(1, channel.Gamma);
            Assert.Equal(1e-7, channel.BaseOffset, 1e-12);
            Assert.Equal(1e-7, channel.AlternateOffset, 1e-12);
            Assert.Equal((0, 5.62238), (said.BaseHeadroom, Math.Round(said.AlternateHeadroom, 5)));
            Assert.False(said.BaseIsHdr);
        }

        Assert.True(hdr.Iso!.UsesBaseColour);
        Assert.Equal((736, 496, 3, ""), (hdr.MapWidth, hdr.MapHeight, hdr.MapChannels, hdr.Note));
        using var map = hdr.ReadMap(_context);
        Assert.Equal((736, 496, 3), (map.Picture.Width, map.Picture.Height, map.Picture.Channels));
    }

    // Truth: the photograph times a lamp that is 6 times as bright in its middle; the figure of the file's own description is 0.039 stop.
    [DataFact(Reference)]
    public void The_reference_library_s_file_decodes_to_the_light_it_was_made_from()
    {
        using var jpeg = JpegReader.Open(TestData.Path(Reference));
        using var picture = jpeg.ReadPixels(_context);
        using var map = UltraHdrReader.Of(jpeg).ReadMap(_context);
        var middle = GainMapDecoder.Light(picture, map, 368, 200, 99);
        var plain = TransferFunction.Srgb.Decode(picture.Bytes![(3 * 368) + 1, 200] / 255.0);
        Assert.InRange(middle.Y / plain, 5.6, 6.4);
        Assert.Equal(plain, GainMapDecoder.Light(picture, map, 368, 200, 0).Y, 1e-6);
    }

    [DataTheory("ultrahdr/libultrahdr")]
    [InlineData("ultrahdr/libultrahdr/apple_gainmap_old.jpg", "Apple")]
    [InlineData("ultrahdr/libultrahdr/apple_gainmap_new.jpg", "Apple")]
    [InlineData("portrait/depth_photos/exiftool_Google.jpg", "announced, but no second picture")]
    [InlineData("ultrahdr/libultrahdr/jpeg_image.jpg", "")]
    public void A_picture_without_a_gain_map_says_why(string file, string why)
    {
        using var jpeg = JpegReader.Open(TestData.Path(file));
        var hdr = UltraHdrReader.Of(jpeg);
        Assert.Null(hdr.Metadata);
        Assert.Equal(why.Length == 0, hdr.Note.Length == 0);
        Assert.Contains(why, hdr.Note, StringComparison.Ordinal);
    }

    // The block that the reference library wrote, byte by byte.
    [Fact]
    public void The_block_of_fractions_is_read()
    {
        int[] numbers = [0, 1, 5895489, 1048576, -23109313, unchecked((int)3021781874), 679621, 262144, 1, 1, 77, 769999991, 77, 769999991];
        var said = IsoGainMap.Parse(Block(0x40, numbers), _place);
        Assert.Equal(5.62238, said.AlternateHeadroom, 5);
        Assert.Equal(new GainMapChannel(-0.00764758, 2.59255, 1, 1e-7, 1e-7), Rounded(Assert.Single(said.Channels)));
        Assert.True(said.UsesBaseColour);
    }

    [Fact]
    public void A_block_with_one_denominator_and_three_channels_is_read()
    {
        int[] numbers = [64, 0, 192, -64, 128, 64, 1, 1, 0, 64, 32, 1, 1, -32, 64, 128, 1, 1];
        var said = IsoGainMap.Parse(Block(0x88, numbers), _place);
        Assert.Equal((0, 3, false), (said.BaseHeadroom, said.AlternateHeadroom, said.UsesBaseColour));
        Assert.Equal(new GainMapChannel(-1, 2, 1, 1 / 64.0, 1 / 64.0), said.Of(0));
        Assert.Equal(new GainMapChannel(0, 1, 0.5, 1 / 64.0, 1 / 64.0), said.Of(1));
        Assert.Equal(new GainMapChannel(-0.5, 1, 2, 1 / 64.0, 1 / 64.0), said.Of(2));
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused_with_their_place()
    {
        int[] sound = [0, 1, 2, 1, 0, 1, 2, 1, 1, 1, 1, 64, 1, 64];
        IsoGainMap.Parse(Block(0, sound), _place);
        Refused("divided by 0", sound, 3, 0);
        Refused("below the smallest", sound, 6, -1);
        Refused("must be above 0", sound, 8, 0);
        Assert.Contains("version 1", Assert.Throws<ImageFileException>(() => IsoGainMap.Parse([0, 1, .. Block(0, sound)[2..]], _place)).Message, StringComparison.Ordinal);
        for (var length = 0; length < 61; length++)
        {
            var cut = Block(0, sound)[..length];
            Assert.Contains("picture 2", Assert.Throws<ImageFileException>(() => IsoGainMap.Parse(cut, _place)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("hdrgm:GainMapMax=\"many\" hdrgm:HDRCapacityMax=\"1\"", "GainMapMax is 'many'")]
    [InlineData("hdrgm:GainMapMax=\"NaN\" hdrgm:HDRCapacityMax=\"1\"", "GainMapMax is 'NaN'")]
    [InlineData("hdrgm:GainMapMax=\"1\"", "HDRCapacityMax is missing")]
    [InlineData("hdrgm:GainMapMax=\"1\" hdrgm:GainMapMin=\"2\" hdrgm:HDRCapacityMax=\"1\"", "below the smallest")]
    public void Xmp_that_makes_no_sense_is_refused_by_name(string attributes, string message)
    {
        var packet = XmpPacket.TryParse(Encoding.UTF8.GetBytes(Packet(attributes, "")))!;
        Assert.Contains(message, Assert.Throws<ImageFileException>(() => XmpGainMap.Parse(packet, _place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Xmp_may_give_each_colour_its_number_and_leave_out_the_usual_ones()
    {
        const string List = "<hdrgm:GainMapMax><rdf:Seq><rdf:li>1</rdf:li><rdf:li>2</rdf:li><rdf:li>3</rdf:li></rdf:Seq></hdrgm:GainMapMax>";
        var said = XmpGainMap.Parse(XmpPacket.TryParse(Encoding.UTF8.GetBytes(Packet("hdrgm:HDRCapacityMax=\"3\"", List)))!, _place)!;
        Assert.Equal([1, 2, 3], said.Channels.Select(channel => channel.Maximum));
        Assert.All(said.Channels, channel => Assert.Equal((0, 1, 1 / 64.0, 1 / 64.0), (channel.Minimum, channel.Gamma, channel.BaseOffset, channel.AlternateOffset)));
    }

    // Whatever a byte becomes: a picture, or a reason in one line.
    [Fact]
    public void Changed_bytes_never_do_more_than_give_a_reason()
    {
        using var picture = TestPictures.Bytes(48, 32, 3);
        var whole = UltraHdrWriterTests.Written(picture, UltraHdrWriterTests.Map(1), TestPictures.Metadata(3));
        var random = new Random(5);
        for (var trial = 0; trial < 400; trial++)
        {
            var bytes = (byte[])whole.Clone();
            var length = trial % 4 == 0 ? random.Next(4, bytes.Length) : bytes.Length;
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(2, bytes.Length)] = (byte)random.Next(256);
            }

            TestPictures.WithFile(".jpg", file => file.Write(bytes.AsSpan(0, length)), path =>
            {
                try
                {
                    using var jpeg = JpegReader.Open(path);
                    var hdr = UltraHdrReader.Of(jpeg);
                    if (hdr.Metadata is not null)
                    {
                        hdr.ReadMap(_context).Dispose();
                    }
                }
                catch (ImageFileException problem)
                {
                    Assert.DoesNotContain('\n', problem.Message);
                    Assert.Equal(path, problem.Path);
                }

                return 0;
            });
        }
    }

    [Fact]
    public void A_second_picture_outside_the_file_is_named()
    {
        using var picture = TestPictures.Bytes(48, 32, 3);
        var whole = UltraHdrWriterTests.Written(picture, UltraHdrWriterTests.Map(1), TestPictures.Metadata(3));
        TestPictures.WithFile(".jpg", file => file.Write(whole.AsSpan(0, whole.Length - 10)), path =>
        {
            using var jpeg = JpegReader.Open(path);
            var problem = Assert.Throws<ImageFileException>(() => UltraHdrReader.Of(jpeg));
            Assert.Contains("MPF, picture 2", problem.Message, StringComparison.Ordinal);
            return 0;
        });
    }

    private static void Refused(string message, int[] numbers, int at, int value)
    {
        var changed = (int[])numbers.Clone();
        changed[at] = value;
        Assert.Contains(message, Assert.Throws<ImageFileException>(() => IsoGainMap.Parse(Block(0, changed), _place)).Message, StringComparison.Ordinal);
    }

    private static byte[] Block(byte flags, int[] numbers)
    {
        var block = new byte[5 + (4 * numbers.Length)];
        block[4] = flags;
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(block.AsSpan(5 + (4 * i)), numbers[i]);
        }

        return block;
    }

    private static GainMapChannel Rounded(GainMapChannel channel) =>
        new(Math.Round(channel.Minimum, 8), Math.Round(channel.Maximum, 5), channel.Gamma, Math.Round(channel.BaseOffset, 12), Math.Round(channel.AlternateOffset, 12));

    private static string Packet(string attributes, string elements) => $"""
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
        xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0" {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>
        """;
}
