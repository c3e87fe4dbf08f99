using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Tests.Cameras;

public sealed class FilterArrayTests
{
    [Theory]
    [InlineData("RG GB", 1, 1, "RG GB", 1)]
    [InlineData("RRGG RRGG GGBB GGBB", 2, 2, "RG GB", 4)]
    [InlineData("RRRRGGGG RRRRGGGG RRRRGGGG RRRRGGGG GGGGBBBB GGGGBBBB GGGGBBBB GGGGBBBB", 4, 4, "RG GB", 16)]
    [InlineData("RRRRGGGG RRRRGGGG RRRRGGGG RRRRGGGG GGGGBBBB GGGGBBBB GGGGBBBB GGGGBBBB", 4, 2, "RRGG RRGG GGBB GGBB", 4)]
    [InlineData("RWGW WRWG GWBW WGWB", 2, 2, "RG GB", 2)]
    [InlineData("W", 8, 2, "W", 4)]
    public void Squares_of_one_colour_are_put_together(string letters, int cellSide, int side, string binned, int photosites)
    {
        var filters = new FilterArray(letters);

        Assert.Equal(cellSide, filters.CellSide);
        Assert.Equal(binned, filters.Binned(side).Text);
        Assert.Equal(photosites, filters.PhotositesIn(side));
    }

    [Fact]
    public void Squares_of_several_colours_are_refused() => Assert.Throws<ArgumentException>(() => new FilterArray("RG GB").Binned(2));
}
