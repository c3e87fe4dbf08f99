namespace Pentaprism.Imaging.Tests.Mosaics;

public sealed class CfaPatternTests
{
    [Theory]
    [InlineData("RGGB", 1, 0, "GRBG")]
    [InlineData("RGGB", 0, 1, "GBRG")]
    [InlineData("RGGB", 1, 1, "BGGR")]
    [InlineData("GRBG", 2, 2, "GRBG")]
    public void Cropping_shifts_the_phase(string before, int left, int top, string after) =>
        Assert.Equal(CfaPattern.Bayer(after), CfaPattern.Bayer(before).Shift(left, top));

    [Theory]
    [InlineData("RGBG")]
    [InlineData("RRGB")]
    [InlineData("RG")]
    [InlineData("XGGB")]
    public void What_is_not_Bayer_is_refused(string letters) =>
        Assert.Throws<ArgumentException>(() => CfaPattern.Bayer(letters));

    [Fact]
    public void Quad_is_data_not_Bayer()
    {
        var quad = new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2]);
        Assert.False(quad.IsBayer);
        Assert.Equal("RRGG RRGG GGBB GGBB", quad.ToString());
        Assert.Equal(CfaPattern.Blue, quad[-1, -1]);
    }
}
