using System.Buffers.Binary;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Tests.Tiff;

public class TiffWriterFileTests
{
    [Fact]
    public void A_file_beyond_4_GiB_becomes_a_BigTiff_whose_last_block_is_where_it_says()
    {
        const long Block = 3L << 30;
        var written = 0L;
        var directory = new TiffWriterDirectory();
        directory.SetText(TiffTag.Software, "a text that is longer than eight bytes");
        directory.SetBlocks(
            TiffTag.StripOffsets,
            TiffTag.StripByteCounts,
            [new TiffWriterBlock(Block, _ => written += Block), new TiffWriterBlock(Block, _ => written += Block), new TiffWriterBlock([1, 2, 3, 4])]);
        using var stream = new MemoryStream();
        TiffWriterFile.Write(stream, directory);

        var file = stream.ToArray();
        Assert.Equal(2 * Block, written);
        Assert.Equal([(byte)'I', (byte)'I', 43, 0, 8, 0, 0, 0], file[..8]);

        // Header 16, count 8, three entries of 20, the first of them StripOffsets.
        var entry = file.AsSpan(16 + 8);
        Assert.Equal(273, BinaryPrimitives.ReadUInt16LittleEndian(entry));
        Assert.Equal(16, BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]));
        var offsets = file.AsSpan((int)BinaryPrimitives.ReadInt64LittleEndian(entry[12..]));
        var first = BinaryPrimitives.ReadInt64LittleEndian(offsets);
        Assert.Equal(first + Block, BinaryPrimitives.ReadInt64LittleEndian(offsets[8..]));
        Assert.Equal(first + (2 * Block), BinaryPrimitives.ReadInt64LittleEndian(offsets[16..]));
        Assert.Equal(first + 4, file.Length);
    }

    [Theory]
    [InlineData(1.0 / 125, 1, 125)]
    [InlineData(0, 0, 1)]
    [InlineData(1.9, 19, 10)]
    [InlineData(-1.0 / 3, -1, 3)]
    [InlineData(1e20, int.MaxValue, 1)]
    [InlineData(1e-20, 0, 1)]
    public void A_number_becomes_the_fraction_that_people_would_write(double value, long numerator, long denominator) =>
        Assert.Equal((numerator, denominator), TiffWriterRational.Nearest(value, int.MaxValue));

    [Fact]
    public void A_fraction_survives_as_a_number()
    {
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            var value = random.Next(0, 1_000_000) / (double)random.Next(1, 1_000_000);
            var (numerator, denominator) = TiffWriterRational.Nearest(value, int.MaxValue);
            Assert.Equal(value, (double)numerator / denominator);
        }
    }

    [Fact]
    public void Any_number_is_met_to_a_billionth()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var value = (random.NextDouble() - 0.5) * 20;
            var (numerator, denominator) = TiffWriterRational.Nearest(value, int.MaxValue);
            Assert.InRange(((double)numerator / denominator) - value, -1e-9, 1e-9);
            Assert.InRange(denominator, 1, int.MaxValue);
            Assert.InRange(numerator, -int.MaxValue, int.MaxValue);
        }
    }
}
