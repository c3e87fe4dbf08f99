using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.LocalContrast;

public sealed class LocalGainTests
{
    [Theory]
    [InlineData(0.0, 1, 24, 60, 0.02)]
    [InlineData(0.1, 1, 24, 60, 0.02)]
    [InlineData(0.1, 0.75, 12, 40, 0.02)]
    [InlineData(0.1, 0.5, 6, 24, 0.04)]
    public void A_hard_edge_of_six_stops_gets_no_halo(double slant, double rangeShare, double least, double most, double halo)
    {
        // Dark left, bright right, edge at column 512: flat on both sides, so every ripple is the filter's.
        const double dark = 0.01;
        const double bright = 0.64;
        using var picture = TonePictures.Make(1024, 512, (x, y) => Vector3d.One * (x < 512 + (slant * y) ? dark : bright));
        Apply(picture, new LocalContrastOptions { RangeShare = rangeShare });
        for (var y = 40; y < 470; y += 43)
        {
            var edge = (int)(512 + (slant * y));
            AssertFlat(picture.Green.Row(y)[(edge - 300)..(edge - 1)], halo);
            AssertFlat(picture.Green.Row(y)[(edge + 2)..(edge + 300)], halo);
        }

        // The difference itself has shrunk.
        Assert.InRange(picture.Green[800, 200] / picture.Green[200, 200], least, most);
    }

    [Fact]
    public void Flat_areas_and_their_noise_are_not_amplified()
    {
        using var picture = TonePictures.Make(400, 300, (x, y) => Vector3d.One * (0.1 * (0.9 + (0.2 * TonePictures.Hash(x, y, 1)))));
        using var before = TonePictures.Copy(picture);
        Apply(picture, new LocalContrastOptions { Strength = 0.5, Detail = 0.5 });

        Assert.InRange(Deviation(picture.Green) / Deviation(before.Green), 0.9, 1.01);
    }

    [Fact]
    public void Shadows_are_lifted_up_to_the_limit()
    {
        // A small dark corner in a bright scene, 12 EV apart.
        using var picture = TonePictures.Make(800, 600, (x, y) => Vector3d.One * (x < 300 ? 0.0005 : 1.0));
        using var before = TonePictures.Copy(picture);
        Apply(picture, new LocalContrastOptions { Strength = 1, LiftLimitEv = 0.8 });
        var lift = Math.Log2(picture.Green[100, 300] / before.Green[100, 300]);

        Assert.InRange(lift, 0.4, 0.8);
    }

    [Fact]
    public void Detail_strengthens_structures_of_medium_contrast()
    {
        using var plain = TonePictures.Make(640, 480, (x, y) => Vector3d.One * (0.1 * Math.Pow(2, 0.4 * Math.Sin(x * 0.1) * Math.Sin(y * 0.1))));
        using var detailed = TonePictures.Copy(plain);
        var before = Deviation(plain.Green);
        Apply(plain, new LocalContrastOptions());
        Apply(detailed, new LocalContrastOptions { Detail = 0.5 });

        Assert.InRange(Deviation(plain.Green) / before, 0.9, 1.01);
        Assert.InRange(Deviation(detailed.Green) / before, 1.1, 1.5);
    }

    [Fact]
    public void No_strength_means_no_gain()
    {
        using var map = new Plane<float>(20, 20);
        Assert.Null(LocalGain.Compute(map, LocalContrastOptions.Off, TonePictures.Context(1)));
    }

    [Fact]
    public void The_map_is_the_logarithm_of_mean_luminance_up_to_the_borders()
    {
        using var picture = TonePictures.Make(9, 6, (x, y) => Vector3d.One * (1 + x + y));
        using var map = LuminanceMap.Measure(picture, TonePictures.Context(1));

        Assert.Equal((3, 2), (map.Width, map.Height));
        Assert.Equal(Math.Log2(1 + 1.5 + 1.5), map[0, 0], 1e-3);
        Assert.Equal(Math.Log2(1 + 5.5 + 4.5), map[1, 1], 1e-3);
        Assert.Equal(Math.Log2(1 + 8 + 1.5), map[2, 0], 1e-3);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    public void Upsampling_continues_a_ramp_between_the_outer_centres(int width)
    {
        var map = new Plane<float>((width + 3) / 4, 3);
        for (var i = 0; i < map.Width; i++)
        {
            // Value = column of the pixel that stands at the square's centre.
            (map[i, 0], map[i, 1], map[i, 2]) = ((4 * i) + 1.5f, (4 * i) + 11.5f, (4 * i) + 21.5f);
        }

        var (row, scratch) = (new float[width], new float[map.Width]);
        MapUpsampling.Row(map, 5, scratch, row);
        for (var x = 2; x < ((map.Width - 1) * 4) + 1; x++)
        {
            Assert.Equal(x + 8.75, row[x], 1e-4);
        }
    }

    private static void Apply(RgbPlanes picture, LocalContrastOptions options)
    {
        var context = TonePictures.Context(2);
        using var map = LuminanceMap.Measure(picture, context);
        using var gain = LocalGain.Compute(map, options, context) ?? throw new InvalidOperationException();
        var scratch = new float[gain.ScratchLength(picture.Width)];
        for (var y = 0; y < picture.Height; y++)
        {
            gain.MultiplyRow(y, picture.Red.Row(y), picture.Green.Row(y), picture.Blue.Row(y), scratch);
        }
    }

    // All within a share of their median.
    private static void AssertFlat(ReadOnlySpan<float> samples, double halo)
    {
        var sorted = samples.ToArray();
        Array.Sort(sorted);
        var median = sorted[sorted.Length / 2];
        Assert.True(sorted[0] > (1 - halo) * median && sorted[^1] < (1 + halo) * median, $"from {sorted[0]} to {sorted[^1]} about {median}");
    }

    private static double Deviation(Plane<float> plane)
    {
        double sum = 0, squares = 0;
        var n = 0;
        for (var y = 20; y < plane.Height - 20; y++)
        {
            foreach (var sample in plane.Row(y)[20..^20])
            {
                (sum, squares, n) = (sum + sample, squares + ((double)sample * sample), n + 1);
            }
        }

        return Math.Sqrt((squares / n) - (sum / n * (sum / n)));
    }
}
