namespace Pentaprism.Imaging.Tests.Resampling;

[Trait("Category", "Kernel")]
public sealed class PointSamplerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(5, 3)]
    [InlineData(8, 6)]
    [InlineData(40, 33)]
    public void Points_anywhere_equal_the_definition(int width, int height)
    {
        using var source = Kernels.NoisePlane(width, height, 1);
        var xs = Kernels.Noise(3000, 2, -9, width + 9);
        var ys = Kernels.Noise(3000, 3, -9, height + 9);
        var cubic = new float[3000];
        var sinc = new float[3000];
        PointSampler.CatmullRom(source, xs, ys, cubic);
        PointSampler.Lanczos3(source, xs, ys, sinc);
        for (var i = 0; i < 3000; i++)
        {
            Assert.Equal(Truth(source, xs[i], ys[i], 2, x => x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1 : (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2), cubic[i], 4e-6);
            Assert.Equal(Truth(source, xs[i], ys[i], 3, x => x < 1e-9 ? 1 : 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x)), sinc[i], 1.5e-4);
        }
    }

    [Fact]
    public void Centres_of_pixels_give_the_samples_themselves()
    {
        using var source = Kernels.NoisePlane(30, 20, 4);
        var xs = Enumerable.Range(0, 600).Select(i => (i % 30) + 0.5f).ToArray();
        var ys = Enumerable.Range(0, 600).Select(i => (i / 30) + 0.5f).ToArray();
        var cubic = new float[600];
        var sinc = new float[600];
        PointSampler.CatmullRom(source, xs, ys, cubic);
        PointSampler.Lanczos3(source, xs, ys, sinc);
        Assert.True(source.Samples.SequenceEqual(cubic));
        for (var i = 0; i < 600; i++)
        {
            Assert.Equal(source.Samples[i], sinc[i], 1e-6);
        }
    }

    [Fact]
    public void Coordinates_that_are_huge_or_no_numbers_do_no_harm()
    {
        using var source = Kernels.NoisePlane(30, 20, 4);
        float[] xs = [1e30f, float.NegativeInfinity, float.PositiveInfinity, float.NaN];
        float[] ys = [float.PositiveInfinity, -1e30f, -5, 5];
        var cubic = new float[4];
        var sinc = new float[4];
        PointSampler.CatmullRom(source, xs, ys, cubic);
        PointSampler.Lanczos3(source, xs, ys, sinc);
        float[] corners = [source[29, 19], source[0, 0], source[29, 0]];
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(corners[i], cubic[i], 1e-6);
            Assert.Equal(corners[i], sinc[i], 1e-6);
        }

        Assert.True(float.IsNaN(cubic[3]) && float.IsNaN(sinc[3]));
        Assert.Throws<ArgumentException>(() => PointSampler.CatmullRom(source, new float[3], new float[4], new float[4]));
    }

    private static double Truth(Plane<float> source, float x, float y, int radius, Func<double, double> kernel)
    {
        var (tx, ty) = (x - 0.5f, y - 0.5f);
        var (left, top) = ((int)Math.Floor(tx) - radius + 1, (int)Math.Floor(ty) - radius + 1);
        var (sum, weights) = (0.0, 0.0);
        for (var j = top; j < top + (2 * radius); j++)
        {
            for (var i = left; i < left + (2 * radius); i++)
            {
                var weight = kernel(Math.Abs(i - (double)tx)) * kernel(Math.Abs(j - (double)ty));
                sum += weight * source[Math.Clamp(i, 0, source.Width - 1), Math.Clamp(j, 0, source.Height - 1)];
                weights += weight;
            }
        }

        return sum / weights;
    }
}
