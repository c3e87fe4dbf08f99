using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Tests.Tiff;

public sealed class TiffFileTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void All_field_types_in_both_orders_and_sizes(bool isBigEndian, bool isBigTiff)
    {
        var file = new TiffBuilder(isBigEndian, isBigTiff);
        var directory = file.Directory()
            .Bytes(1000, 1, 255)
            .Text(1001, "héllo ")
            .Shorts(1002, 1, 65535)
            .Longs(1003, 1, 4294967295)
            .Rationals(1004, 0.25)
            .Raw(1006, 6, 2, [1, 255])
            .Undefined(1007, [7, 8, 9])
            .Raw(1008, 8, 1, file.U16(65534))
            .Raw(1009, 9, 1, file.U32(0xFFFFFFFE))
            .SignedRationals(1010, -0.5, 3)
            .Floats(1011, 1.5f)
            .Doubles(1012, -2.25)
            .Long8s(1016, 1L << 40)
            .Raw(1017, 5, 1, [.. file.U32(1), .. file.U32(0)]);
        var main = TiffFile.Parse("x.tif", file.Finish(directory)).Main;

        Assert.Equal([1, 255], main.Find((TiffTag)1000)!.Integers(1, 9));
        Assert.Equal("héllo", main.Find((TiffTag)1001)!.Text());
        Assert.Equal([1, 65535], main.Find((TiffTag)1002)!.Integers(2, 2));
        Assert.Equal([1, 4294967295], main.Find((TiffTag)1003)!.Integers(2, 2));
        Assert.Equal(0.25, main.Find((TiffTag)1004)!.Number());
        Assert.Equal([1, -1], main.Find((TiffTag)1006)!.Integers(2, 2));
        Assert.True(main.Find((TiffTag)1007)!.Bytes.SequenceEqual(new byte[] { 7, 8, 9 }));
        Assert.Equal([-2], main.Find((TiffTag)1008)!.Integers(1, 1));
        Assert.Equal([-2], main.Find((TiffTag)1009)!.Integers(1, 1));
        Assert.Equal([-0.5, 3], main.Find((TiffTag)1010)!.Numbers(2));
        Assert.Equal(1.5, main.Find((TiffTag)1011)!.Number());
        Assert.Equal(-2.25, main.Find((TiffTag)1012)!.Number());
        Assert.Equal([1L << 40], main.Find((TiffTag)1016)!.Integers(1, 1));
        Assert.Contains("not a number", Assert.Throws<ImageFileException>(() => main.Find((TiffTag)1017)!.Number()).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 values; 3 are needed", Assert.Throws<ImageFileException>(() => main.Find((TiffTag)1002)!.Numbers(3)).Message, StringComparison.Ordinal);
        Assert.Contains("whole numbers", Assert.Throws<ImageFileException>(() => main.Find((TiffTag)1011)!.Integers(1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("is 1; 2 to 3", Assert.Throws<ImageFileException>(() => main.Find((TiffTag)1002)!.Integer(2, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Little_endian_values_whatever_the_file()
    {
        var file = new TiffBuilder(isBigEndian: true);
        var main = TiffFile.Parse("x.tif", file.Finish(file.Directory().Shorts(1000, 0x0102, 0x0304, 5).Rationals(1001, 2))).Main;
        Assert.Equal([2, 1, 4, 3, 5, 0], main.Find((TiffTag)1000)!.LittleEndianBytes());
        Assert.Equal([0x80, 0x84, 0x1E, 0, 0x40, 0x42, 0x0F, 0], main.Find((TiffTag)1001)!.LittleEndianBytes());
    }

    [Fact]
    public void Chains_and_trees_of_directories_are_named_by_their_place()
    {
        var file = new TiffBuilder();
        var leaf = file.Write(file.Directory().Longs(256, 3));
        var child = file.Write(file.Directory().Longs(256, 2).Longs(330, leaf));
        var second = file.Write(file.Directory().Longs(256, 4));
        var read = TiffFile.Parse("x.tif", file.Finish(file.Directory().Longs(256, 1).Longs(330, child), second));
        Assert.Equal(["IFD 0", "IFD 0, SubIFD 0", "IFD 0, SubIFD 0, SubIFD 0", "IFD 1"], read.Directories.Select(directory => directory.Name));
        Assert.Equal([1, 2, 3, 4], read.Directories.Select(directory => directory.Integer(TiffTag.ImageWidth, 0, 0, 9)));
    }

    [Fact]
    public void A_circle_of_SubIFDs_is_refused_and_a_circle_of_the_chain_ends_it()
    {
        // The first directory of a file without strips begins right after the header of 8 bytes, when it has no long values.
        var file = new TiffBuilder();
        var looping = file.Finish(file.Directory().Longs(330, 8));
        Assert.Contains("circle", Assert.Throws<ImageFileException>(() => TiffFile.Parse("x.tif", looping)).Message, StringComparison.Ordinal);

        file = new TiffBuilder();
        Assert.Single(TiffFile.Parse("x.tif", file.Finish(file.Directory().Longs(256, 1), next: 8)).Directories);
    }

    [Fact]
    public void Deep_trees_and_endless_chains_are_bounded()
    {
        var file = new TiffBuilder();
        var next = 0L;
        for (var i = 0; i < 12; i++)
        {
            next = file.Write(next == 0 ? file.Directory().Longs(256, 1) : file.Directory().Longs(330, next));
        }

        var deep = file.Finish(file.Directory().Longs(330, next));
        Assert.Contains("levels", Assert.Throws<ImageFileException>(() => TiffFile.Parse("x.tif", deep)).Message, StringComparison.Ordinal);

        file = new TiffBuilder();
        next = 0;
        for (var i = 0; i < 5000; i++)
        {
            next = file.Write(file.Directory().Longs(256, 1), next);
        }

        Assert.Equal(256, TiffFile.Parse("x.tif", file.Finish(file.Directory().Longs(256, 1), next)).Directories.Count);
    }

    [Fact]
    public void A_field_that_lies_outside_the_file_fails_only_when_it_is_asked_for()
    {
        var file = new TiffBuilder();
        var main = TiffFile.Parse("x.tif", file.Finish(file.Directory()
            .Raw(1000, 4, 1 << 29, [0, 0, 0, 0, 0])
            .Raw(1001, 99, 1, [0, 0])
            .Raw(1002, 12, 0xFFFFFFFF, [0, 0, 0, 0, 0])
            .Raw(1003, 4, 50, [0, 0, 0, 0, 0])
            .Longs(1004, 7))).Main;
        Assert.Equal(7, main.Find((TiffTag)1004)!.Number());
        foreach (var tag in Enumerable.Range(1000, 4))
        {
            var field = main.Find((TiffTag)tag)!;
            Assert.True(field.IsBroken);
            Assert.Contains($"IFD 0, tag {tag}", Assert.Throws<ImageFileException>(() => field.Number()).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x49, 0x49, 42, 0 })]
    [InlineData(new byte[] { 0x49, 0x4D, 42, 0, 8, 0, 0, 0 })]
    [InlineData(new byte[] { 0x49, 0x49, 41, 0, 8, 0, 0, 0 })]
    [InlineData(new byte[] { 0x49, 0x49, 42, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x49, 0x49, 42, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x49, 0x49, 43, 0, 8, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void What_is_no_TIFF_is_refused(byte[] bytes) =>
        Assert.StartsWith("x.tif: ", Assert.Throws<ImageFileException>(() => TiffFile.Parse("x.tif", bytes)).Message, StringComparison.Ordinal);
}
