namespace Pentaprism.Imaging.Tests.Filters;

[Trait("Category", "Kernel")]
public sealed class ConvolutionTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 1, 9 }, { 9, 1 }, { 2, 3 }, { 3, 2 }, { 17, 2 }, { 37, 29 }, { 67, 130 }, { 1003, 67 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Separable_filters_equal_the_scalar_truth_bit_by_bit(int width, int height)
    {
        using var source = Kernels.NoisePlane(width, height, 1);
        foreach (var (across, down) in new[] { (1, 3), (5, 5), (9, 1), (63, 31) })
        {
            var horizontal = new FilterKernel(Kernels.Noise(across, 2));
            var vertical = new FilterKernel(Kernels.Noise(down, 3));
            using var found = Kernels.DirtyPlane(width, height);
            Convolution.Separable(Kernels.Context(2), source, horizontal, vertical, found);
            Kernels.AssertSame(SeparableTruth(source, horizontal, vertical), found);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Square_filters_equal_the_scalar_truth_bit_by_bit(int width, int height)
    {
        using var source = Kernels.NoisePlane(width, height, 1);
        foreach (var side in new[] { 3, 5, 7 })
        {
            var weights = Kernels.Noise(side * side, side);
            using var found = Kernels.DirtyPlane(width, height);
            Convolution.Dense(Kernels.Context(2), source, weights, found);
            Kernels.AssertSame(DenseTruth(source, weights, side), found);
        }
    }

    [Fact]
    public void An_impulse_draws_the_weights_in_their_places()
    {
        var horizontal = new FilterKernel([1, 2, 3]);
        var vertical = new FilterKernel([10, 20, 30]);
        for (var at = 4; at < 40; at++)
        {
            using var source = new Plane<float>(64, 9);
            source[at, 4] = 1;
            using var found = Kernels.DirtyPlane(64, 9);
            Convolution.Separable(Kernels.Context(1), source, horizontal, vertical, found);
            Assert.Equal([30 * 3, 30 * 2, 30], [found[at - 1, 3], found[at, 3], found[at + 1, 3]]);
            Assert.Equal([10 * 3, 10 * 2, 10], [found[at - 1, 5], found[at, 5], found[at + 1, 5]]);
            Assert.Equal(360, found.Samples.ToArray().Sum());
        }
    }

    [Fact]
    public void Workers_do_not_change_a_sample()
    {
        using var source = Kernels.NoisePlane(501, 300, 4);
        using var one = Kernels.DirtyPlane(501, 300);
        using var four = Kernels.DirtyPlane(501, 300);
        Convolution.Separable(Kernels.Context(1), source, FilterKernel.Gaussian(2.5), one);
        Convolution.Separable(Kernels.Context(4), source, FilterKernel.Gaussian(2.5), four);
        Kernels.AssertSame(one, four);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(2.0)]
    [InlineData(10.0)]
    public void A_Gaussian_sums_to_one_and_has_its_width(double sigma)
    {
        var weights = FilterKernel.Gaussian(sigma, Math.Min(127, (int)(6 * sigma) + 1)).Weights;
        var radius = weights.Length / 2;
        Assert.Equal(1, weights.Sum(weight => (double)weight), 1e-6);

        // Taking the curve at the centres costs 1.7e-4 of the variance at the narrowest.
        Assert.Equal(sigma * sigma, weights.Select((weight, i) => (double)weight * (i - radius) * (i - radius)).Sum(), sigma * sigma * 2e-4);
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        using var plane = new Plane<float>(8, 8);
        using var other = new Plane<float>(8, 7);
        Assert.Throws<ArgumentException>(() => new FilterKernel([1, 2]));
        Assert.Throws<ArgumentException>(() => Convolution.Separable(Kernels.Context(1), plane, FilterKernel.Binomial5, plane));
        Assert.Throws<ArgumentException>(() => Convolution.Separable(Kernels.Context(1), plane, FilterKernel.Binomial5, other));
        Assert.Throws<ArgumentException>(() => Convolution.Dense(Kernels.Context(1), other, new float[8], new Plane<float>(8, 7)));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_box_is_the_mean_of_its_square(int width, int height)
    {
        using var source = Kernels.NoisePlane(width, height, 8);
        foreach (var radius in new[] { 0, 1, 4, 40 })
        {
            using var found = Kernels.DirtyPlane(width, height);
            using var truth = new Plane<float>(width, height);
            BoxBlur.Run(Kernels.Context(2), source, radius, found);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    // On big planes a sparse grid and the borders; each truth is a full double sum.
                    if (width * height > 5000 && x > 3 && x % 37 != 0 && x < width - 3)
                    {
                        truth[x, y] = found[x, y];
                        continue;
                    }

                    truth[x, y] = (float)BoxMean(source, x, y, radius);
                }
            }

            Kernels.AssertNear(truth, found, 2e-7f);
        }
    }

    private static double BoxMean(Plane<float> source, int x, int y, int radius)
    {
        var sum = 0.0;
        for (var dy = -radius; dy <= radius; dy++)
        {
            var row = source.Row(Kernels.Mirror(y + dy, source.Height));
            for (var dx = -radius; dx <= radius; dx++)
            {
                sum += row[Kernels.Mirror(x + dx, source.Width)];
            }
        }

        return sum / ((2 * radius) + 1) / ((2 * radius) + 1);
    }

    private static Plane<float> SeparableTruth(Plane<float> source, FilterKernel horizontal, FilterKernel vertical)
    {
        var down = new Plane<float>(source.Width, source.Height);
        var both = new Plane<float>(source.Width, source.Height);
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                down[x, y] = Enumerable.Range(0, vertical.Weights.Length).Aggregate(0f, (sum, k) =>
                    MathF.FusedMultiplyAdd(source[x, Kernels.Mirror(y + k - vertical.Radius, source.Height)], vertical.Weights[k], sum));
            }

            for (var x = 0; x < source.Width; x++)
            {
                both[x, y] = Enumerable.Range(0, horizontal.Weights.Length).Aggregate(0f, (sum, k) =>
                    MathF.FusedMultiplyAdd(down[Kernels.Mirror(x + k - horizontal.Radius, source.Width), y], horizontal.Weights[k], sum));
            }
        }

        return both;
    }

    private static Plane<float> DenseTruth(Plane<float> source, float[] weights, int side)
    {
        var truth = new Plane<float>(source.Width, source.Height);
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                truth[x, y] = Enumerable.Range(0, weights.Length).Aggregate(0f, (sum, k) => MathF.FusedMultiplyAdd(
                    source[Kernels.Mirror(x + (k % side) - (side / 2), source.Width), Kernels.Mirror(y + (k / side) - (side / 2), source.Height)],
                    weights[k],
                    sum));
            }
        }

        return truth;
    }
}
