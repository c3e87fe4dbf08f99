using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

public sealed class CfaCellsTests
{
    [Theory]
    [InlineData(2, "RGGB")]
    [InlineData(2, "GBRG")]
    [InlineData(3, "BGGR")]
    [InlineData(4, "GRBG")]
    public void Are_found_wherever_a_crop_begins(int side, string letters)
    {
        var bayer = CfaPattern.Bayer(letters);
        for (var top = 0; top < 2 * side; top++)
        {
            for (var left = 0; left < 2 * side; left++)
            {
                var cropped = Cells.Pattern(side, bayer).Shift(left, top);

                var cells = CfaCells.Of(cropped)!;

                Assert.Equal((side, (side - (left % side)) % side, (side - (top % side)) % side), (cells.Side, cells.Left, cells.Top));
                Assert.Equal(cropped[cells.Left, cells.Top], cells.Bayer[0, 0]);
                Assert.Equal(cropped[cells.Left + side, cells.Top], cells.Bayer[1, 0]);
                Assert.True(cells.Bayer.IsBayer);
            }
        }
    }

    [Fact]
    public void Are_not_seen_in_other_patterns()
    {
        Assert.Null(CfaCells.Of(null));
        Assert.Null(CfaCells.Of(CfaPattern.Monochrome));
        Assert.Null(CfaCells.Of(CfaPattern.Rggb));
        Assert.Null(CfaCells.Of(new CfaPattern(4, 4, [0, 1, 0, 1, 1, 2, 1, 2, 0, 1, 0, 1, 1, 2, 1, 2])));
        Assert.Null(CfaCells.Of(new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 0])));
        Assert.Null(CfaCells.Of(new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1])));
        Assert.Null(CfaCells.Of(new CfaPattern(6, 6, [.. Enumerable.Repeat(CfaPattern.Green, 36)])));
    }
}
