using System.Globalization;
using Pentaprism.TestSupport;

namespace Pentaprism.Imaging.Tests.Colour;

public sealed class ColourDifferenceTests
{
    [DataFact("measure/colour/deltaE_sharma34.csv")]
    public void All_34_published_pairs_agree_to_four_decimals()
    {
        var rows = Rows("measure/colour/deltaE_sharma34.csv");
        Assert.Equal(34, rows.Length);
        Assert.All(rows, row => Assert.Equal(row[6], Math.Round(ColourDifference.Ciede2000(First(row), Second(row)), 4)));
        Assert.All(rows, row => Assert.Equal(row[6], Math.Round(ColourDifference.Ciede2000(Second(row), First(row)), 4)));
        Assert.All(rows, row => Assert.Equal(row[8], ColourDifference.Cie1976(First(row), Second(row)), 1e-8));
    }

    [DataFact("measure/colour/deltaE_random200.csv")]
    public void Two_hundred_far_pairs_agree_with_an_independent_program() =>
        Assert.All(Rows("measure/colour/deltaE_random200.csv"), row =>
            Assert.Equal(row[6], ColourDifference.Ciede2000(First(row), Second(row)), 1e-8));

    [Fact]
    public void Opposite_hues_do_not_flip_sides_by_rounding() =>
        Assert.Equal(4.8045, ColourDifference.Ciede2000(new Cielab(50, -0.001, 2.49), new Cielab(50, 0.001, -2.49)), 5e-5);

    [Fact]
    public void Equal_colours_do_not_differ() =>
        Assert.Equal(0, ColourDifference.Ciede2000(new Cielab(40, 0, 0), new Cielab(40, 0, 0)));

    private static Cielab First(double[] row) => new(row[0], row[1], row[2]);

    private static Cielab Second(double[] row) => new(row[3], row[4], row[5]);

    private static double[][] Rows(string file) =>
        [.. File.ReadLines(TestData.Path(file)).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
}
