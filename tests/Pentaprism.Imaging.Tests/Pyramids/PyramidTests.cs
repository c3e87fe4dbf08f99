namespace Pentaprism.Imaging.Tests.Pyramids;

[Trait("Category", "Kernel")]
public sealed class PyramidTests
{
    private static readonly float[] _binomial = [1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f];

    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 1, 8 }, { 9, 1 }, { 2, 2 }, { 3, 2 }, { 4, 5 }, { 16, 9 }, { 33, 34 }, { 64, 63 }, { 131, 70 }, { 1003, 37 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Reducing_equals_the_scalar_truth_bit_by_bit(int width, int height)
    {
        using var fine = Kernels.NoisePlane(width, height, 1);
        using var found = Kernels.DirtyPlane((width + 1) / 2, (height + 1) / 2);
        using var truth = new Plane<float>(found.Width, found.Height);
        PyramidStep.Reduce(Kernels.Context(2), fine, found);
        for (var y = 0; y < truth.Height; y++)
        {
            for (var x = 0; x < truth.Width; x++)
            {
                var sum = 0f;
                for (var i = 0; i < 5; i++)
                {
                    var column = Kernels.Mirror((2 * x) + i - 2, width);
                    var down = 0f;
                    for (var k = 0; k < 5; k++)
                    {
                        down = MathF.FusedMultiplyAdd(fine[column, Kernels.Mirror((2 * y) + k - 2, height)], _binomial[k], down);
                    }

                    sum = MathF.FusedMultiplyAdd(down, _binomial[i], sum);
                }

                truth[x, y] = sum;
            }
        }

        Kernels.AssertSame(truth, found);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Expanding_is_filtering_between_zeros(int width, int height)
    {
        using var coarse = Kernels.NoisePlane((width + 1) / 2, (height + 1) / 2, 2);
        using var found = Kernels.DirtyPlane(width, height);
        using var truth = new Plane<float>(width, height);
        PyramidStep.Expand(Kernels.Context(2), coarse, found);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var j = -2; j <= 2; j++)
                {
                    for (var i = -2; i <= 2; i++)
                    {
                        var (column, row) = (Kernels.Mirror(x + i, width), Kernels.Mirror(y + j, height));
                        if (((x + i) % 2 == 0) && ((y + j) % 2 == 0))
                        {
                            sum += 4.0 * _binomial[i + 2] * _binomial[j + 2] * coarse[column / 2, row / 2];
                        }
                    }
                }

                truth[x, y] = (float)sum;
            }
        }

        Kernels.AssertNear(truth, found, 4e-7f);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_constant_stays_itself(int width, int height)
    {
        using var fine = new Plane<float>(width, height);
        fine.Samples.Fill(0.7f);
        using var pyramid = LaplacianPyramid.Build(Kernels.Context(1), fine, 3);
        Assert.All(pyramid.Details, detail => Assert.All(detail.Samples.ToArray(), sample => Assert.Equal(0, sample, 2e-7)));
        Assert.All(pyramid.Remainder.Samples.ToArray(), sample => Assert.Equal(0.7f, sample, 2e-7));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Adding_up_the_bands_gives_the_picture_back(int width, int height)
    {
        using var picture = Kernels.NoisePlane(width, height, 3);
        var before = picture.Samples.ToArray();
        var context = Kernels.Context(2);
        for (var bands = 1; bands <= 5; bands++)
        {
            using var pyramid = LaplacianPyramid.Build(context, picture, bands);
            Assert.Equal(bands, pyramid.Details.Length);
            using var back = Kernels.DirtyPlane(width, height);
            pyramid.Collapse(context, back);
            Kernels.AssertNear(picture, back, 4e-7f);
        }

        Assert.Equal(before, picture.Samples.ToArray());
        Assert.Equal(0, context.Pool.LentBytes);
    }

    [Fact]
    public void Workers_do_not_change_a_sample()
    {
        using var picture = Kernels.NoisePlane(517, 301, 4);
        using var one = LaplacianPyramid.Build(Kernels.Context(1), picture, 4);
        using var four = LaplacianPyramid.Build(Kernels.Context(4), picture, 4);
        for (var i = 0; i < 4; i++)
        {
            Kernels.AssertSame(one.Details[i], four.Details[i]);
        }

        Kernels.AssertSame(one.Remainder, four.Remainder);
    }

    [Fact]
    public void A_Gaussian_pyramid_halves_and_gives_its_memory_back()
    {
        var context = Kernels.Context(2);
        using var picture = Kernels.NoisePlane(100, 37, 5);
        using (var pyramid = GaussianPyramid.Build(context, picture, 3))
        {
            Assert.Equal([(100, 37), (50, 19), (25, 10), (13, 5)], pyramid.Levels.Select(level => (level.Width, level.Height)));
        }

        Assert.Equal(0, context.Pool.LentBytes);
        Assert.Equal(1, picture.Samples.Length / 3700);
        Assert.Equal(3, GaussianPyramid.Halvings(100, 37, 5));
        Assert.Equal(0, GaussianPyramid.Halvings(1, 37, 1));
    }

    [Fact]
    public void Zeros_filled_with_another_pyramid_collapse_to_its_picture()
    {
        var context = Kernels.Context(1);
        using var picture = Kernels.NoisePlane(45, 31, 6);
        using var from = LaplacianPyramid.Build(context, picture, 3);
        using var to = LaplacianPyramid.Zeros(context, 45, 31, 3);
        for (var i = 0; i < 3; i++)
        {
            from.Details[i].Samples.CopyTo(to.Details[i].Samples);
        }

        from.Remainder.Samples.CopyTo(to.Remainder.Samples);
        using var back = Kernels.DirtyPlane(45, 31);
        to.Collapse(context, back);
        Kernels.AssertNear(picture, back, 4e-7f);
    }
}
