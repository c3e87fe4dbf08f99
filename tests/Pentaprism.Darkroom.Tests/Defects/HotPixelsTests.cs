using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Opcodes;
using Pentaprism.Darkroom.Tests.Linearise;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Defects;

public sealed class HotPixelsTests
{
    private const int Width = 400;
    private const int Height = 300;
    private static readonly DefectOptions Defaults = new();
    private static readonly NoiseLine Noise = new(2e-4, 1e-6);

    [Fact]
    public void Hot_and_dead_photosites_on_a_soft_scene_are_filled_in()
    {
        var random = new Random(3);
        using var mosaic = Scene((x, y) => 0.1 + (0.3 * x / Width) + (0.02 * Math.Sin(0.2 * y)), random);
        var truth = mosaic.Samples.Samples.ToArray();
        var places = Enumerable.Range(0, 120).Select(_ => random.Next(Width * Height)).Distinct().ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            mosaic.Samples.Samples[places[i]] = (i % 3) switch { 0 => 1, 1 => 0, _ => -64 / 959f };
        }

        var count = HotPixels.Repair(mosaic, Defaults, Frames.Context(2));
        Assert.InRange(count, 0.95 * places.Length, places.Length + 1);
        var right = places.Count(place => Math.Abs(mosaic.Samples.Samples[place] - truth[place]) < 0.06);
        Assert.InRange(right, 0.95 * places.Length, places.Length);
    }

    [Fact]
    public void Noise_alone_is_left_alone()
    {
        using var mosaic = Scene((_, _) => 0.05, new Random(5));
        Assert.Equal(0, HotPixels.Repair(mosaic, Defaults, Frames.Context(2)));
    }

    [Fact]
    public void Noise_under_a_gain_is_left_alone()
    {
        var random = new Random(5);
        using var mosaic = Scene((_, _) => 0.05, random);
        mosaic.Gain = new Plane<float>(Width, Height);
        for (var i = 0; i < Width * Height; i++)
        {
            mosaic.Gain.Samples[i] = 1 + (3f * (i % Width) / Width);
            mosaic.Samples.Samples[i] *= mosaic.Gain.Samples[i];
        }

        Assert.Equal(0, HotPixels.Repair(mosaic, Defaults, Frames.Context(2)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void Stars_through_a_lens_keep_their_light(double sigma)
    {
        // Gaussian spots integrated over photosites, at every phase, green twice as bright as red and blue.
        var random = new Random(11);
        var stars = Enumerable.Range(0, 60).Select(i => (X: 20.0 + (i % 10 * 38) + random.NextDouble(), Y: 20.0 + (i / 10 * 48) + random.NextDouble())).ToArray();
        double Box(double at, double centre) => (Erf((at + 1 - centre) / (sigma * Math.Sqrt(2))) - Erf((at - centre) / (sigma * Math.Sqrt(2)))) / 2;
        using var mosaic = Scene(
            (x, y) => 0.004 + stars.Sum(star => Math.Abs(star.X - x) < 6 && Math.Abs(star.Y - y) < 6 ? 0.8 * Box(x, star.X) * Box(y, star.Y) : 0)
                * (CfaPattern.Rggb[x, y] == CfaPattern.Green ? 1 : 0.5),
            random);
        Assert.InRange(HotPixels.Repair(mosaic, Defaults, Frames.Context(2)), 0, 1);
    }

    [Fact]
    public void Lines_one_photosite_wide_and_the_finest_stripes_are_left_alone()
    {
        using var mosaic = Scene(
            (x, y) => x < 200 ? 0.1 + (0.6 * Math.Max(0, 1 - Math.Abs(Math.IEEERemainder(x - (0.3 * y), 23)))) : 0.3 + (0.25 * (((x / (1 + (y / 100))) + (y / 7)) % 2)),
            new Random(9));
        Assert.InRange(HotPixels.Repair(mosaic, Defaults, Frames.Context(2)), 0, 1);
    }

    [Fact]
    public void A_hot_photosite_at_the_border_is_filled_in()
    {
        using var mosaic = Scene((_, _) => 0.1, new Random(1));
        mosaic.Samples[0, 0] = 1;
        mosaic.Samples[Width - 1, 5] = 1;
        mosaic.Samples[7, Height - 2] = 1;
        Assert.Equal(3, HotPixels.Repair(mosaic, Defaults, Frames.Context(2)));
        Assert.InRange(mosaic.Samples[0, 0], 0.05f, 0.15f);
        Assert.InRange(mosaic.Samples[Width - 1, 5], 0.05f, 0.15f);
    }

    [Fact]
    public void A_result_does_not_depend_on_the_number_of_workers()
    {
        using var one = Scene((x, _) => x % 50 == 0 ? 0.9 : 0.1, new Random(2));
        using var five = Scene((x, _) => x % 50 == 0 ? 0.9 : 0.1, new Random(2));
        for (var i = 0; i < 50; i++)
        {
            one.Samples[7 * i, 5 * i] = five.Samples[7 * i, 5 * i] = 1;
        }

        HotPixels.Repair(one, Defaults, Frames.Context(1));
        HotPixels.Repair(five, Defaults, Frames.Context(5));
        Assert.Equal(one.Samples.Samples.ToArray(), five.Samples.Samples.ToArray());
    }

    [DataFact("charts/dsc1339/DSC_1339_768x512_14bit_RGGB_badpixels.raw")]
    public void A_real_frame_with_400_injected_defects_is_healed()
    {
        using var good = Nikon("DSC_1339_768x512_14bit_RGGB.raw");
        using var bad = Nikon("DSC_1339_768x512_14bit_RGGB_badpixels.raw");
        var injected = Enumerable.Range(0, 768 * 512).Where(i => good.Samples.Samples[i] != bad.Samples.Samples[i]).ToHashSet();
        Assert.Equal(400, injected.Count);
        var hot = injected.Where(i => bad.Samples.Samples[i] > 1).ToHashSet();
        var found = HotPixels.Find(bad, Defaults, Frames.Context(2));
        Assert.InRange(found.Count(hot.Contains), 0.98 * hot.Count, hot.Count);
        var dead = injected.Where(i => bad.Samples.Samples[i] == 0 && good.Samples.Samples[i] > 0.05).ToHashSet();
        Assert.InRange(found.Count(dead.Contains), 0.8 * dead.Count, dead.Count);
        Assert.InRange(found.Count(place => !injected.Contains(place)), 0, 4);
        BadPixels.Repair(bad.Samples, bad.Cfa, found, Frames.Context(1));
        var errors = found.Where(injected.Contains).Select(i => Math.Abs(Math.Log(Math.Max(bad.Samples.Samples[i], 1e-3) / Math.Max(good.Samples.Samples[i], 1e-3)))).Order().ToArray();
        Assert.InRange(errors[errors.Length / 2], 0, 0.05);
    }

    private static Mosaic Nikon(string name)
    {
        var bytes = File.ReadAllBytes(TestData.Path($"charts/dsc1339/{name}"));
        var samples = new Plane<float>(768, 512);
        for (var i = 0; i < 768 * 512; i++)
        {
            samples.Samples[i] = (BitConverter.ToUInt16(bytes, 2 * i) - 600) / 15783f;
        }

        return new Mosaic { Samples = samples, Cfa = CfaPattern.Rggb, Noise = new NoiseModel(new NoiseLine(5e-5, 3e-7)) };
    }

    private static Mosaic Scene(Func<int, int, double> light, Random random)
    {
        var samples = new Plane<float>(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var value = light(x, y);
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                samples[x, y] = (float)Math.Min(value + (normal * Math.Sqrt(Noise.Variance(value))), 1);
            }
        }

        return new Mosaic { Samples = samples, Cfa = CfaPattern.Rggb, Noise = new NoiseModel(Noise) };
    }

    // Abramowitz and Stegun 7.1.26, good to 1.5e-7.
    private static double Erf(double x)
    {
        var t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        var poly = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return Math.Sign(x) * (1 - (poly * Math.Exp(-x * x)));
    }
}
