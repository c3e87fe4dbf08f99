using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class MosaicDenoiserTests
{
    private static readonly ProcessingContext Context = ProcessingContext.Create();

    [Fact]
    public void Noise_is_even_where_few_frames_of_a_merge_reached_and_where_many()
    {
        // Eight frames over the whole, one along the left border.
        static double Frames(int x) => x < 64 ? 1 : 8;
        using var mosaic = NoisyMosaics.Make(384, 256, (_, _, _) => 0.1, new NoiseLine(0, 0), 1);
        var random = new Random(4);
        for (var i = 0; i < mosaic.Samples.Samples.Length; i++)
        {
            mosaic.Samples.Samples[i] += (float)(Gauss(random) * Math.Sqrt(Iso1600.Variance(0.1) / Frames(i % 384)));
        }

        using var frames = new Plane<float>(96, 64);
        for (var i = 0; i < frames.Samples.Length; i++)
        {
            frames.Samples[i] = (float)Frames(4 * (i % 96));
        }

        var mean = frames.Samples.ToArray().Average();
        mosaic.Noise = new NoiseModel(new NoiseLine(Iso1600.Slope / mean, Iso1600.Offset / mean));
        mosaic.NoiseScale = new NoiseScale(frames, 1);
        MosaicDenoiser.Denoise(mosaic, Vector3d.One, DenoiseOptions.Default, Context);
        var (_, few) = NoisyPictures.Statistics(mosaic.Samples, new PixelRectangle(8, 8, 40, 240));
        var (_, many) = NoisyPictures.Statistics(mosaic.Samples, new PixelRectangle(96, 8, 280, 240));
        Assert.InRange(few / many, 0.7, 3.3);
    }

    [Fact]
    public void Strength_zero_changes_no_bit()
    {
        using var mosaic = Make(70, 50, (_, _, colour) => Grey(0.1, colour), Iso1600, 1);
        var (samples, noise, before) = (mosaic.Samples, mosaic.Noise, mosaic.Samples.Samples.ToArray());
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Off, Context);
        Assert.Same(samples, mosaic.Samples);
        Assert.Same(noise, mosaic.Noise);
        Assert.Equal(before, mosaic.Samples.Samples.ToArray());
    }

    [Fact]
    public void Without_noise_nothing_changes()
    {
        using var mosaic = Make(40, 40, (x, _, _) => x / 40.0, new NoiseLine(0, 0), 1);
        var before = mosaic.Samples.Samples.ToArray();
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        Assert.Equal(before, mosaic.Samples.Samples.ToArray());
    }

    [Theory]
    [InlineData(0.004)]
    [InlineData(0.02)]
    [InlineData(0.2)]
    public void The_mean_of_a_flat_patch_stays_within_one_percent(double level)
    {
        using var mosaic = Make(512, 384, (_, _, colour) => Grey(level, colour), Iso1600, 2);
        Assert.True(level > 0.01 || mosaic.Samples.Samples.ToArray().Count(sample => sample < 0) > 20_000);
        var before = Enumerable.Range(0, 3).Select(colour => Statistics(mosaic, colour).Mean).ToArray();
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);

        // At less than two electrons the closed form of the inverse is 0.05 electrons off.
        var tolerance = level > 0.01 ? 0.01 * level : 0.0004;
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal(before[colour], Statistics(mosaic, colour).Mean, tolerance / Daylight[colour]);
        }
    }

    [Theory]
    [InlineData(0.02, 4.0)]
    [InlineData(0.2, 5.5)]
    public void Noise_of_a_flat_patch_falls_in_every_colour(double level, double factor)
    {
        using var mosaic = Make(256, 256, (_, _, colour) => Grey(level, colour), Iso1600, 3);
        var before = Enumerable.Range(0, 3).Select(colour => Statistics(mosaic, colour).Deviation).ToArray();
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        for (var colour = 0; colour < 3; colour++)
        {
            var after = Statistics(mosaic, colour).Deviation;
            Assert.True(after * factor < before[colour], $"{colour}: {before[colour]:F5} became {after:F5}");
            Assert.InRange(Math.Pow(after / before[colour], 2), MosaicDenoiser.RemainingVariance / 4, MosaicDenoiser.RemainingVariance * 4);
        }
    }

    [Fact]
    public void The_noise_model_says_what_remains()
    {
        using var mosaic = Make(64, 64, (_, _, colour) => Grey(0.1, colour), Iso1600, 3);
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        Assert.Equal(Iso1600.Slope * MosaicDenoiser.RemainingVariance, mosaic.Noise[1].Slope, 1e-12);
        Assert.Equal(Iso1600.Offset * MosaicDenoiser.RemainingVariance, mosaic.Noise[1].Offset, 1e-12);
    }

    [Fact]
    public void A_slanted_edge_stays_where_and_as_steep_as_it_was()
    {
        static double Edge(int x, int y, int colour) => Grey(x + (0.1 * y) < 110 ? 0.03 : 0.4, colour);
        var clean = Clean(192, 192, Edge);
        using var mosaic = Make(192, 192, Edge, Iso1600, 4);
        var noisy = MeanSquare(clean, mosaic.Samples);
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        Assert.True(MeanSquare(clean, mosaic.Samples) < 0.12 * noisy);
        double dark = 0, light = 0;
        for (var y = 0; y < 192; y++)
        {
            var edge = (int)Math.Ceiling(110 - (0.1 * y));
            dark += mosaic.Samples[edge - 1, y] * Daylight[mosaic.Cfa[edge - 1, y]] / 192;
            light += mosaic.Samples[edge, y] * Daylight[mosaic.Cfa[edge, y]] / 192;
        }

        Assert.InRange(dark, 0.02, 0.07);
        Assert.InRange(light, 0.33, 0.44);
    }

    [Theory]
    [InlineData(1.5, 0.9)]
    [InlineData(2.5, 0.95)]
    public void Texture_like_noise_gets_no_worse_and_keeps_its_contrast(double contrast, double kept)
    {
        // Grey white noise, contrast times as strong as the noise of green at this level.
        var deviation = contrast * Math.Sqrt(Iso1600.Variance(0.2));
        var random = new Random(5);
        var texture = Enumerable.Range(0, 192 * 192).Select(_ => Math.Max(0.01, 0.2 + (deviation * Gauss(random)))).ToArray();
        double Scene(int x, int y, int colour) => Grey(texture[x + (192 * y)], colour);
        var clean = Clean(192, 192, Scene);
        using var mosaic = Make(192, 192, Scene, Iso1600, 6);
        var noisy = MeanSquare(clean, mosaic.Samples);
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        Assert.True(MeanSquare(clean, mosaic.Samples) < noisy, $"{MeanSquare(clean, mosaic.Samples) / noisy:F3}");
        Assert.InRange(Statistics(mosaic, 1).Deviation / deviation, kept - 0.25, 1.2);
    }

    [Fact]
    public void Corners_lifted_by_gains_are_as_clean_as_the_centre()
    {
        static float Gain(int x, int y) => 1 + (3 * ((x - 192) * (x - 192)) / (192f * 192f));
        using var mosaic = Make(384, 192, (_, _, colour) => Grey(0.2, colour), Iso1600, 7, gain: Gain);
        using var given = Make(384, 192, (_, _, colour) => Grey(0.2, colour), Iso1600, 7, gain: Gain);
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        foreach (var left in (int[])[0, 170, 336])
        {
            var area = new PixelRectangle(left, 0, 48, 192);
            for (var colour = 0; colour < 3; colour++)
            {
                var (before, after) = (Statistics(given, colour, area), Statistics(mosaic, colour, area));
                Assert.InRange(after.Deviation / before.Deviation, 0.02, 0.25);
                Assert.Equal(before.Mean, after.Mean, 0.004);
            }
        }
    }

    [Fact]
    public void A_mirrored_mosaic_of_another_phase_gives_the_mirrored_result()
    {
        using var mosaic = Make(128, 96, Fine, Iso1600, 8);
        foreach (var (name, acrossX, acrossY) in (ReadOnlySpan<(string, bool, bool)>)[("GRBG", true, false), ("GBRG", false, true), ("BGGR", true, true)])
        {
            using var plain = Copy(mosaic);
            using var mirrored = Copy(mosaic, CfaPattern.Bayer(name), acrossX, acrossY);
            MosaicDenoiser.Denoise(plain, Daylight, DenoiseOptions.Default, Context);
            MosaicDenoiser.Denoise(mirrored, Daylight, DenoiseOptions.Default, Context);
            for (var y = 0; y < 96; y++)
            {
                for (var x = 0; x < 128; x++)
                {
                    Assert.Equal(plain.Samples[x, y], mirrored.Samples[acrossX ? 127 - x : x, acrossY ? 95 - y : y], 2e-5f);
                }
            }
        }
    }

    [Fact]
    public void Workers_and_tiles_change_no_bit()
    {
        using var first = Make(301, 277, Fine, Iso1600, 9, gain: (x, y) => 1 + ((x + y) / 500f));
        using var second = Copy(first);
        using var third = Copy(first);
        using var fourth = Copy(first);
        MosaicDenoiser.Run(first, Daylight, 1, Context with { Workers = 1 }, BlockLattice.DefaultSize);
        MosaicDenoiser.Run(second, Daylight, 1, Context with { Workers = 5 }, BlockLattice.DefaultSize);
        MosaicDenoiser.Run(third, Daylight, 1, Context, (32, 16));
        MosaicDenoiser.Run(fourth, Daylight, 1, Context, (400, 400));
        Assert.Equal(first.Samples.Samples.ToArray(), second.Samples.Samples.ToArray());
        Assert.Equal(first.Samples.Samples.ToArray(), third.Samples.Samples.ToArray());
        Assert.Equal(first.Samples.Samples.ToArray(), fourth.Samples.Samples.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(17, 23)]
    [InlineData(31, 8)]
    public void Any_size_is_denoised(int width, int height)
    {
        using var mosaic = Make(width, height, (_, _, colour) => Grey(0.2, colour), Iso1600, 10);
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        Assert.All(mosaic.Samples.Samples.ToArray(), sample => Assert.InRange(sample, 0.01f, 0.4f));
    }

    [Fact]
    public void Clipped_photosites_stay_clipped()
    {
        using var mosaic = Make(128, 128, (x, _, _) => x < 64 ? 0.3 : 1.4, Iso1600, 11, gain: (_, y) => 1 + (y / 128f));
        for (var y = 0; y < 128; y++)
        {
            for (var x = 0; x < 128; x++)
            {
                mosaic.Samples[x, y] = Math.Min(mosaic.Samples[x, y], mosaic.Gain![x, y]);
            }
        }

        using var given = Copy(mosaic);
        MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
        for (var y = 0; y < 20; y++)
        {
            for (var x = 72; x < 128; x++)
            {
                Assert.Equal(given.Samples[x, y], mosaic.Samples[x, y], 1e-6f);
            }
        }
    }

    [Fact]
    public void A_monochrome_mosaic_is_denoised_too()
    {
        using var mosaic = Make(128, 128, (_, _, _) => 0.2, Iso1600, 12, CfaPattern.Monochrome);
        var before = Statistics(mosaic, 1).Deviation;
        MosaicDenoiser.Denoise(mosaic, Vector3d.One, DenoiseOptions.Default, Context);
        Assert.True(Statistics(mosaic, 1).Deviation * 6 < before);
    }

    [Fact]
    public void A_stopped_run_leaves_the_mosaic_as_it_was()
    {
        using var mosaic = Make(64, 64, (_, _, _) => 0.2, Iso1600, 13);
        var samples = mosaic.Samples;
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context with { Cancellation = stop.Token }));
        Assert.Same(samples, mosaic.Samples);
        Assert.Equal(0, Context.Pool.LentBytes);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(4.1)]
    [InlineData(double.NaN)]
    public void A_strength_out_of_range_is_refused(double strength)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenoiseOptions { Luma = strength });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenoiseOptions { Chroma = strength });
    }

    private static double Fine(int x, int y, int colour) =>
        Grey(0.2 + (0.1 * Math.Sin(x * 0.9) * Math.Cos(y * 0.7)) + (0.05 * Math.Sin((x * y * 0.01) + colour)), colour);

    private static Mosaic Copy(Mosaic mosaic, CfaPattern? cfa = null, bool acrossX = false, bool acrossY = false)
    {
        Plane<float>? Mirrored(Plane<float>? plane)
        {
            if (plane is null)
            {
                return null;
            }

            var copy = new Plane<float>(plane.Width, plane.Height);
            for (var y = 0; y < plane.Height; y++)
            {
                for (var x = 0; x < plane.Width; x++)
                {
                    copy[acrossX ? plane.Width - 1 - x : x, acrossY ? plane.Height - 1 - y : y] = plane[x, y];
                }
            }

            return copy;
        }

        return new Mosaic { Samples = Mirrored(mosaic.Samples)!, Gain = Mirrored(mosaic.Gain), Cfa = cfa ?? mosaic.Cfa, Noise = mosaic.Noise };
    }
}
