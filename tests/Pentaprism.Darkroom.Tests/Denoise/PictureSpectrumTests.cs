using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;
using static Pentaprism.Darkroom.Tests.Denoise.NoisyMosaics;

namespace Pentaprism.Darkroom.Tests.Denoise;

public sealed class PictureSpectrumTests
{
    private static readonly ProcessingContext Context = ProcessingContext.Create();

    [Fact]
    public void White_noise_is_found_white()
    {
        using var image = NoisyPictures.Make(400, 300, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 8, 1);
        Assert.All(Measure(image), spectrum => Assert.All(spectrum, power => Assert.InRange(power, 0.85f, 1.11f)));
    }

    [Fact]
    public void Blurred_noise_is_found_weak_at_high_frequencies_even_beside_detail()
    {
        // Half of the picture is texture.
        using var image = NoisyPictures.Make(400, 300, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 8, 2);
        var random = new Random(3);
        for (var colour = 0; colour < 3; colour++)
        {
            var blurred = new Plane<float>(400, 300);
            Convolution.Separable(Context, image.Pixels[colour], new FilterKernel([0.08f, 0.84f, 0.08f]), blurred);
            blurred.Samples.CopyTo(image.Pixels[colour].Samples);
            foreach (ref var sample in image.Pixels[colour].Samples[(200 * 400)..])
            {
                sample += 0.05f * random.NextSingle();
            }
        }

        // (0.84 + 0.16·cos ω)² for each direction.
        foreach (var spectrum in Measure(image))
        {
            foreach (var (kx, ky) in (ReadOnlySpan<(int, int)>)[(1, 0), (4, 4), (8, 0), (6, 6), (8, 8)])
            {
                var response = Math.Pow((0.84 + (0.16 * Math.Cos(Math.PI * kx / 8))) * (0.84 + (0.16 * Math.Cos(Math.PI * ky / 8))), 2);
                Assert.InRange(spectrum[(16 * kx) + ky], 0.8 * response, 1.2 * response);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 40)]
    [InlineData(18, 18)]
    public void Any_size_has_a_spectrum(int width, int height)
    {
        using var image = NoisyPictures.Make(width, height, (_, _, colour) => Grey(0.2, colour), Iso1600, (_, _) => 8, 4);
        Assert.All(Measure(image), spectrum => Assert.All(spectrum, power => Assert.InRange(power, 0.02f, 1.11f)));
    }

    private static float[][] Measure(CameraImage image)
    {
        var roots = new PictureRoots(image.Noise, Daylight);
        var noise = new PictureNoise(roots, null, NoisyPictures.Frames(image, (_, _) => 8), 1, [null, null, null]);
        return PictureSpectrum.Measure(image, roots, noise, Context);
    }
}
