using Pentaprism.Gap.Developments;
using Pentaprism.Gap.Figures;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Tests;

public sealed class NoiseCurveTests
{
    private static readonly double[] _signals = [.. Enumerable.Range(0, 20).Select(i => 0.9 * Math.Pow(0.7, i))];

    [Fact]
    public void A_curve_without_scatter_is_found_exactly()
    {
        var curve = NoiseCurve.Of(Patches((signal, _) => 1e-6 + (4e-4 * signal) + (2e-5 * signal * signal)))!;

        Assert.Equal(1e-6, curve.Offset, 1e-10);
        Assert.Equal(4e-4, curve.Slope, 1e-9);
        Assert.Equal(2e-5, curve.Share, 1e-9);
        Assert.Equal(0.18 / Math.Sqrt(1e-6 + (4e-4 * 0.18) + (2e-5 * 0.0324)), curve.GreyRatio.Value, 0.01);
        Assert.Equal(0.3, curve.SignalAt(curve.RatioAt(0.3).Value), 1e-9);
        Assert.Equal(-Math.Log2(curve.SignalAt(20)), curve.Range(20).Value, 1e-12);
    }

    [Fact]
    public void Patches_of_one_brightness_tell_no_curve() => Assert.Null(NoiseCurve.Of(Enumerable.Repeat(new NoisePatch(0.18, 0.25, 1e-4, 100), 8)));

    [Fact]
    public void Half_the_ratio_of_shot_noise_is_two_stops_of_light()
    {
        var curve = NoiseCurve.Of(Patches((signal, _) => 4e-4 * signal))!;
        var ratio = curve.GreyRatio;

        Assert.Equal(2, curve.StopsTo(new Measured(ratio.Value / 2, 0)).Value, 1e-6);
        Assert.Equal(-1, curve.StopsTo(new Measured(ratio.Value * Math.Sqrt(2), 0)).Value, 1e-6);
    }

    [Fact]
    public void What_it_says_about_its_own_uncertainty_is_what_repeats_show()
    {
        var random = 5UL;
        var truth = NoiseCurve.Of(Patches((signal, _) => 1e-6 + (4e-4 * signal)))!;
        var (squares, count) = (0.0, 400);
        for (var repeat = 0; repeat < count; repeat++)
        {
            var curve = NoiseCurve.Of(Patches((signal, freedom) => (1e-6 + (4e-4 * signal)) * ChiSquare(ref random, freedom) / freedom))!;
            squares += Math.Pow((curve.GreyRatio.Value - truth.GreyRatio.Value) / curve.GreyRatio.Deviation, 2);
        }

        // A share that cannot be negative makes curves a little more certain than they say.
        Assert.InRange(Math.Sqrt(squares / count), 0.7, 1.15);
    }

    [Theory]
    [InlineData(12e6, 0)]
    [InlineData(48e6, 0)]
    [InlineData(12e6, 1)]
    public void Noise_is_that_of_a_pixel_at_12_megapixels_and_a_blur_of_three_pixels_does_not_hide_it(double pixels, int blur)
    {
        const double Deviation = 0.02;
        var (side, random) = (512, 3UL);
        using var samples = new EncodedPicture(3, new Plane<float>(3 * side, side));
        var noise = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                noise[x, y] = Deviation * Normal(ref random);
            }
        }

        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var sum = 0.0;
                for (var i = -blur; i <= blur; i++)
                {
                    sum += noise[(x + i + side) % side, y] / ((2 * blur) + 1);
                }

                // A slope, as light falls off, is no noise.
                samples.Floats!.Row(y).Slice(3 * x, 3).Fill((float)(0.4 + sum + (0.0002 * x)));
            }
        }

        using var picture = LinearPicture.Of(samples, ((int)Math.Sqrt(pixels), (int)Math.Sqrt(pixels)), ProcessingContext.Create());
        var patch = NoisePatch.Of(picture, new PixelRectangle(4, 4, 504, 504), 0.5)!;

        Assert.Equal(Deviation * Math.Sqrt(12e6 / pixels), Math.Sqrt(patch.Variance), (blur > 0 ? 0.08 : 0.05) * Deviation);
        Assert.Equal(0.4 + (0.0002 * 255.5), patch.Signal, 2e-3);
    }

    private static IEnumerable<NoisePatch> Patches(Func<double, int, double> variance) => _signals.Select(signal => new NoisePatch(signal, signal, variance(signal, 150), 150));

    private static double ChiSquare(ref ulong random, int freedom)
    {
        var sum = 0.0;
        for (var i = 0; i < freedom; i++)
        {
            sum += Math.Pow(Normal(ref random), 2);
        }

        return sum;
    }

    private static double Normal(ref ulong random)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            random += SplitMix64.Step;
            sum += (SplitMix64.Next(random) >> 11) * (1.0 / (1UL << 53));
        }

        return sum;
    }
}
