using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class PictureSpectrumTests
{
    private static readonly ProcessingContext Context = ProcessingContext.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void White_noise_is_found_white_and_as_strong_as_it_is(double share)
    {
        using var image = Flat(1, share);
        Assert.All(Measure(image), spectrum => Assert.InRange(spectrum.Average(), 0.93 * share, 1.07 * share));
        Assert.All(Measure(image), spectrum => Assert.All(spectrum, power => Assert.InRange(power, 0.75 * share, 1.3 * share)));
    }

    [Fact]
    public void Blurred_noise_is_found_weak_at_high_frequencies_even_beside_detail()
    {
        using var image = Flat(2, 1);
        var random = new Random(3);
        for (var colour = 0; colour < 3; colour++)
        {
            var blurred = new Plane<float>(400, 300);
            Convolution.Separable(Context, image.Pixels[colour], new FilterKernel([0.1f, 0.8f, 0.1f]), blurred);
            blurred.Samples.CopyTo(image.Pixels[colour].Samples);
            foreach (ref var sample in image.Pixels[colour].Samples[(200 * 400)..])
            {
                sample += 0.05f * random.NextSingle();
            }
        }

        // The response is (0.8 + 0.2·cos ω)² for each direction.
        foreach (var spectrum in Measure(image))
        {
            foreach (var (kx, ky) in (ReadOnlySpan<(int, int)>)[(1, 1), (4, 4), (8, 0), (6, 6), (8, 8), (3, 13)])
            {
                var response = Math.Pow((0.8 + (0.2 * Math.Cos(Math.PI * kx / 8))) * (0.8 + (0.2 * Math.Cos(Math.PI * ky / 8))), 2);
                Assert.InRange(spectrum[(16 * kx) + ky], 0.7 * response, 1.35 * response);
            }
        }
    }

    [Fact]
    public void Clipped_and_painted_areas_do_not_count()
    {
        using var image = Flat(5, 1);
        for (var colour = 0; colour < 3; colour++)
        {
            image.Pixels[colour].Rows(0, 100).Fill(1);
            image.Pixels[colour].Rows(100, 200).Clear();
        }

        Assert.All(Measure(image), spectrum => Assert.InRange(spectrum.Average(), 0.9f, 1.1f));
    }

    [Fact]
    public void Detail_everywhere_counts_as_little_more_noise_than_promised()
    {
        using var image = Flat(6, 16);
        Assert.All(Measure(image), spectrum => Assert.All(spectrum, power => Assert.InRange(power, 1, 1.5f)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 40)]
    [InlineData(64, 64)]
    [InlineData(700, 19)]
    public void Any_size_has_a_spectrum(int width, int height)
    {
        using var image = NoisyPictures.Make(width, height, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 8, 4);
        Assert.All(Measure(image), spectrum => Assert.All(spectrum, power => Assert.InRange(power, 0.3f, 1.5f)));
    }

    // The noise has a share of the power that eight frames promise.
    private static CameraImage Flat(int seed, double share) =>
        NoisyPictures.Make(400, 300, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 8 / share, seed);

    private static float[][] Measure(CameraImage image)
    {
        var roots = new PictureRoots(image.Noise, Daylight);
        var noise = new PictureNoise(roots, null, NoisyPictures.Frames(image, (_, _) => 8), 1, [null, null, null]);
        return PictureSpectrum.Measure(image, roots, noise, Context);
    }
}
