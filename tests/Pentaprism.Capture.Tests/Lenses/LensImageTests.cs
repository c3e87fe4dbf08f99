using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Lenses;

public sealed class LensImageTests
{
    [Theory]
    [InlineData(0.02, 0, 0, 1.001)]
    [InlineData(-0.12, 0.02, 0, 0.999)]
    public void The_warp_is_the_inverse_of_the_polynomial(double k1, double k2, double k3, double magnification)
    {
        var warp = new RadialWarp([k1, k2, k3], magnification);
        for (var ideal = 0.1; ideal <= 1; ideal += 0.1)
        {
            var real = ideal * magnification * (1 + (k1 * ideal * ideal) + (k2 * Math.Pow(ideal, 4)) + (k3 * Math.Pow(ideal, 6)));
            Assert.Equal(ideal, real * warp.IdealOverReal((float)(real * real)), 1e-5);
        }
    }

    // The kernel's own spectrum is the transfer function of the lens, below the limit of the grid.
    [Theory]
    [InlineData(3.2, 0.54, 1.9, 0.7)]
    [InlineData(3.2, 0.54, 1.9, 1.6)]
    [InlineData(1.4, 0.6, 2.2, 1.8)]
    public void A_kernel_has_the_transfer_function_of_diffraction_and_gauss(double pitch, double wavelength, double fNumber, double sigma)
    {
        const int Side = 25;
        var kernel = LensKernel.Make(Side, pitch, wavelength, fNumber, sigma);
        foreach (var cycles in new[] { 0.05, 0.15, 0.25, 0.4 })
        {
            var sum = 0.0;
            for (var i = 0; i < kernel.Length; i++)
            {
                sum += kernel[i] * Math.Cos(2 * Math.PI * cycles * ((i % Side) - (Side / 2)));
            }

            Assert.Equal(LensKernel.Transfer(cycles / pitch, wavelength * fNumber, sigma), sum, 0.002);
        }
    }

    [Fact]
    public void Coverage_of_a_slanted_line_is_its_area()
    {
        const int Grid = 400;
        foreach (var (distance, angle) in new[] { (0.1, 5.0), (-0.3, 30), (0.55, 45), (0.45, 5), (0, 17) })
        {
            var (sine, cosine) = Math.SinCos(angle * Math.PI / 180);
            var inside = Enumerable.Range(0, Grid * Grid).Count(i => (((((i % Grid) + 0.5) / Grid) - 0.5) * cosine) + (((((i / Grid) + 0.5) / Grid) - 0.5) * sine) + distance > 0);
            Assert.Equal(inside / (double)(Grid * Grid), HalfPlane.Coverage(distance, cosine, sine), 0.003);
        }
    }

    [Fact]
    public void Blur_keeps_the_light_and_spreads_it_as_the_kernel_of_its_place_says()
    {
        var kernels = new[] { LensKernel.Make(13, 2, 0.55, 2, 1.8), LensKernel.Make(13, 2, 0.55, 2, 2.6) };
        var source = new Plane<float>(200, 150);
        source[20, 30] = 1;
        source[100, 75] = 1;
        var result = new Plane<float>(200, 150);

        FieldBlur.Apply(ProcessingContext.Create(), source, kernels, new FieldFrame(100, 75, 125), result);

        Assert.Equal(kernels[0].Sum() + kernels[1].Sum(), result.Samples.ToArray().Sum(sample => (double)sample), 0.02);
        Assert.Equal(kernels[0][84], result[100, 75], 0.02);
        Assert.InRange(result[20, 30], kernels[1][84], kernels[0][84]);
        Assert.Equal(result[21, 30], result[19, 30], 1e-6);
        Assert.Equal(result[20, 31], result[20, 29], 1e-6);
    }

    // Without a bound the negative weights of a sharp lens would make black rings.
    [Fact]
    public void A_lamp_leaves_the_night_beside_it_some_of_its_own_light()
    {
        var source = new Plane<float>(64, 64);
        source.Samples.Fill(0.01f);
        source[32, 32] = 1000;
        var result = new Plane<float>(64, 64);
        var kernel = LensKernel.Make(9, 3.2, 0.46, 1.9, 0.7);

        FieldBlur.Apply(ProcessingContext.Create(), source, [kernel, kernel], new FieldFrame(32, 32, 45), result);

        Assert.Contains(kernel, weight => weight < 0);
        Assert.All(result.Samples.ToArray(), sample => Assert.True(sample >= 0.0099f * kernel[40]));
    }
}
