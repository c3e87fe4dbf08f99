using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Night;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Night;

public sealed class LightLevelTests
{
    private static readonly NoiseModel Little = new(new NoiseLine(1e-4, 1e-6));
    private static readonly NoiseModel Much = new(new NoiseLine(1e-2, 1e-2));

    [Theory]
    [InlineData(8, 1 / 500.0, 100, 0.12, false)]
    [InlineData(1.8, 1 / 60.0, 400, 0.12, false)]
    [InlineData(1.8, 1 / 60.0, 1600, 0.02, true)]
    [InlineData(1.8, 1 / 15.0, 3200, 0.05, true)]
    [InlineData(2.8, 20.0, 100, 0.1, true)]
    public void Light_follows_from_the_settings_and_from_what_came_of_them(double stop, double seconds, double iso, double mean, bool isNight) =>
        Assert.Equal(isNight, LightLevel.IsNight(new ExifData { FNumber = stop, ExposureSeconds = seconds, Iso = iso }, Little, mean));

    [Fact]
    public void Where_settings_are_not_told_deep_noise_in_a_dark_picture_is_night()
    {
        Assert.True(LightLevel.IsNight(ExifData.Empty, Much, 0.02));
        Assert.False(LightLevel.IsNight(ExifData.Empty, Much, 0.2));
        Assert.False(LightLevel.IsNight(ExifData.Empty, Little, 0.02));
    }

    // f/2, 1/30 s, ISO 100: EV 6.9; a wall of 18 % at 0.18 of white then has 4 · 30 · 1.2 · π lux.
    [Fact]
    public void Lux_are_those_of_a_surface_of_18_percent() =>
        Assert.Equal(4 * 30 * 1.2 * Math.PI, LightLevel.Lux(Math.Log2(4 * 30), Math.Log2(0.18)), 0.01);

    [Fact]
    public void The_mean_is_that_of_light_and_not_of_noise()
    {
        var random = new Random(1);
        using var samples = new Plane<float>(256, 128);
        foreach (ref var sample in samples.Samples)
        {
            sample = (float)(0.01 + (0.1 * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1)));
        }

        Assert.Equal(0.01, LightLevel.Mean(samples), 0.003);
    }

    [Fact]
    public void Night_asks_for_more_and_takes_nothing_back()
    {
        var night = new NightOptions();
        var plain = night.Apply(new Recipe());
        Assert.Equal((1, 64, 5, 1.5), (plain.Denoise.ShadowCalm, plain.Denoise.LargestBlotch, plain.Denoise.SmallLights, plain.Tone.MostLiftEv));
        var wish = new Recipe { Denoise = new() { ShadowCalm = 2, LargestBlotch = 128, SmallLights = 7 }, Tone = new() { MostLiftEv = 1 } };
        Assert.Equal((wish.Denoise, wish.Tone), (night.Apply(wish).Denoise, night.Apply(wish).Tone));

        Assert.Equal(5, NightOptions.Settle(new Recipe(), true).Denoise.SmallLights);
        Assert.Equal(0, NightOptions.Settle(new Recipe { Burst = new() { Mode = BurstMode.Burst } }, true).Denoise.SmallLights);
        Assert.Equal(0, NightOptions.Settle(new Recipe(), false).Denoise.SmallLights);
        Assert.Equal(5, NightOptions.Settle(new Recipe { Burst = new() { Mode = BurstMode.Night } }, false).Denoise.SmallLights);
    }

    [Theory]
    [InlineData(3200, 15, 0.02, true, "about 0.64 lux, below 10")]
    [InlineData(50, 1000, 0.02, false, "about 2700 lux, not below 10")]
    public void What_is_said_of_the_light_is_what_was_decided(double iso, double perSecond, double mean, bool isNight, string said)
    {
        var exif = new ExifData { FNumber = 1.8, ExposureSeconds = 1 / perSecond, Iso = iso };
        Assert.Equal(isNight, LightLevel.IsNight(exif, Little, mean));
        Assert.Equal(said, LightLevel.Describe(exif, Little, mean));
    }
}
