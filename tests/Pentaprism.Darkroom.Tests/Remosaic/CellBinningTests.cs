using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

public sealed class CellBinningTests
{
    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(4, 3, 2)]
    public void A_pixel_is_what_lies_in_the_middle_of_its_cell(int side, int left, int top)
    {
        var cfa = Cells.Pattern(side, CfaPattern.Rggb).Shift(left, top);
        static double Light(int colour, double x, double y) => 0.1 + (0.2 * colour) + (0.001 * x) - (0.0005 * y);
        using var mosaic = Cells.Mosaic(cfa, 101, 67, Light);
        mosaic.Gain = Cells.Mosaic(cfa, 101, 67, (_, x, y) => 1 + (0.01 * x) + (0.002 * y)).Samples;
        var cells = CfaCells.Of(cfa)!;

        using var binned = CellBinning.Bin(mosaic, cells, Cells.Context);

        Assert.Equal(((101 - cells.Left) / side, (67 - cells.Top) / side), (binned.Width, binned.Height));
        for (var y = 0; y < binned.Height; y++)
        {
            for (var x = 0; x < binned.Width; x++)
            {
                var (centreX, centreY) = (cells.Left + (side * (x + 0.5)), cells.Top + (side * (y + 0.5)));
                Assert.Equal(Light(binned.Cfa[x, y], centreX, centreY), binned.Samples[x, y], 6);
                Assert.Equal(1 + (0.01 * centreX) + (0.002 * centreY), binned.Gain![x, y], 5);
            }
        }
    }

    // Digital binning reads every photosite: signal over noise doubles for four of them, at any light. What binning in the sensor gains over
    // that is the read noise, once for a cell instead of n times.
    [Theory]
    [InlineData(2, 0.4)]
    [InlineData(2, 0.0)]
    [InlineData(4, 0.05)]
    public void Noise_is_that_of_the_mean_of_so_many_reads(int side, double level)
    {
        using var mosaic = Cells.Mosaic(Cells.Pattern(side, CfaPattern.Rggb), 1024, 1024, (_, _, _) => level, new NoiseLine(1e-3, 4e-5));
        var noise = mosaic.Noise;
        Cells.AddNoise(mosaic, 5);

        using var binned = CellBinning.Bin(mosaic, CfaCells.Of(mosaic.Cfa)!, Cells.Context);

        var samples = binned.Samples.Samples.ToArray();
        var mean = samples.Average(sample => (double)sample);
        var deviation = Math.Sqrt(samples.Average(sample => (sample - mean) * (sample - mean)));
        Assert.Equal(level, mean, 1e-3);
        Assert.InRange(deviation / Math.Sqrt(noise[CfaPattern.Green].Variance(level)) * side, 0.98, 1.02);
        Assert.InRange(deviation / Math.Sqrt(binned.Noise[CfaPattern.Green].Variance(level)), 0.98, 1.02);
    }
}
