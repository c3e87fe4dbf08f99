using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

public sealed class CellRemosaicTests
{
    private static readonly Vector3d _balance = new(2.1, 1, 1.6);

    [Theory]
    [InlineData(2, 0, 0, "RGGB")]
    [InlineData(2, 1, 3, "GRBG")]
    [InlineData(4, 0, 0, "BGGR")]
    [InlineData(4, 3, 6, "GBRG")]
    public void An_even_surface_of_any_colour_stays_and_photosites_of_their_colour_keep_their_bits(int side, int left, int top, string bayer)
    {
        var cfa = Cells.Pattern(side, CfaPattern.Bayer(bayer)).Shift(left, top);
        using var mosaic = Cells.Mosaic(cfa, 75, 61, (colour, _, _) => colour == 0 ? 0.61 : colour == 1 ? 0.07 : 0.23, new NoiseLine(1e-6, 1e-9));

        using var remosaiced = CellRemosaic.Remosaic(mosaic, CfaCells.Of(cfa)!, _balance, Cells.Context);

        Assert.True(remosaiced.Cfa.IsBayer);
        Assert.Equal((75, 61), (remosaiced.Width, remosaiced.Height));
        for (var y = 0; y < 61; y++)
        {
            for (var x = 0; x < 75; x++)
            {
                var colour = remosaiced.Cfa[x, y];
                Assert.Equal(colour == 0 ? 0.61f : colour == 1 ? 0.07f : 0.23f, remosaiced.Samples[x, y], colour == cfa[x, y] ? 0 : 1e-5f);
            }
        }
    }

    // Cells of any phase lie mirrored to those of another, and so do their pictures.
    [Fact]
    public void A_picture_moved_by_whole_cells_gives_the_same_samples()
    {
        static double Light(int colour, double x, double y) => 0.3 + (0.1 * colour) + (0.2 * Math.Sin((x * x / 300) + (y / 5)) * Math.Cos(y * y / 400));
        var cfa = Cells.Pattern(2, CfaPattern.Rggb);
        using var whole = Cells.Mosaic(cfa, 160, 120, Light);
        using var part = Cells.Mosaic(cfa.Shift(20, 36), 120, 72, (colour, x, y) => Light(colour, x + 20, y + 36));

        using var of = CellRemosaic.Remosaic(whole, CfaCells.Of(whole.Cfa)!, _balance, Cells.Context);
        using var cut = CellRemosaic.Remosaic(part, CfaCells.Of(part.Cfa)!, _balance, Cells.Context);

        for (var y = 20; y < 52; y++)
        {
            Assert.Equal(of.Samples.Row(y + 36).Slice(40, 80).ToArray(), cut.Samples.Row(y).Slice(20, 80).ToArray());
        }
    }

    // What interpolation takes from the noise of single samples it makes common to neighbours: means of areas keep light and noise.
    [Theory]
    [InlineData(2, 0.18)]
    [InlineData(2, 0.01)]
    [InlineData(4, 0.18)]
    public void Light_and_noise_of_areas_stay(int side, double level)
    {
        const int Area = 32;
        using var mosaic = Cells.Mosaic(Cells.Pattern(side, CfaPattern.Rggb), 1024, 1024, (colour, _, _) => level / _balance[colour], new NoiseLine(5e-4, 1e-6));
        Cells.AddNoise(mosaic, 3);

        using var remosaiced = CellRemosaic.Remosaic(mosaic, CfaCells.Of(mosaic.Cfa)!, _balance, Cells.Context);

        for (var colour = 0; colour < 3; colour++)
        {
            var (before, after) = (Areas(mosaic, colour, Area), Areas(remosaiced, colour, Area));
            var light = level / _balance[colour];
            Assert.Equal(1, after.Average() / light, 0.004);
            var deviations = Deviation(after) / Deviation(before);

            // Green of a cell leans on the photosites at its border: fewer of them the larger the cell.
            Assert.InRange(deviations, 0.9, side == 2 ? 1.25 : 1.9);
        }
    }

    [Fact]
    public void Gives_the_same_bits_for_any_number_of_workers()
    {
        using var mosaic = Cells.Mosaic(Cells.Pattern(4, CfaPattern.Rggb).Shift(3, 1), 700, 300, (colour, x, y) => 0.2 + (0.1 * colour) + (0.1 * Math.Sin(x * y / 50)));

        using var one = CellRemosaic.Remosaic(mosaic, CfaCells.Of(mosaic.Cfa)!, _balance, Cells.Context with { Workers = 1 });
        using var four = CellRemosaic.Remosaic(mosaic, CfaCells.Of(mosaic.Cfa)!, _balance, Cells.Context with { Workers = 4 });

        Assert.Equal(one.Samples.Samples.ToArray(), four.Samples.Samples.ToArray());
    }

    private static double[] Areas(Mosaic mosaic, int colour, int side)
    {
        var means = new List<double>();
        for (var top = 0; top + side <= mosaic.Height; top += side)
        {
            for (var left = 0; left + side <= mosaic.Width; left += side)
            {
                var (sum, count) = (0.0, 0);
                for (var i = 0; i < side * side; i++)
                {
                    var (x, y) = (left + (i % side), top + (i / side));
                    if (mosaic.Cfa[x, y] == colour)
                    {
                        (sum, count) = (sum + mosaic.Samples[x, y], count + 1);
                    }
                }

                means.Add(sum / count);
            }
        }

        return [.. means];
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
