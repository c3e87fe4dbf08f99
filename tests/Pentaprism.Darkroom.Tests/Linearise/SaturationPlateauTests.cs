using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Linearise;

public sealed class SaturationPlateauTests
{
    private const int Width = 512;
    private const int Height = 384;

    [Theory]
    [InlineData(959)]
    [InlineData(1000)]
    [InlineData(800)]
    public void A_sensor_that_stops_below_white_is_noticed(int stop)
    {
        using var raw = Noisy((x, y) => Bright(x, y), stop, 1);
        var plateau = SaturationPlateau.Find(Frames.Metadata(Width, Height), raw, Frames.Context(1));
        Assert.NotNull(plateau);
        Assert.Equal(stop, plateau.Code);
        Assert.Equal((stop - 64) / 959.0, plateau.ClipLevel, 1e-6);
    }

    [Fact]
    public void A_few_hot_photosites_above_do_not_hide_it()
    {
        using var raw = Noisy((x, y) => Bright(x, y), 959, 1);
        raw.Codes![0][8, 0] = 1023;
        Assert.Equal(959, SaturationPlateau.Find(Frames.Metadata(Width, Height), raw, Frames.Context(1))?.Code);
    }

    [Fact]
    public void The_clip_level_falls_and_the_noise_stays()
    {
        var metadata = Frames.Metadata(Width, Height);
        using var raw = Noisy((x, y) => Bright(x, y), 959, 1);
        using var mosaic = Lineariser.ToMosaic(metadata, raw, new LineariseOptions(), Frames.Context(1));
        var clip = (959 - 64) / 959.0;
        Assert.Equal(clip, mosaic.Gain![9, 9], 1e-6);
        Assert.Equal(clip, mosaic.Samples.Samples.ToArray().Max(), 1e-6);
        Assert.Equal(metadata.Noise![1].Slope, mosaic.Noise[1].Scaled(clip).Slope, 1e-12);
        Assert.Equal(metadata.Noise[1].Offset, mosaic.Noise[1].Scaled(clip).Offset, 1e-12);
    }

    [Fact]
    public void A_picture_that_clips_at_white_is_believed()
    {
        using var raw = Noisy((x, y) => Bright(x, y), 1023, 1);
        Assert.Null(SaturationPlateau.Find(Frames.Metadata(Width, Height), raw, Frames.Context(1)));
    }

    [Theory]
    [InlineData(0.55)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void An_even_bright_wall_is_no_plateau(double level)
    {
        using var raw = Noisy((x, _) => x < Width / 2 ? level : 0.1, 1023, 1);
        Assert.Null(SaturationPlateau.Find(Frames.Metadata(Width, Height), raw, Frames.Context(1)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void Codes_stored_in_coarse_steps_are_no_plateau(int step)
    {
        using var raw = Noisy((x, y) => 0.9 * x / Width, 1023, step);
        Assert.Null(SaturationPlateau.Find(Frames.Metadata(Width, Height), raw, Frames.Context(1)));
    }

    [Fact]
    public void A_noiseless_drawing_gives_no_verdict()
    {
        using var raw = Frames.Codes(Width, Height, (x, _) => x < 100 ? 900 : 200);
        var metadata = Frames.Metadata(Width, Height) with { Noise = new NoiseModel(new NoiseLine(1e-7, 1e-8)) };
        Assert.Null(SaturationPlateau.Find(metadata, raw, Frames.Context(1)));
    }

    private static double Bright(int x, int y) => 1.3 * (x + (0.2 * y)) / Width;

    private static RawPixels Noisy(Func<int, int, double> scene, int stop, int step)
    {
        var random = new Random(7);
        return Frames.Codes(Width, Height, (x, y) =>
        {
            var light = scene(x, y);
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var code = (int)Math.Round(64 + (959 * (light + (normal * Math.Sqrt((2e-4 * light) + 1e-6)))));
            return Math.Clamp(code, 0, stop) / step * step;
        });
    }
}
