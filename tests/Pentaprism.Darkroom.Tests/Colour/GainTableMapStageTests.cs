using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class GainTableMapStageTests
{
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(2.0, 0.5)]
    public void Map_equals_the_specification_written_out(double exposure, double gamma)
    {
        var random = new Random(5);
        var map = new ProfileGainTableMap
        {
            Rows = 3,
            Columns = 4,
            Points = 16,
            SpacingV = 0.4,
            SpacingH = 0.3,
            OriginV = 0.1,
            OriginH = 0.05,
            InputWeights = [0.2f, 0.3f, 0.1f, 0.15f, 0.25f],
            Gamma = gamma,
            Gains = [.. Enumerable.Range(0, 192).Select(_ => 0.5f + random.NextSingle())],
        };
        using var image = Pictures.Noise(131, 40, 6);
        using var original = Pictures.Noise(131, 40, 6);
        GainTableMapStage.Apply(image.Pixels, map, exposure, Pictures.Context);
        for (var y = 0; y < 40; y++)
        {
            for (var x = 0; x < 131; x++)
            {
                var colour = new Vector3d(original.Pixels.Red[x, y], original.Pixels.Green[x, y], original.Pixels.Blue[x, y]);
                var wanted = colour * Gain(map, (x + 0.5) / 131, (y + 0.5) / 40, RgbSpace.Rec2020.To(RgbSpace.ProPhoto) * colour, exposure);
                Assert.Equal(wanted.X, image.Pixels.Red[x, y], 2e-4);
                Assert.Equal(wanted.Z, image.Pixels.Blue[x, y], 2e-4);
            }
        }
    }

    [Fact]
    public void Over_range_is_kept()
    {
        var map = new ProfileGainTableMap
        {
            Rows = 1,
            Columns = 1,
            Points = 2,
            SpacingV = 0,
            SpacingH = 0,
            OriginV = 0,
            OriginH = 0,
            InputWeights = [0, 0, 0, 0, 1],
            Gains = [1, 2],
        };
        using var image = Pictures.Flat(new Vector3d(3, 2, 1), 20, 2);
        GainTableMapStage.Apply(image.Pixels, map, 1, Pictures.Context);
        Assert.Equal(6, image.Pixels.Red[19, 1], 1e-5f);
    }

    private static double Gain(ProfileGainTableMap map, double u, double v, Vector3d rimm, double exposure)
    {
        var w = map.InputWeights;
        var input = Math.Clamp(((w[0] * rimm.X) + (w[1] * rimm.Y) + (w[2] * rimm.Z) + (w[3] * rimm.Min) + (w[4] * rimm.Max)) * exposure, 0, 1);
        input = Math.Pow(input, map.Gamma) * map.Points;
        var x = Math.Clamp((u - map.OriginH) / map.SpacingH, 0, map.Columns - 1);
        var y = Math.Clamp((v - map.OriginV) / map.SpacingV, 0, map.Rows - 1);
        double Curve(int row, int column)
        {
            var low = Math.Min((int)input, map.Points - 1);
            var at = ((Math.Min(row, map.Rows - 1) * map.Columns) + Math.Min(column, map.Columns - 1)) * map.Points;
            var (a, b) = (map.Gains[at + low], map.Gains[at + Math.Min(low + 1, map.Points - 1)]);
            return a + ((b - a) * Math.Min(input - low, 1));
        }

        var (x0, y0) = ((int)x, (int)y);
        var top = Curve(y0, x0) + ((Curve(y0, x0 + 1) - Curve(y0, x0)) * (x - x0));
        var bottom = Curve(y0 + 1, x0) + ((Curve(y0 + 1, x0 + 1) - Curve(y0 + 1, x0)) * (x - x0));
        return top + ((bottom - top) * (y - y0));
    }
}
