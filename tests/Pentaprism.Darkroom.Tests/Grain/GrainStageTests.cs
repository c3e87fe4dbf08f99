using Pentaprism.Darkroom.Grain;
using Pentaprism.Darkroom.Tests.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Grain;

[Trait("Category", "Kernel")]
public sealed class GrainStageTests
{
    // Diagonal 640 pixels: 43.27 mm of film.
    private const int Width = 512;
    private const int Height = 384;
    private const double MicronsPerPixel = 43_267 / 640.0;

    [Theory]
    [InlineData(3)]
    [InlineData(0.5)]
    public void Middle_tones_fluctuate_as_strong_as_stated_and_less_where_grains_are_smaller_than_pixels(double pixels)
    {
        var microns = pixels * MicronsPerPixel;
        if (microns > 60)
        {
            // Grain of three pixels on a picture of four times the diagonal.
            using var large = Grey(4 * Width, 4 * Height, Half());
            GrainStage.Apply(large, new GrainOptions { Strength = 0.1, Diameter = microns / 4 }, TonePictures.Context(2));
            Assert.Equal(0.1, Deviation(large), 0.002);
            return;
        }

        using var picture = Grey(Width, Height, Half());
        GrainStage.Apply(picture, new GrainOptions { Strength = 0.1, Diameter = microns }, TonePictures.Context(2));
        Assert.Equal(0.1 * pixels, Deviation(picture), 0.002);
    }

    [Fact]
    public void Neighbours_share_a_grain_and_strangers_do_not()
    {
        using var picture = Grey(4 * Width, 4 * Height, Half());
        GrainStage.Apply(picture, new GrainOptions { Strength = 0.1, Diameter = 3 * MicronsPerPixel / 4 }, TonePictures.Context(2));

        // White noise through a Gaussian of σ is correlated by exp(−d² / 4σ²).
        Assert.Equal(Math.Exp(-1 / (4 * 1.5 * 1.5)), Correlation(picture, 1), 0.02);
        Assert.Equal(0, Correlation(picture, 12), 0.02);
    }

    [Fact]
    public void Black_and_white_stay_clean_and_the_seed_decides()
    {
        using var black = Grey(Width, Height, 0);
        using var white = Grey(Width, Height, 1);
        using var one = Grey(Width, Height, 0.2);
        using var again = Grey(Width, Height, 0.2);
        using var other = Grey(Width, Height, 0.2);
        var options = new GrainOptions { Strength = 0.2, Diameter = 30 };

        GrainStage.Apply(black, options, TonePictures.Context(1));
        GrainStage.Apply(white, options, TonePictures.Context(1));
        GrainStage.Apply(one, options, TonePictures.Context(1));
        GrainStage.Apply(again, options, TonePictures.Context(3));
        GrainStage.Apply(other, options with { Seed = 2 }, TonePictures.Context(1));

        Assert.All(black.Green.Samples.ToArray(), sample => Assert.Equal(0, sample));
        Assert.All(white.Green.Samples.ToArray(), sample => Assert.Equal(1, sample, 1e-5f));
        Assert.Equal(one.Green.Samples, again.Green.Samples);
        Assert.False(one.Green.Samples.SequenceEqual(other.Green.Samples));
    }

    // The tone ½, where grain has its full strength.
    private static double Half() => Math.Pow(0.5, 2.4);

    private static RgbPlanes Grey(int width, int height, double light) => TonePictures.Make(width, height, (_, _) => Vector3d.One * light);

    private static double Deviation(RgbPlanes picture) => Math.Sqrt(Covariance(picture, 0));

    private static double Correlation(RgbPlanes picture, int distance) => Covariance(picture, distance) / Covariance(picture, 0);

    private static double Covariance(RgbPlanes picture, int distance)
    {
        var (sum, count) = (0.0, 0);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width - distance; x++)
            {
                sum += Math.Log2(picture.Green[x, y] / Half()) * Math.Log2(picture.Green[x + distance, y] / Half());
                count++;
            }
        }

        return sum / count;
    }
}
