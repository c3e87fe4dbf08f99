using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyPictures;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class PictureDenoiserTests
{
    private static readonly ProcessingContext Context = ProcessingContext.Create();

    [Fact]
    public void Strength_zero_changes_no_bit()
    {
        using var image = Flat(70, 50, 0.1, 8, 1);
        var (pixels, noise, before) = (image.Pixels, image.Noise, image.Pixels.Red.Samples.ToArray());
        Denoise(image, 8, DenoiseOptions.Off);
        Assert.Same(pixels, image.Pixels);
        Assert.Same(noise, image.Noise);
        Assert.Equal(before, image.Pixels.Red.Samples.ToArray());
    }

    [Theory]
    [InlineData(0.2, 8)]
    [InlineData(0.2, 1)]
    [InlineData(0.02, 8)]
    public void Noise_of_a_flat_patch_falls_to_what_the_noise_model_then_says(double level, double frames)
    {
        using var image = Flat(256, 256, level, frames, 3);
        var before = Enumerable.Range(0, 3).Select(colour => Statistics(image.Pixels[colour], Whole(image))).ToArray();
        Denoise(image, frames);
        Assert.Equal(Iso1600.Slope * MosaicDenoiser.RemainingVariance / frames, image.Noise[1].Slope, 1e-9);
        for (var colour = 0; colour < 3; colour++)
        {
            var (mean, deviation) = Statistics(image.Pixels[colour], Whole(image));
            Assert.True(deviation * 4 < before[colour].Deviation, $"{colour}: {before[colour].Deviation:F5} became {deviation:F5}");
            Assert.InRange(deviation, 0.4 * Math.Sqrt(image.Noise[colour].Variance(mean)), 2.5 * Math.Sqrt(image.Noise[colour].Variance(mean)));
        }
    }

    [Theory]
    [InlineData(0.002, 8)]
    [InlineData(0.004, 1)]
    [InlineData(0.02, 1)]
    [InlineData(0.2, 8)]
    public void The_mean_of_a_flat_patch_stays_within_one_percent(double level, double frames)
    {
        using var image = Flat(512, 384, level, frames, 2);
        var before = Enumerable.Range(0, 3).Select(colour => Statistics(image.Pixels[colour], Whole(image)).Mean).ToArray();
        Denoise(image, frames);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal(before[colour], Statistics(image.Pixels[colour], Whole(image)).Mean, 0.01 * level / Daylight[colour]);
        }
    }

    [Fact]
    public void Noise_is_even_where_few_frames_reached_and_where_many()
    {
        static double Frames(int x, int y) => x < 192 ? 1.5 : 8;
        using var image = Make(384, 256, (_, _, colour) => Grey(0.15, colour), Iso1600, Frames, 4);
        var before = Statistics(image.Pixels.Green, new PixelRectangle(0, 0, 160, 256)).Deviation;
        PictureDenoiser.Denoise(image, NoisyPictures.Frames(image, Frames), 1, Daylight, double.NegativeInfinity, DenoiseOptions.Default, Context);
        var few = Statistics(image.Pixels.Green, new PixelRectangle(0, 0, 160, 256)).Deviation;
        var many = Statistics(image.Pixels.Green, new PixelRectangle(224, 0, 160, 256)).Deviation;
        Assert.True(few * 4 < before);
        Assert.InRange(few / many, 0.7, 2.7);
    }

    [Fact]
    public void Corners_lifted_by_gains_are_as_clean_as_the_centre()
    {
        static float Gain(int x, int y) => 1 + (3 * ((x - 192) * (x - 192)) / (192f * 192f));
        using var image = Make(384, 192, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 4, 7, Gain);
        using var given = Make(384, 192, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 4, 7, Gain);
        Denoise(image, 4);
        foreach (var left in (int[])[0, 170, 336])
        {
            var area = new PixelRectangle(left, 0, 48, 192);
            for (var colour = 0; colour < 3; colour++)
            {
                var (before, after) = (Statistics(given.Pixels[colour], area), Statistics(image.Pixels[colour], area));
                Assert.InRange(after.Deviation / before.Deviation, 0.02, 0.25);
                Assert.Equal(before.Mean, after.Mean, 0.004);
            }
        }
    }

    [Fact]
    public void An_edge_stays_where_and_as_steep_as_it_was()
    {
        static double Edge(int x, int y, int colour) => Grey(x + (0.1 * y) < 110 ? 0.03 : 0.4, colour);
        using var image = Make(192, 192, Edge, Iso1600, (_, _) => 8, 4);
        var clean = Clean(192, 192, (x, y, _) => Edge(x, y, 1));
        var noisy = MeanSquare(clean, image.Pixels.Green);
        Denoise(image, 8);
        Assert.True(MeanSquare(clean, image.Pixels.Green) < 0.15 * noisy, $"{MeanSquare(clean, image.Pixels.Green) / noisy:F3}");
        double dark = 0, light = 0;
        for (var y = 0; y < 192; y++)
        {
            var edge = (int)Math.Ceiling(110 - (0.1 * y));
            dark += image.Pixels.Green[edge - 1, y] / 192;
            light += image.Pixels.Green[edge, y] / 192;
        }

        Assert.InRange(dark, 0.02, 0.05);
        Assert.InRange(light, 0.37, 0.42);
    }

    [Theory]
    [InlineData(2.2)]
    [InlineData(2.9)]
    public void A_fine_grating_keeps_its_contrast(double frequency)
    {
        // Its amplitude is that of the noise of green.
        var amplitude = Math.Sqrt(Iso1600.Variance(0.2) / 4);
        double Grating(int x, int y, int colour) => Grey(0.2 + (amplitude * Math.Cos(frequency * (x + (0.4 * y)))), colour);
        using var image = Make(192, 192, Grating, Iso1600, (_, _) => 8, 5);
        Denoise(image, 8);
        double along = 0;
        for (var y = 0; y < 192; y++)
        {
            for (var x = 0; x < 192; x++)
            {
                along += image.Pixels.Green[x, y] * Math.Cos(frequency * (x + (0.4 * y))) / (192 * 192 / 2);
            }
        }

        Assert.InRange(along / amplitude, 0.85, 1.05);
    }

    [Fact]
    public void Workers_and_tiles_change_no_bit()
    {
        static float Gain(int x, int y) => 1 + ((x + y) / 500f);
        static double Frames(int x, int y) => 1 + ((x + y) % 7);
        (int Workers, (int Width, int Height) Tile)[] ways = [(1, BlockLattice.DefaultSize), (5, BlockLattice.DefaultSize), (2, (32, 16)), (2, (400, 400))];
        float[]? first = null;
        foreach (var (workers, tile) in ways)
        {
            using var image = Make(301, 277, Fine, Iso1600, Frames, 9, Gain);
            PictureDenoiser.Run(image, NoisyPictures.Frames(image, Frames), 1, Daylight, double.NegativeInfinity, DenoiseOptions.Default, Context with { Workers = workers }, tile);
            float[] samples = [.. image.Pixels.Red.Samples, .. image.Pixels.Green.Samples, .. image.Pixels.Blue.Samples];
            first ??= samples;
            Assert.Equal(first, samples);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(3, 5)]
    [InlineData(17, 23)]
    [InlineData(31, 8)]
    [InlineData(481, 9)]
    public void Any_size_is_denoised(int width, int height)
    {
        using var image = Flat(width, height, 0.2, 4, 10);
        Denoise(image, 4);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.All(image.Pixels[colour].Samples.ToArray(), sample => Assert.InRange(sample, 0.01f, 0.4f));
        }
    }

    [Fact]
    public void At_twice_the_size_cells_of_frames_are_twice_as_wide()
    {
        static double Frames(int x, int y) => x < 128 ? 1 : 16;
        using var image = Make(256, 128, (_, _, colour) => Grey(0.15, colour), Iso1600, (x, y) => Frames(x, y) / 4, 12);
        using var cells = new Plane<float>(32, 16);
        for (var i = 0; i < cells.Samples.Length; i++)
        {
            cells.Samples[i] = i % 32 < 16 ? 1 : 16;
        }

        PictureDenoiser.Denoise(image, cells, 2, Daylight, double.NegativeInfinity, DenoiseOptions.Default, Context);
        var few = Statistics(image.Pixels.Green, new PixelRectangle(0, 0, 96, 128)).Deviation;
        var many = Statistics(image.Pixels.Green, new PixelRectangle(160, 0, 96, 128)).Deviation;
        Assert.InRange(few / many, 0.7, 4.5);
        Assert.True(few < 0.2 * Math.Sqrt(Iso1600.Variance(0.15) * 8));
    }

    [Fact]
    public void Clipped_samples_stay_clipped()
    {
        using var image = Make(128, 128, (x, _, _) => x < 64 ? 0.3 : 1.4, Iso1600, (_, _) => 8, 11);
        for (var colour = 0; colour < 3; colour++)
        {
            foreach (ref var sample in image.Pixels[colour].Samples)
            {
                sample = Math.Min(sample, 1);
            }
        }

        Denoise(image, 8);
        for (var y = 0; y < 128; y++)
        {
            for (var x = 72; x < 128; x++)
            {
                Assert.Equal(1, image.Pixels.Green[x, y]);
            }
        }
    }

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.03)]
    public void Blacks_lifted_by_a_lowest_code_come_down(double level)
    {
        // Each sample of eight frames is cut off before the mean is taken.
        var line = new NoiseLine(0.0116, 0.0131);
        const double lowest = -64 / 959.0;
        using var image = Make(256, 256, (_, _, colour) => Grey(level, colour), line, (_, _) => 8, 15);
        var random = new Random(16);
        for (var colour = 0; colour < 3; colour++)
        {
            var (light, count) = (Grey(level, colour), colour == 1 ? 4 : 2);
            foreach (ref var sample in image.Pixels[colour].Samples)
            {
                double sum = 0;
                for (var i = 0; i < count; i++)
                {
                    sum += Math.Max(lowest, light + (Gauss(random) * Math.Sqrt(line.Variance(light))));
                }

                sample = (float)(sum / count);
            }
        }

        var lifted = Statistics(image.Pixels.Green, Whole(image)).Mean;
        Assert.True(lifted > level + 0.01);
        PictureDenoiser.Denoise(image, NoisyPictures.Frames(image, (_, _) => 8), 1, Daylight, lowest, DenoiseOptions.Default, Context);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.Equal(Grey(level, colour), Statistics(image.Pixels[colour], Whole(image)).Mean, 0.003);
        }
    }

    [Fact]
    public void A_stopped_run_leaves_the_picture_as_it_was()
    {
        using var image = Flat(64, 64, 0.2, 8, 13);
        var pixels = image.Pixels;
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PictureDenoiser.Denoise(
            image, NoisyPictures.Frames(image, (_, _) => 8), 1, Daylight, double.NegativeInfinity, DenoiseOptions.Default, Context with { Cancellation = stop.Token }));
        Assert.Same(pixels, image.Pixels);
        Assert.Equal(0, Context.Pool.LentBytes);
    }

    [Fact]
    public void A_white_balance_of_zero_is_refused()
    {
        using var image = Flat(16, 16, 0.2, 8, 14);
        Assert.Throws<ArgumentException>(() => PictureDenoiser.Denoise(
            image, NoisyPictures.Frames(image, (_, _) => 8), 1, new Vector3d(2, 0, 1), double.NegativeInfinity, DenoiseOptions.Default, Context));
    }

    private static double Fine(int x, int y, int colour) =>
        Grey(0.2 + (0.1 * Math.Sin(x * 0.9) * Math.Cos(y * 0.7)) + (0.05 * Math.Sin((x * y * 0.01) + colour)), colour);

    private static CameraImage Flat(int width, int height, double level, double frames, int seed) =>
        Make(width, height, (_, _, colour) => Grey(level, colour), Iso1600, (_, _) => frames, seed);

    private static void Denoise(CameraImage image, double frames, DenoiseOptions? options = null) =>
        PictureDenoiser.Denoise(image, NoisyPictures.Frames(image, (_, _) => frames), 1, Daylight, double.NegativeInfinity, options ?? DenoiseOptions.Default, Context);
}
