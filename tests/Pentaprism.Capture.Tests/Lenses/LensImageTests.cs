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
        var kernel = LensKernel.Make(9, 3.2, 0.46, 1.9, 0.7);

        new LensImage(new EvenLens(kernel), 0, 45, 4).FormPart(ProcessingContext.Create(), 'G', (32, 32), source);

        Assert.Contains(kernel, weight => weight < 0);
        Assert.All(source.Samples.ToArray(), sample => Assert.True(sample >= 0.0099f * kernel[40]));
    }

    // Far from the axis, where a warp of 3 % moves every place by another part of a pixel.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.38)]
    public void The_warp_leaves_waves_their_contrast_but_for_pixels_that_are_other_parts_of_them(double cycles)
    {
        const int Side = 256;
        var field = new FieldFrame(-700, Side / 2.0, 1000);
        var warp = new RadialWarp([0.03], 1);
        double Mean(double x, double width) => Math.Sin(2 * Math.PI * cycles * x) * ResamplingSinc(cycles * width);
        Plane<float> source = new(Side, Side), result = new(Side, Side);
        for (var i = 0; i < Side * Side; i++)
        {
            source[i % Side, i / Side] = (float)(1 + Mean((i % Side) + 0.5, 1));
        }

        LensWarp.Apply(ProcessingContext.Create(), source, warp, field, 4, result);

        // Along the row through the axis waves stand upright, as many on a pixel as the lens makes it.
        for (var x = 24; x < Side - 24; x++)
        {
            double Ideal(double real) => field.CentreX + ((real - field.CentreX) * warp.IdealOverReal((float)Math.Pow((real - field.CentreX) / field.Corner, 2)));
            var (left, right) = (Ideal(x), Ideal(x + 1));
            Assert.Equal(1 + Mean((left + right) / 2, right - left), result[x, Side / 2], 0.008);
        }
    }

    [Fact]
    public void A_lamp_comes_through_the_warp_with_all_of_its_light_and_no_ring()
    {
        const int Side = 200;
        var (field, warp) = (new FieldFrame(100, 100, 100), new RadialWarp([0.03], 1));
        Plane<float> source = new(Side, Side), result = new(Side, Side);
        source[151, 77] = 1000;

        LensWarp.Apply(ProcessingContext.Create(), source, warp, field, 4, result);

        // r' = r (1 + 0.03 r²): how much larger the pixel is.
        var square = ((51.5 * 51.5) + (22.5 * 22.5)) / 1e4;
        Assert.Equal(1000 * (1 + (0.03 * square)) * (1 + (0.09 * square)), result.Samples.ToArray().Sum(sample => (double)sample), 1.0);
        Assert.All(result.Samples.ToArray(), sample => Assert.True(sample > -1));
        Assert.InRange(result[151, 76] + result[152, 76] + result[151, 77] + result[152, 77], 1030, 1050);
    }

    private static double ResamplingSinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    // One kernel everywhere, and nothing else.
    private sealed class EvenLens(float[] kernel) : ILensModel
    {
        public RadialTable Illumination { get; } = new(_ => 1);

        public int Reach => 4;

        public RadialWarp Warp(char colour) => new([], 1);

        public LightShares Blur(ProcessingContext context, char colour, FieldFrame field, Plane<float> source, Plane<float> destination)
        {
            FieldBlur.Apply(context, source, [kernel, kernel], field, destination);
            return new LightShares(new RadialTable(_ => 1), new RadialTable(_ => kernel[kernel.Length / 2]));
        }
    }
}
