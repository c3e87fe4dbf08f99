using System.Globalization;
using System.Text;
using Pentaprism.Files.Dng;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Files.Tests.Dng;

/// <summary>Strips and tiles that are JPEGs, lossless and lossy.</summary>
public sealed class JpegStorageTests
{
    private const string Lossy = "raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng";

    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(2, 0, 4)]
    [InlineData(1, 8, 4)]
    [InlineData(2, 8, 8)]
    [InlineData(4, 8, 4)]
    public void A_mosaic_as_lossless_JPEG_of_any_width(int components, int chunkWidth, int chunkHeight) =>
        SampleStorageTests.AssertSamples(Lossless(new SyntheticDng { Width = 12, Height = 10, Chunk = (chunkWidth, chunkHeight) }, components));

    [Fact]
    public void Rows_of_two_folded_into_one() =>
        SampleStorageTests.AssertSamples(new SyntheticDng
        {
            Width = 12,
            Height = 10,
            Compression = 7,
            Chunk = (6, 4),
            Encode = (dng, samples, columns, rows) => Encode(dng, samples, columns * 2, rows / 2, 1),
        });

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_linear_picture_as_lossless_JPEG(int chunkWidth) =>
        SampleStorageTests.AssertSamples(Lossless(new SyntheticDng { Planes = 3, Bits = 12, Chunk = (chunkWidth, 4) }, 3));

    [Fact]
    public void Tiles_cut_at_the_edges_of_the_picture() =>
        SampleStorageTests.AssertSamples(Lossless(new SyntheticDng { CutsEdges = true, Chunk = (8, 4) }, 1));

    [Fact]
    public void Interleaved_fields_in_lossless_JPEG() =>
        SampleStorageTests.AssertSamples(Lossless(
            new SyntheticDng { Width = 12, Height = 10, InterleaveColumns = 2, InterleaveRows = 2, Chunk = (8, 4) }, 1));

    [Fact]
    public void A_JPEG_of_another_size_is_refused()
    {
        var dng = new SyntheticDng
        {
            Compression = 7,
            Chunk = (8, 4),
            Encode = (d, samples, columns, rows) => new PlainLosslessJpeg { Width = 7, Height = rows }.Encode((_, _, _) => 0),
        };
        using var reader = SyntheticDng.Open(dng.Build());
        var problem = Assert.Throws<ImageFileException>(() => reader.ReadPixels(ProcessingContext.Create()));
        Assert.Contains("4 rows of 7 samples", problem.Message, StringComparison.Ordinal);
        Assert.Contains("tile 0 at offset 8", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(34892)]
    public void Lossy_tiles_of_grey_and_colour(int compression)
    {
        var dng = new SyntheticDng
        {
            Width = 30,
            Height = 20,
            Bits = 8,
            Planes = 3,
            Compression = compression,
            Chunk = (16, 16),
            Encode = (_, _, columns, rows) => TurboJpeg.Encode(
                [.. Enumerable.Repeat<byte[]>([200, 100, 50], columns * rows).SelectMany(pixel => pixel)], columns, rows, 3, 95, JpegSubsampling.Half),
        };
        using var reader = SyntheticDng.Open(dng.Build());
        using var pixels = reader.ReadPixels(ProcessingContext.Create());
        for (var plane = 0; plane < 3; plane++)
        {
            foreach (var sample in pixels.Codes![plane].Samples)
            {
                Assert.InRange(sample, (200 >> plane) - 2, (200 >> plane) + 2);
            }
        }
    }

    [JudgedTheory("djpeg exiftool", Lossy)]
    [InlineData(Lossy)]
    public void Lossy_tiles_of_a_real_file_equal_those_of_djpeg(string name)
    {
        using var reader = DngReader.Open(TestData.Path(name));
        using var pixels = reader.ReadPixels(ProcessingContext.Create());
        var file = File.ReadAllBytes(TestData.Path(name));
        var offsets = ByExiftool(name, "TileOffsets");
        var counts = ByExiftool(name, "TileByteCounts");
        const int Side = 416;
        var across = (pixels.Codes![0].Width + Side - 1) / Side;
        for (var tile = 0; tile < offsets.Length; tile++)
        {
            var ppm = Djpeg(file.AsSpan(offsets[tile], counts[tile]));
            var (left, top) = (tile % across * Side, tile / across * Side);
            for (var y = 0; y < Side && top + y < pixels.Codes[0].Height; y++)
            {
                for (var x = 0; x < Side && left + x < pixels.Codes[0].Width; x++)
                {
                    for (var plane = 0; plane < 3; plane++)
                    {
                        Assert.Equal(ppm[(((y * Side) + x) * 3) + plane], pixels.Codes[plane][left + x, top + y]);
                    }
                }
            }
        }
    }

    private static SyntheticDng Lossless(SyntheticDng dng, int components) => dng with
    {
        Compression = 7,
        Encode = (d, samples, columns, rows) => Encode(d, samples, columns * d.Planes / components, rows, components),
    };

    private static byte[] Encode(SyntheticDng dng, double[] samples, int width, int height, int components) =>
        new PlainLosslessJpeg { Width = width, Height = height, Components = components, Precision = dng.Bits }
            .Encode((x, y, component) => (int)samples[(((y * width) + x) * components) + component]);

    private static int[] ByExiftool(string name, string tag)
    {
        var (_, output, _) = Oracle.Run("exiftool", "-b", $"-SubIFD:{tag}", TestData.Path(name));
        return [.. Encoding.ASCII.GetString(output).Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
    }

    private static byte[] Djpeg(ReadOnlySpan<byte> jpeg)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, jpeg);
            var (exitCode, output, error) = Oracle.Run("djpeg", "-ppm", path);
            Assert.True(exitCode == 0, error);
            return output[^(416 * 416 * 3)..];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
