using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.SmallLights;
using Pentaprism.Darkroom.Tests.Denoise;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.SmallLights;

public sealed class SmallLightStageTests
{
    private const double Threshold = 5;
    private const int Frames = 8;
    private static readonly ProcessingContext Context = ProcessingContext.Create();
    private static readonly DenoiseOptions Calm = new() { ShadowCalm = 1 };

    [Fact]
    public void Stars_keep_their_light_and_width_which_the_denoiser_alone_takes()
    {
        var stars = StarField.Stars(480, 320, 0.15, 0.3, 0.6);
        var plain = Measured(stars, 480, 320, 0);
        var kept = Measured(stars, 480, 320, Threshold);
        foreach (var group in stars.Select((star, i) => (star.Peak, Plain: plain[i], Kept: kept[i])).GroupBy(star => star.Peak))
        {
            Assert.InRange(group.Average(star => star.Kept.Flux), 0.9, 1.1);
            Assert.InRange(group.Average(star => star.Kept.Sigma), 0.63, 0.8);
            Assert.All(group, star => Assert.InRange(star.Kept.Flux, 0.6, 1.4));
        }

        Assert.InRange(stars.Index().Where(star => star.Item.Peak == 0.15).Average(star => plain[star.Index].Flux), -0.1, 0.5);
    }

    [Fact]
    public void A_star_has_the_colour_that_it_has()
    {
        double[] colour = [1.25, 1, 0.8];
        List<(double X, double Y, double Peak)> stars = [(40.3, 41.7, 0.5), (100.6, 60.2, 0.5), (60.4, 110.1, 0.5)];
        using var image = NoisyPictures.Make(160, 160, (x, y, c) => (StarField.Sky + ((StarField.Light(stars, x, y) - StarField.Sky) * colour[c])) / Daylight[c], StarField.Noise, (_, _) => Frames, 5);
        var lights = SmallLightStage.TakeOut(image, NoisyPictures.Frames(image, (_, _) => Frames), 1, Daylight, Threshold, Context);
        Assert.Equal(3, lights.Points.Count);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(0.5 * colour[c], lights.Points.Average(light => light.Peak[c] * Daylight[c]), 0.06);
        }
    }

    [Fact]
    public void Noise_edges_lines_and_corners_hold_no_stars()
    {
        using var image = NoisyPictures.Make(512, 512, Scene, StarField.Noise, (_, _) => Frames, 7);
        Assert.Empty(SmallLightStage.TakeOut(image, NoisyPictures.Frames(image, (_, _) => Frames), 1, Daylight, Threshold, Context).Points);

        static double Scene(int x, int y, int c) => Grey(
            y < 256 ? StarField.Sky
            : x < 128 ? (y < 380 ? 0.02 : 0.3)
            : x < 256 ? (x - 190 is 0 or 1 ? 0.12 : 0.02)
            : x < 384 ? (Math.Abs(x - y + 60) < 2 ? 0.1 : 0.02)
            : ((x / 32) + (y / 32)) % 2 == 0 ? 0.25 : 0.02,
            c);
    }

    [Fact]
    public void Clipped_stars_and_lamps_come_back_as_they_were_and_leave_no_noise_around_them()
    {
        double Light(int x, int y)
        {
            var lamp = Math.Clamp(6 - Math.Sqrt(((x - 60) * (x - 60)) + ((y - 60) * (y - 60))), 0, 1);
            return StarField.Light([(120.4, 60.7, 3)], x, y) + (2 * lamp);
        }

        using var image = NoisyPictures.Make(180, 120, (x, y, c) => Math.Min(Grey(Light(x, y), c), 1), StarField.Noise, (_, _) => Frames, 9);
        for (var c = 0; c < 3; c++)
        {
            foreach (ref var sample in image.Pixels[c].Samples)
            {
                sample = Math.Min(sample, 1);
            }
        }

        var before = image.Pixels.Green.Samples.ToArray();
        Run(image, Threshold);
        var after = image.Pixels.Green.Samples.ToArray();
        Assert.Contains(1, before);
        Assert.All(before.Zip(after).Where(pair => pair.First >= 1), pair => Assert.Equal(1, pair.Second));
        var (_, ring) = NoisyPictures.Statistics(image.Pixels.Green, new PixelRectangle(109, 50, 6, 20));
        var (_, far) = NoisyPictures.Statistics(image.Pixels.Green, new PixelRectangle(140, 90, 20, 20));
        Assert.True(ring < 3 * far + 0.002, $"{ring} beside a star, {far} in the sky");
    }

    [Fact]
    public void Stars_of_a_mosaic_keep_their_light()
    {
        var stars = StarField.Stars(480, 320, 0.5, 0.8);
        Assert.InRange(Mean(0), 0, 0.75);
        Assert.InRange(Mean(Threshold), 0.85, 1.15);

        // Green is every second sample.
        double Mean(double threshold)
        {
            using var mosaic = NoisyMosaics.Make(480, 320, (x, y, c) => Grey(StarField.Light(stars, x, y), c), StarField.Noise, 4);
            var lights = SmallLightStage.TakeOut(mosaic, Daylight, threshold, Context);
            MosaicDenoiser.Denoise(mosaic, Daylight, DenoiseOptions.Default, Context);
            lights.PutBack(mosaic);
            using var green = new Plane<float>(480, 320);
            for (var y = 0; y < 320; y++)
            {
                for (var x = 0; x < 480; x++)
                {
                    green[x, y] = mosaic.Cfa[x, y] == CfaPattern.Green ? 2 * mosaic.Samples[x, y] : 0;
                }
            }

            return stars.Average(star => Sum(green, star) / (star.Peak * 2 * Math.PI * StarField.Sigma * StarField.Sigma));
        }

        static double Sum(Plane<float> green, (double X, double Y, double Peak) star)
        {
            double sum = 0;
            for (var y = (int)star.Y - 3; y <= (int)star.Y + 4; y++)
            {
                for (var x = (int)star.X - 3; x <= (int)star.X + 4; x++)
                {
                    sum += green[x, y] - StarField.Sky;
                }
            }

            return sum;
        }
    }

    private static List<(double Flux, double Sigma)> Measured(List<(double X, double Y, double Peak)> stars, int width, int height, double threshold)
    {
        using var image = NoisyPictures.Make(width, height, (x, y, c) => Grey(StarField.Light(stars, x, y), c), StarField.Noise, (_, _) => Frames, 2);
        Run(image, threshold);
        return [.. stars.Select(star => StarField.Measure(image.Pixels.Green, 1, star))];
    }

    private static void Run(CameraImage image, double threshold)
    {
        var frames = NoisyPictures.Frames(image, (_, _) => Frames);
        var lights = SmallLightStage.TakeOut(image, frames, 1, Daylight, threshold, Context);
        PictureDenoiser.Denoise(image, frames, 1, Daylight, double.NegativeInfinity, Calm, Context);
        lights.Restore(image);
        lights.PutBack(image);
    }
}
