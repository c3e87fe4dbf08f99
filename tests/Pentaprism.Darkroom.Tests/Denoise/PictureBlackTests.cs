using Pentaprism.Darkroom.Denoise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class PictureBlackTests
{
    // Ten bits, black 64: the noise of dark samples reaches twice as far below black as codes do.
    private const double Lowest = -64 / 959.0;
    private static readonly NoiseLine Noise = new(0.0116, 0.0131);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void The_mean_of_samples_that_were_cut_off_gives_the_light_they_came_from(double light)
    {
        var black = PictureBlack.Of(Noise, Lowest)!;
        var random = new Random(1);
        double sum = 0, squares = 0;
        const int count = 400_000;
        for (var i = 0; i < count; i++)
        {
            var sample = Math.Max(Lowest, light + (Math.Sqrt(Noise.Variance(light)) * NoisyMosaics.Gauss(random)));
            sum += sample;
            squares += sample * sample;
        }

        var mean = sum / count;
        Assert.Equal((squares / count) - (mean * mean), black.Variance((float)mean), 0.015 * Noise.Variance(light));
        float[] samples = [(float)mean, (float)mean * 3];
        black.Restore(samples, [1, 3]);
        Assert.Equal(light, samples[0], 0.0012);
        Assert.Equal(3 * light, samples[1], 0.0036);
    }

    [Fact]
    public void A_mosaic_of_one_frame_gets_its_dark_light_back_once_it_is_denoised()
    {
        const double Dark = 0.02;
        using var mosaic = NoisyMosaics.Make(256, 192, (_, _, _) => Dark, Noise, 3, gain: (x, _) => x < 128 ? 1 : 1.5f);
        for (var i = 0; i < mosaic.Samples.Samples.Length; i++)
        {
            mosaic.Samples.Samples[i] = Math.Max((float)Lowest * mosaic.Gain!.Samples[i], mosaic.Samples.Samples[i]);
        }

        var context = ProcessingContext.Create();
        var noise = mosaic.Noise;
        MosaicDenoiser.Denoise(mosaic, Vector3d.One, DenoiseOptions.Default, context);
        var lifted = Mean();
        PictureBlack.Restore(mosaic, noise, Lowest, context);
        Assert.InRange(lifted, Dark + 0.012, 0.1);
        Assert.Equal(Dark, Mean(), 0.004);

        double Mean() => mosaic.Samples.Samples.ToArray().Average(sample => (double)sample);
    }

    [Fact]
    public void Restored_samples_rise_without_a_step()
    {
        var black = PictureBlack.Of(Noise, Lowest)!;
        float[] samples = [.. Enumerable.Range(-500, 10_000).Select(i => i * 1e-4f)];
        black.Restore(samples, []);
        for (var i = 1; i < samples.Length; i++)
        {
            Assert.InRange(samples[i] - samples[i - 1], 0.8e-4f, 2e-4f);
        }

        Assert.Equal(0.9499f, samples[^1]);
    }

    [Theory]
    [InlineData(0.0029, 0.00082)]
    [InlineData(0.001, 0)]
    public void Where_codes_reach_far_enough_nothing_is_done(double slope, double offset) =>
        Assert.Null(PictureBlack.Of(new NoiseLine(slope, offset), Lowest));

    [Fact]
    public void Without_a_lowest_sample_nothing_is_done()
    {
        Assert.Null(PictureBlack.Of(Noise, double.NegativeInfinity));
        Assert.Null(PictureBlack.Of(Noise, 0));
    }

    [Fact]
    public void The_lowest_sample_is_that_of_code_zero()
    {
        Assert.Equal(-64 / 959.0, PictureBlack.LowestSample(new SensorLevels { Black = [64], White = [1023] }), 1e-12);
        Assert.Equal(0, PictureBlack.LowestSample(new SensorLevels()));
        Assert.Equal(-50 / 950.0, PictureBlack.LowestSample(new SensorLevels { Black = [60], White = [1010], Linearization = [10, 20] }), 1e-12);
    }
}
