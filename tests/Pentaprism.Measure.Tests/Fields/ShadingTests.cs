using Pentaprism.Imaging;
using Pentaprism.Measure.Fields;

namespace Pentaprism.Measure.Tests.Fields;

public sealed class ShadingTests
{
    [Theory]
    [InlineData(0, 0.0005)]
    [InlineData(0.02, 0.004)]
    public void The_maps_are_the_inverse_of_the_light_colour_by_colour(double noise, double tolerance)
    {
        const int Width = 640;
        const int Height = 480;
        double Light(int colour, double x, double y)
        {
            var square = Math.Pow((x - 0.5) / 0.5, 2) + (0.6 * Math.Pow((y - 0.52) / 0.5, 2));
            return (0.3 + (0.1 * colour)) * (1 - ((0.25 + (0.04 * colour)) * square) + (0.03 * square * square));
        }

        var random = new Random(3);
        var flats = Enumerable.Range(0, 2).Select(_ =>
        {
            var flat = new Plane<float>(Width, Height);
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    flat[x, y] = (float)(Light(CfaPattern.Rggb[x, y], (x + 0.5) / Width, (y + 0.5) / Height) + (noise * 0.3 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2));
                }
            }

            return flat;
        }).ToList();

        var shading = Shading.Of(flats, CfaPattern.Rggb, ProcessingContext.Create());

        Assert.Equal(4, shading.Maps.Length);
        foreach (var map in shading.Maps)
        {
            var colour = CfaPattern.Rggb[map.Column, map.Row];
            for (var i = 0; i < map.Gains.Length; i++)
            {
                var (x, y) = ((double)(i % Shading.Columns) / (Shading.Columns - 1), (double)(i / Shading.Columns) / (Shading.Rows - 1));

                // Twice as far at the border, where the surface rests on one side.
                var border = x is 0 or 1 || y is 0 or 1 ? 3 : 1;
                Assert.Equal(Light(colour, 0.5, 0.52) / Light(colour, x, y), map.Gains[i], border * tolerance * map.Gains[i]);
            }

            Assert.True(map.After < map.Before / 10);
        }
    }

    [Fact]
    public void A_black_picture_has_no_shading()
    {
        using var black = new Plane<float>(640, 480);

        Assert.Throws<ArgumentException>(() => Shading.Of([black], CfaPattern.Rggb, ProcessingContext.Create()));
    }
}
