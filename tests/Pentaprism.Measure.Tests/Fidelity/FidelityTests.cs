using Pentaprism.Imaging;
using Pentaprism.Measure.Fidelity;

namespace Pentaprism.Measure.Tests.Fidelity;

public sealed class FidelityTests
{
    private const double Gain = 2.5;
    private const double Veil = 0.01;

    [Fact]
    public void Gain_veil_and_noise_of_even_parts_are_found_whatever_stands_between_them()
    {
        var (truth, picture) = Wedge(0.1);
        var blocks = EvenBlocks.Find(truth, 8, 0.02, 0.5);

        var fit = SceneFit.Of(truth, picture, blocks);
        foreach (ref var sample in picture.Samples)
        {
            sample = (float)((sample - fit.Veil) / fit.Gain);
        }

        var noise = NoiseOverBrightness.Of(truth, picture, blocks, 1);

        Assert.Equal(Gain, fit.Gain, 0.005 * Gain);
        Assert.Equal(Veil, fit.Veil, 0.02 * Veil);
        Assert.Equal([0.02, 0.08, 0.32], noise.Select(level => Math.Round(level.Level, 6)));
        Assert.All(noise, level => Assert.Equal(20, level.SignalToNoise, 0.4));
    }

    [Fact]
    public void Squares_over_a_border_or_too_bright_are_not_even()
    {
        var (truth, _) = Wedge(0);

        var blocks = EvenBlocks.Find(truth, 8, 0.02, 0.1);

        // Steps of 64 columns; a square with its rim of 4 pixels lies within one, and only the two darker ones count.
        Assert.NotEmpty(blocks.Places);
        Assert.All(blocks.Places, place => Assert.Equal((place.Left - 4) / 64, (place.Left + 8 + 4 - 1) / 64));
        Assert.All(blocks.Means(truth), mean => Assert.InRange(mean, 0, 0.1));
    }

    [Fact]
    public void One_brightness_tells_no_gain()
    {
        var truth = new Plane<float>(64, 64);
        truth.Samples.Fill(0.2f);

        Assert.Throws<ArgumentException>(() => SceneFit.Of(truth, truth, EvenBlocks.Find(truth, 8, 0.02, 1)));
    }

    // Three steps with bright bars between them, noise a share of the brightness.
    private static (Plane<float> Truth, Plane<float> Picture) Wedge(double noise)
    {
        var (truth, picture) = (new Plane<float>(192, 256), new Plane<float>(192, 256));
        var random = new Random(4);
        double[] steps = [0.02, 0.08, 0.32];
        for (var y = 0; y < truth.Height; y++)
        {
            for (var x = 0; x < truth.Width; x++)
            {
                var isBar = x % 64 < 2;
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                truth[x, y] = isBar ? 1 : (float)steps[x / 64];
                picture[x, y] = (float)((isBar ? 0.3 : Gain * steps[x / 64] * (1 + (noise * normal))) + Veil);
            }
        }

        return (truth, picture);
    }
}
