using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Remosaic;

public sealed class CellEqualiserTests
{
    private const int Size = 1024;

    private static double Texture(int colour, double x, double y) =>
        0.3 + (0.05 * colour) + (0.1 * Math.Sin(x / 3.7) * Math.Sin((y / 5.1) + colour)) + (0.05 * Math.Sin((x + y) / 2.3));

    [Fact]
    public void Takes_out_what_differs_by_place_in_the_cell_and_over_the_field()
    {
        // Photodiodes under one lens see other parts of the pupil: what one wins towards an edge its neighbour loses.
        static double Response(double x, double y) => 1 + (0.04 * ((int)x % 2 == 0 ? 1 : -1) * ((x / Size) - 0.5)) + ((int)y % 2 == 0 ? 0.01 : -0.01);
        using var mosaic = Cells.Mosaic(Cells.Pattern(2, CfaPattern.Rggb), Size, Size, (colour, x, y) => Texture(colour, x, y) * Response(x, y), new NoiseLine(1e-5, 1e-8));
        Cells.AddNoise(mosaic, 1);

        var largest = CellEqualiser.Apply(mosaic, CfaCells.Of(mosaic.Cfa)!, Cells.Context);

        Assert.InRange(largest, 0.015, 0.03);
        var (sums, lights) = (new double[8, 4], new double[8, 4]);
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var (field, place) = (x * 8 / Size, (y % 2 * 2) + (x % 2));
                sums[field, place] += mosaic.Samples[x, y];
                lights[field, place] += Texture(mosaic.Cfa[x, y], x + 0.5, y + 0.5);
                Assert.Equal(1 / Response(x + 0.5, y + 0.5), mosaic.Gain![x, y], 0.006);
            }
        }

        for (var i = 0; i < sums.Length; i++)
        {
            Assert.Equal(1, sums[i / 4, i % 4] / lights[i / 4, i % 4], 0.003);
        }
    }

    [Fact]
    public void Leaves_an_even_sensor_alone_bit_for_bit()
    {
        using var mosaic = Cells.Mosaic(Cells.Pattern(4, CfaPattern.Rggb), Size, Size, Texture, new NoiseLine(1e-3, 1e-5));
        Cells.AddNoise(mosaic, 2);
        var before = mosaic.Samples.Samples.ToArray();

        Assert.Equal(0, CellEqualiser.Apply(mosaic, CfaCells.Of(mosaic.Cfa)!, Cells.Context));

        Assert.Equal(before, mosaic.Samples.Samples.ToArray());
        Assert.Null(mosaic.Gain);
    }
}
