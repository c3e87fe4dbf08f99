using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.NoiseEstimation;
using Pentaprism.Darkroom.Tests.Denoise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.NoiseEstimation;

public sealed class NoiseEstimatorTests
{
    private static readonly ProcessingContext Context = ProcessingContext.Create();

    [Theory]
    [InlineData(2e-4, 1e-6)]
    [InlineData(3.2e-3, 3e-5)]
    [InlineData(1e-6, 1e-4)]
    public void Steps_of_grey_give_the_line_that_made_them(double slope, double offset)
    {
        using var mosaic = NoisyMosaics.Make(1024, 768, Steps, new NoiseLine(slope, offset), 1);
        var found = NoiseEstimator.Estimate(mosaic, Context);
        for (var colour = 0; colour < 3; colour++)
        {
            foreach (var level in (double[])[0.02, 0.1, 0.5])
            {
                var truth = new NoiseLine(slope, offset).Variance(level);
                Assert.InRange(found[colour].Variance(level) / truth, 0.9, 1.1);
            }
        }
    }

    [Fact]
    public void Each_colour_has_its_own_line_and_gains_are_taken_off()
    {
        var lines = new[] { new NoiseLine(1e-3, 1e-5), new NoiseLine(3e-3, 4e-5), new NoiseLine(6e-4, 2e-6) };
        using var mosaic = NoisyMosaics.Make(1024, 768, (_, _, _) => 0, new NoiseLine(0, 0), 1, gain: (x, y) => 1 + ((x + y) / 900f));
        var random = new Random(2);
        for (var y = 0; y < mosaic.Height; y++)
        {
            for (var x = 0; x < mosaic.Width; x++)
            {
                var colour = mosaic.Cfa[x, y];
                var light = Steps(x, y, colour);
                var sample = light + (NoisyMosaics.Gauss(random) * Math.Sqrt(lines[colour].Variance(light)));
                mosaic.Samples[x, y] = (float)(sample * mosaic.Gain![x, y]);
            }
        }

        var found = NoiseEstimator.Estimate(mosaic, Context);
        for (var colour = 0; colour < 3; colour++)
        {
            Assert.InRange(found[colour].Variance(0.3) / lines[colour].Variance(0.3), 0.9, 1.1);
            Assert.InRange(found[colour].Variance(0.02) / lines[colour].Variance(0.02), 0.85, 1.15);
        }
    }

    [JudgedTheory("convert", "pictures/kodak")]
    [InlineData("kodak/kodim03.png", 3.2e-3, 3e-5)]
    [InlineData("kodak/kodim07.png", 3.2e-3, 3e-5)]
    [InlineData("kodak/kodim23.png", 3.2e-3, 3e-5)]
    [InlineData("kodak/kodim23.png", 1e-3, 1e-5)]
    public void Photographs_give_the_noise_that_was_added(string picture, double slope, double offset)
    {
        var (width, height, samples) = Oracle.ReadPicture(TestData.Path($"pictures/{picture}"));
        double Scene(int x, int y, int colour) => 0.85 * Math.Pow(samples[(((y * width) + x) * 3) + colour] / 255.0, 2.2);
        using var mosaic = NoisyMosaics.Make(width, height, Scene, new NoiseLine(slope, offset), 3);
        var found = NoiseEstimator.Estimate(mosaic, Context);
        foreach (var level in (double[])[0.1, 0.3])
        {
            Assert.InRange(found[1].Variance(level) / new NoiseLine(slope, offset).Variance(level), 0.85, 1.2);
        }
    }

    [DataFact("bursts/rpi_imx296_static/level_a_mean14DN/00.dng")]
    public void A_frame_of_a_real_sensor_lies_on_its_photon_transfer_line()
    {
        // Measured from pairs of frames: variance = 0.0909·mean + 0.229 DN², black 60, white 1023.
        const double Span = 963;
        using var reader = DngReader.Open(TestData.Path("bursts/rpi_imx296_static/level_a_mean14DN/00.dng"));
        using var pixels = reader.ReadPixels(Context);
        using var mosaic = Lineariser.ToMosaic(reader.Metadata, pixels, new LineariseOptions(), Context);
        var found = NoiseEstimator.Estimate(mosaic, Context)[1];
        foreach (var level in (double[])[5, 14, 40])
        {
            Assert.InRange(found.Variance(level / Span) * Span * Span / ((0.0909 * level) + 0.229), 0.8, 1.2);
        }
    }

    [Fact]
    public void Workers_change_nothing()
    {
        using var mosaic = NoisyMosaics.Make(300, 300, Steps, NoisyMosaics.Iso1600, 4);
        var one = NoiseEstimator.Estimate(mosaic, Context with { Workers = 1 });
        var many = NoiseEstimator.Estimate(mosaic, Context with { Workers = 6 });
        Assert.Equal(one.Colours.ToArray(), many.Colours.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 200)]
    [InlineData(33, 32)]
    public void Of_too_small_a_picture_nothing_wild_is_said(int width, int height)
    {
        using var mosaic = NoisyMosaics.Make(width, height, (_, _, _) => 0.2, NoisyMosaics.Iso1600, 5);
        var found = NoiseEstimator.Estimate(mosaic, Context);
        Assert.All(found.Colours, line => Assert.InRange(line.Variance(0.2), 0, 2 * NoisyMosaics.Iso1600.Variance(0.2)));
    }

    [Fact]
    public void A_clipped_or_noiseless_picture_has_no_noise()
    {
        using var clipped = NoisyMosaics.Make(200, 200, (_, _, _) => 1, new NoiseLine(0, 0), 6);
        using var flat = NoisyMosaics.Make(200, 200, (_, _, _) => 0.25, new NoiseLine(0, 0), 6);
        Assert.All(NoiseEstimator.Estimate(clipped, Context).Colours, line => Assert.Equal(default, line));
        Assert.All(NoiseEstimator.Estimate(flat, Context).Colours, line => Assert.InRange(line.Variance(0.25), 0, 1e-8));
    }

    private static double Steps(int x, int y, int colour) => 0.005 * Math.Pow(2, ((x / 64) + (y / 96)) % 8) * (colour == 1 ? 1 : 0.6);
}
