using Pentaprism.Imaging;
using Pentaprism.Measure.Charts;

namespace Pentaprism.Measure.Tests.Charts;

public sealed class ChartFinderTests
{
    private const int Width = 900;
    private const int Height = 640;

    [Theory]
    [InlineData(0, 0.002)]
    [InlineData(0, 0.01)]
    [InlineData(90, 0.005)]
    [InlineData(187, 0.005)]
    public void A_drawn_chart_is_found_to_a_pixel_however_it_lies(double degrees, double noise)
    {
        var place = Place(degrees);
        var channels = Draw(place, noise);

        var chart = ChartFinder.Find(channels, ProcessingContext.Create());

        Assert.NotNull(chart);
        for (var i = 0; i < 24; i++)
        {
            var (x, y) = place(i % 6, i / 6);
            Assert.Equal(x, chart.Middles[i].X, 1.0);
            Assert.Equal(y, chart.Middles[i].Y, 1.0);
        }

        var patches = PatchReader.Read(channels, chart);
        Assert.NotNull(patches);
        Assert.InRange(ColourFit.Linear(patches.Value)!.Differences.Average(), 0, 0.5);
        Assert.InRange(ColourFit.RootPolynomial(patches.Value)!.Differences.Average(), 0, 0.5);
    }

    [Fact]
    public void A_board_of_other_colours_is_no_chart()
    {
        var random = new Random(2);
        var colours = Enumerable.Range(0, 24).Select(_ => new Vector3d(random.NextDouble(), random.NextDouble(), random.NextDouble())).ToArray();

        Assert.Null(ChartFinder.Find(Draw(Place(0), 0.003, colours), ProcessingContext.Create()));
    }

    // Patches 90 pixels apart, turned about the middle of the picture, a little in perspective.
    private static Func<double, double, (double X, double Y)> Place(double degrees) => (u, v) =>
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (dx, dy) = ((u - 2.5) * 90, (v - 1.5) * 90);
        var w = 1 + (0.0002 * dx);
        return ((Width / 2) + (((dx * cosine) - (dy * sine)) / w), (Height / 2) + (((dx * sine) + (dy * cosine)) / w));
    };

    private static List<MeasuredChannel> Draw(Func<double, double, (double X, double Y)> place, double noise, Vector3d[]? colours = null)
    {
        // The camera mixes its colours: its red sees green too, and so on.
        var camera = new Matrix3x3(0.75, 0.3, 0, 0.15, 0.8, 0.1, 0, 0.2, 0.6) * RgbSpace.Rec2020.FromXyz;
        colours ??= [.. ColourChecker.Patches.Select(patch => camera * (ChromaticAdaptation.Bradford(Chromaticity.D50, Chromaticity.D65) * patch.Xyz))];
        var map = Homography.Fit([place(0, 0), place(5, 0), place(5, 3), place(0, 3)], [(0, 0), (5, 0), (5, 3), (0, 3)])!;
        var random = new Random(1);
        var planes = Enumerable.Range(0, 3).Select(_ => new Plane<float>(Width, Height)).ToList();
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (u, v) = map.Map(x + 0.5, y + 0.5);
                var (column, row) = ((int)Math.Round(u), (int)Math.Round(v));
                var isBoard = u is > -0.8 and < 5.8 && v is > -0.8 and < 3.8;
                var isPatch = column is >= 0 and < 6 && row is >= 0 and < 4 && Math.Abs(u - column) < 0.42 && Math.Abs(v - row) < 0.42;
                for (var k = 0; k < 3; k++)
                {
                    var light = isPatch ? colours[(row * 6) + column][k] : isBoard ? 0.015 : 0.3 + (0.1 * Math.Sin(x / 17.0) * Math.Cos(y / 23.0));
                    planes[k][x, y] = (float)(light + (noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2));
                }
            }
        }

        return [.. planes.Select((plane, k) => new MeasuredChannel("RGB"[k].ToString(), plane))];
    }
}
