using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Demosaic;

public sealed class DemosaicerTests
{
    public static TheoryData<DemosaicMethod> Methods => [.. Enum.GetValues<DemosaicMethod>()];

    public static TheoryData<DemosaicMethod, string> MethodsAndPhases
    {
        get
        {
            var data = new TheoryData<DemosaicMethod, string>();
            foreach (var method in Enum.GetValues<DemosaicMethod>())
            {
                foreach (var phase in new[] { "RGGB", "GRBG", "GBRG", "BGGR" })
                {
                    data.Add(method, phase);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndPhases))]
    public void A_plain_colour_stays_the_same_everywhere(DemosaicMethod method, string phase)
    {
        double[] colour = [0.6, 0.3, 0.1];
        var mosaic = Mosaics.Of(71, 53, CfaPattern.Bayer(phase), (_, _, c) => colour[c]);

        using var pixels = Mosaics.Demosaiced(mosaic, method);

        for (var c = 0; c < 3; c++)
        {
            AssertAll(pixels[c], (_, _, value) => Math.Abs(value - colour[c]) < 2e-4 * colour[c]);
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndPhases))]
    public void A_neutral_ramp_stays_neutral_and_straight_up_to_the_border(DemosaicMethod method, string phase)
    {
        static double Ramp(int x, int y) => 0.2 + (0.002 * x) + (0.001 * y);
        var mosaic = Mosaics.Of(130, 90, CfaPattern.Bayer(phase), (x, y, _) => Ramp(x, y));

        using var pixels = Mosaics.Demosaiced(mosaic, method);

        for (var c = 0; c < 3; c++)
        {
            // Mirroring folds the ramp at the border: there a neighbour's step is the honest bound.
            AssertAll(pixels[c], (x, y, value) => Math.Abs(value - Ramp(x, y)) < (IsInside(x, y, 130, 90, 8) ? 2e-4 : 4e-3));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_photosite_keeps_its_own_value(DemosaicMethod method)
    {
        var mosaic = Mosaics.Of(64, 48, CfaPattern.Rggb, (x, y, c) => (Mosaics.Noise(x, y, c) * 8.2) - 0.2);

        using var pixels = Mosaics.Demosaiced(mosaic, method);

        for (var y = 0; y < 48; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                Assert.Equal(mosaic.Samples[x, y], pixels[mosaic.Cfa[x, y]][x, y], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndPhases))]
    public void A_cropped_mosaic_gives_the_cropped_picture(DemosaicMethod method, string phase)
    {
        const int Left = 3;
        const int Top = 5;
        const int Reach = 24;
        var cfa = CfaPattern.Bayer(phase);
        var whole = Mosaics.Of(120, 110, cfa, Mosaics.Noise);
        var part = Mosaics.Of(110, 100, cfa.Shift(Left, Top), (x, y, c) => Mosaics.Noise(x + Left, y + Top, c));

        using var expected = Mosaics.Demosaiced(whole, method);
        using var actual = Mosaics.Demosaiced(part, method);

        for (var c = 0; c < 3; c++)
        {
            for (var y = Reach; y < 100 - Reach; y++)
            {
                for (var x = Reach; x < 110 - Reach; x++)
                {
                    Assert.Equal(expected[c][x + Left, y + Top], actual[c][x, y]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Neither_workers_nor_tiles_change_a_bit(DemosaicMethod method)
    {
        var mosaic = Mosaics.Of(517, 331, CfaPattern.Bayer("GBRG"), Mosaics.Noise);

        using var expected = Mosaics.Plain(mosaic, method, workers: 1);
        using var threaded = Mosaics.Plain(mosaic, method, workers: 3);
        using var lowTiles = Mosaics.Plain(mosaic, method, tileHeight: 14);
        using var oddTiles = Mosaics.Plain(mosaic, method, tileHeight: 37);

        for (var c = 0; c < 3; c++)
        {
            Assert.DoesNotContain(expected[c].Samples.ToArray(), value => !float.IsFinite(value));
            Assert.True(expected[c].Samples.SequenceEqual(threaded[c].Samples));
            Assert.True(expected[c].Samples.SequenceEqual(lowTiles[c].Samples));
            Assert.True(expected[c].Samples.SequenceEqual(oddTiles[c].Samples));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Small_mosaics_are_complete(DemosaicMethod method)
    {
        for (var height = 2; height <= 16; height++)
        {
            for (var width = 2; width <= 16; width++)
            {
                var mosaic = Mosaics.Of(width, height, CfaPattern.Bayer("GRBG"), (x, y, c) => 0.2 + (0.2 * Mosaics.Noise(x, y, c)));

                using var pixels = Mosaics.Plain(mosaic, method);

                for (var c = 0; c < 3; c++)
                {
                    AssertAll(pixels[c], (_, _, value) => value is > -0.2f and < 0.9f);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Noise_around_black_keeps_its_mean(DemosaicMethod method)
    {
        var random = new Random(5);
        var sensor = new NoiseLine(3.2e-3, 3e-5);
        double[] balance = [2.4, 1, 1.7];
        double[] level = [0.02, 0.02, 0.02];
        double Noisy(int c) => level[c] + (balance[c] * Gaussian(random) * Math.Sqrt(sensor.Variance(level[c] / balance[c])));
        var noise = new NoiseModel(sensor).Scaled(balance[0], balance[1], balance[2]);
        var mosaic = Mosaics.Of(900, 700, CfaPattern.Rggb, (_, _, c) => Noisy(c), noise);

        using var pixels = Mosaics.Demosaiced(mosaic, method);

        for (var c = 0; c < 3; c++)
        {
            var mean = pixels[c].Samples.ToArray().Average(value => (double)value);
            Assert.InRange(mean / level[c], 0.99, 1.01);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Lights_above_one_are_not_clipped(DemosaicMethod method)
    {
        var mosaic = Mosaics.Of(60, 60, CfaPattern.Rggb, (x, _, c) => (5 + (0.05 * x)) * (1 - (0.2 * c)));

        using var pixels = Mosaics.Demosaiced(mosaic, method);

        for (var c = 0; c < 3; c++)
        {
            AssertAll(pixels[c], (x, y, value) => !IsInside(x, y, 60, 60, 8) || Math.Abs(value - ((5 + (0.05 * x)) * (1 - (0.2 * c)))) < 0.02);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3.2e-3)]
    public void Directional_beats_RCD_on_rings_up_to_the_finest(double slope)
    {
        var random = new Random(2);
        double[] tint = [0.5, 0.8, 0.4];
        double Rings(int x, int y, int c) => tint[c] * (0.5 + (0.4 * Math.Cos(0.0044 * ((x * x) + (y * y)))));
        var noise = new NoiseModel(new NoiseLine(slope, slope / 100));
        var mosaic = Mosaics.Of(
            300, 300, CfaPattern.Rggb, (x, y, c) => Rings(x, y, c) + (Gaussian(random) * Math.Sqrt(noise[c].Variance(Rings(x, y, c)))), noise);

        double ErrorOf(DemosaicMethod method)
        {
            using var pixels = Mosaics.Demosaiced(mosaic, method);
            var sum = 0.0;
            for (var y = 0; y < 300; y++)
            {
                for (var x = 0; x < 300; x++)
                {
                    sum += Enumerable.Range(0, 3).Sum(c => Math.Pow(pixels[c][x, y] - Rings(x, y, c), 2));
                }
            }

            return sum;
        }

        Assert.True(ErrorOf(DemosaicMethod.Directional) < 0.9 * ErrorOf(DemosaicMethod.Rcd));
    }

    [Fact]
    public void What_the_samples_mean_moves_to_the_picture()
    {
        var gain = new Plane<float>(8, 8);
        gain.Samples.Fill(1.5f);
        using var mosaic = Mosaics.Of(8, 8, CfaPattern.Rggb, (_, _, _) => 0.5, new NoiseModel(new NoiseLine(1e-3, 1e-6)));
        mosaic.Gain = gain;
        mosaic.WhiteBalance = new Vector3d(2, 1, 1.5);

        using var image = Demosaicer.Demosaic(mosaic, DemosaicOptions.Default, Mosaics.Context());

        Assert.Same(gain, image.Gain);
        Assert.Null(mosaic.Gain);
        Assert.Equal(mosaic.WhiteBalance, image.WhiteBalance);
        Assert.Equal(mosaic.Noise, image.Noise);
    }

    [Fact]
    public void A_sensor_without_colour_gives_three_equal_planes()
    {
        using var mosaic = Mosaics.Of(33, 21, CfaPattern.Monochrome, Mosaics.Noise);

        using var image = Demosaicer.Demosaic(mosaic, DemosaicOptions.Default, Mosaics.Context());

        for (var c = 0; c < 3; c++)
        {
            Assert.True(image.Pixels[c].Samples.SequenceEqual(mosaic.Samples.Samples));
        }
    }

    [Fact]
    public void A_pattern_that_is_not_Bayer_is_refused()
    {
        var quad = new CfaPattern(4, 4, [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2]);
        using var mosaic = Mosaics.Of(16, 16, quad, Mosaics.Noise);

        Assert.Throws<ArgumentException>(() => Demosaicer.Demosaic(mosaic, DemosaicOptions.Default, Mosaics.Context()));
    }

    [Fact]
    public void A_method_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DemosaicOptions { Method = (DemosaicMethod)99 });

    private static bool IsInside(int x, int y, int width, int height, int margin) =>
        x >= margin && y >= margin && x < width - margin && y < height - margin;

    private static void AssertAll(Plane<float> plane, Func<int, int, float, bool> holds)
    {
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < plane.Width; x++)
            {
                Assert.True(holds(x, y, plane[x, y]), $"({x}, {y}) is {plane[x, y]}");
            }
        }
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
