using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

public sealed class WhiteGuideTests
{
    private static readonly double[] _tint = [0.3, 0.4, 0.2, 1];
    private static readonly CfaPattern _rgbw = new(4, 4, [0, 3, 1, 3, 3, 0, 3, 1, 1, 3, 2, 3, 3, 1, 3, 2]);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 3, 0, 1)]
    public void Cells_with_white_are_found_in_any_phase(int left, int top, int cellLeft, int cellTop)
    {
        var cells = CfaCells.Of(_rgbw.Shift(left, top))!;

        Assert.True(cells.HasWhite);
        Assert.Equal((2, cellLeft, cellTop), (cells.Side, cells.Left, cells.Top));
        Assert.True(cells.Bayer.IsBayer);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    public void An_even_surface_of_any_colour_stays_even(int left, int top)
    {
        double[] colour = [0.61, 0.07, 0.23, 0.8];
        using var mosaic = Cells.Mosaic(_rgbw.Shift(left, top), 75, 61, (number, _, _) => colour[number], new NoiseLine(1e-6, 1e-9));
        var cells = CfaCells.Of(mosaic.Cfa)!;

        using var binned = WhiteGuide.Bin(mosaic, cells, Cells.Context);
        using var full = WhiteGuide.Remosaic(mosaic, cells, Cells.Context);

        Assert.Equal(((75 - cells.Left) / 2, (61 - cells.Top) / 2), (binned.Width, binned.Height));
        foreach (var bayer in new[] { binned, full })
        {
            Assert.True(bayer.Cfa.IsBayer);
            for (var i = 0; i < bayer.Width * bayer.Height; i++)
            {
                var (x, y) = (i % bayer.Width, i / bayer.Width);
                Assert.Equal(colour[bayer.Cfa[x, y]], bayer.Samples[x, y], 1e-5);
            }
        }
    }

    // Stripes of four photosites: finer than the colours stand, which alone would make them grey.
    [Fact]
    public void Detail_that_white_alone_sees_is_in_every_colour()
    {
        static double Light(double x) => 0.4 + (0.2 * Math.Sin(2 * Math.PI * x / 4.3));
        using var mosaic = Cells.Mosaic(_rgbw, 128, 96, (number, x, _) => _tint[number] * Light(x), new NoiseLine(1e-6, 1e-9));

        using var full = WhiteGuide.Remosaic(mosaic, CfaCells.Of(_rgbw)!, Cells.Context);

        for (var y = 8; y < 88; y++)
        {
            for (var x = 8; x < 120; x++)
            {
                Assert.Equal(Light(x + 0.5), full.Samples[x, y] / _tint[full.Cfa[x, y]], 0.03);
            }
        }
    }

    // In the dark a colour is what its neighbourhood has of white: means of small areas have the noise of white photosites, not of coloured ones.
    [Fact]
    public void In_the_dark_the_light_is_that_of_white_and_the_colour_that_of_the_neighbourhood()
    {
        const double Level = 0.01;
        using var mosaic = Cells.Mosaic(_rgbw, 512, 512, (number, _, _) => Level * _tint[number], new NoiseLine(2e-3, 2e-5));
        Cells.AddNoise(mosaic, 5);

        using var full = WhiteGuide.Remosaic(mosaic, CfaCells.Of(_rgbw)!, Cells.Context);

        var (squares, sum, count) = (0.0, 0.0, 0);
        for (var i = 0; i < full.Width * full.Height; i++)
        {
            var (x, y) = (i % full.Width, i / full.Width);
            if (full.Cfa[x, y] == CfaPattern.Green && x > 32 && y > 32 && x < 480 && y < 480)
            {
                var difference = (full.Samples[x, y] / _tint[1]) - Level;
                (squares, sum, count) = (squares + (difference * difference), sum + difference, count + 1);
            }
        }

        // A green photosite alone is off by 0.0132 here in these units, a white one by 0.0063.
        Assert.InRange(Math.Sqrt(squares / count), 0, 0.0063);
        Assert.Equal(0, sum / count, 0.03 * Level);
    }

    // White is clipped in the right half; its colours are not, and stay what they are.
    [Fact]
    public void Where_white_is_clipped_the_colour_stands_alone()
    {
        using var mosaic = Cells.Mosaic(_rgbw, 96, 64, (number, x, _) => Math.Min(_tint[number] * (x < 48 ? 0.5 : 1.8), 1), new NoiseLine(1e-6, 1e-9));

        using var full = WhiteGuide.Remosaic(mosaic, CfaCells.Of(_rgbw)!, Cells.Context);

        for (var y = 8; y < 56; y++)
        {
            Assert.Equal(_tint[full.Cfa[20, y]] * 0.5, full.Samples[20, y], 0.002);
            Assert.Equal(_tint[full.Cfa[76, y]] * 1.8, full.Samples[76, y], 0.002);
        }
    }

    [Fact]
    public void Gives_the_same_bits_for_any_number_of_workers()
    {
        using var mosaic = Cells.Mosaic(_rgbw, 400, 300, (number, x, y) => _tint[number] * (0.3 + (0.2 * Math.Sin(x * y / 50))), new NoiseLine(1e-4, 1e-6));
        var cells = CfaCells.Of(_rgbw)!;

        using var one = WhiteGuide.Remosaic(mosaic, cells, Cells.Context with { Workers = 1 });
        using var four = WhiteGuide.Remosaic(mosaic, cells, Cells.Context with { Workers = 4 });

        Assert.Equal(one.Samples.Samples.ToArray(), four.Samples.Samples.ToArray());
    }
}
