using Pentaprism.Files.Png;

namespace Pentaprism.Files.Tests.Png;

public class PngChecksumsTests
{
    [Fact]
    public void Checksums_of_the_standard_test_string_are_the_published_ones()
    {
        Assert.Equal(0xCBF43926u, PngChecksums.Crc(0, "123456789"u8));
        Assert.Equal(0x091E01DEu, PngChecksums.Adler("123456789"u8));
    }

    [Fact]
    public void A_checksum_in_parts_is_that_of_the_whole()
    {
        var bytes = new byte[200_003];
        new Random(3).NextBytes(bytes);
        for (var cut = 0; cut <= bytes.Length; cut += 16_667)
        {
            var head = bytes.AsSpan(0, cut);
            var tail = bytes.AsSpan(cut);
            Assert.Equal(PngChecksums.Crc(0, bytes), PngChecksums.Crc(PngChecksums.Crc(0, head), tail));
            Assert.Equal(
                PngChecksums.Adler(bytes),
                PngChecksums.CombineAdler(PngChecksums.Adler(head), PngChecksums.Adler(tail), tail.Length));
        }
    }
}
