namespace Pentaprism.Imaging.Tests.Resampling;

[Trait("Category", "Kernel")]
public sealed class ResamplerTests
{
    private static readonly ResamplingFilter[] _filters = Enum.GetValues<ResamplingFilter>();

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 1, 1, 1, 1 }, { 1, 7, 3, 2 }, { 7, 1, 2, 5 }, { 2, 2, 5, 9 }, { 37, 29, 20, 40 }, { 50, 50, 7, 3 }, { 131, 60, 66, 61 }, { 60, 70, 333, 75 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_filter_equals_the_sum_of_its_definition(int width, int height, int newWidth, int newHeight)
    {
        using var source = Kernels.NoisePlane(width, height, 1);
        foreach (var filter in _filters)
        {
            using var found = Kernels.DirtyPlane(newWidth, newHeight);
            Resampler.Scale(Kernels.Context(2), source, found, filter);
            using var truth = Truth(source, newWidth, newHeight, filter);
            Kernels.AssertNear(truth, found, 2e-6f);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_constant_stays_itself(int width, int height, int newWidth, int newHeight)
    {
        using var source = new Plane<float>(width, height);
        source.Samples.Fill(0.3f);
        foreach (var filter in _filters)
        {
            using var found = Kernels.DirtyPlane(newWidth, newHeight);
            Resampler.Scale(Kernels.Context(2), source, found, filter);
            Assert.All(found.Samples.ToArray(), sample => Assert.Equal(0.3f, sample, 2e-7));
        }
    }

    [Fact]
    public void Shrinking_by_area_keeps_the_mean()
    {
        using var source = Kernels.NoisePlane(120, 90, 2);
        using var found = Kernels.DirtyPlane(37, 19);
        Resampler.Scale(Kernels.Context(2), source, found, ResamplingFilter.Area);
        Assert.Equal(source.Samples.ToArray().Average(sample => (double)sample), found.Samples.ToArray().Average(sample => (double)sample), 1e-6);
    }

    [Fact]
    public void A_slope_keeps_its_place_at_any_size()
    {
        using var source = new Plane<float>(64, 8);
        for (var x = 0; x < 64; x++)
        {
            for (var y = 0; y < 8; y++)
            {
                source[x, y] = x + 0.5f;
            }
        }

        foreach (var width in new[] { 32, 50, 97, 128, 200 })
        {
            foreach (var filter in new[] { ResamplingFilter.CatmullRom, ResamplingFilter.Mitchell })
            {
                using var found = Kernels.DirtyPlane(width, 8);
                Resampler.Scale(Kernels.Context(1), source, found, filter);
                for (var x = width / 8; x < width - (width / 8); x++)
                {
                    // Shrinking takes a sampled kernel, whose first moment is only nearly that of the continuous one.
                    Assert.Equal((x + 0.5f) * 64 / width, found[x, 3], width < 64 ? 0.02 : 2e-5);
                }
            }
        }
    }

    [Fact]
    public void Workers_do_not_change_a_sample()
    {
        using var source = Kernels.NoisePlane(401, 300, 3);
        using var one = Kernels.DirtyPlane(301, 333);
        using var four = Kernels.DirtyPlane(301, 333);
        Resampler.Scale(Kernels.Context(1), source, one, ResamplingFilter.Lanczos3);
        Resampler.Scale(Kernels.Context(4), source, four, ResamplingFilter.Lanczos3);
        Kernels.AssertSame(one, four);
    }

    private static Plane<float> Truth(Plane<float> source, int width, int height, ResamplingFilter filter)
    {
        var (across, down) = (Weights(source.Width, width, filter), Weights(source.Height, height, filter));
        var truth = new Plane<float>(width, height);
        var columns = new double[source.Width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                columns[x] = Enumerable.Range(0, source.Height).Sum(j => down[y][j] * source[x, j]);
            }

            for (var x = 0; x < width; x++)
            {
                truth[x, y] = (float)Enumerable.Range(0, source.Width).Sum(j => across[x][j] * columns[j]);
            }
        }

        return truth;
    }

    private static double[][] Weights(int oldSide, int newSide, ResamplingFilter filter) => [.. Enumerable.Range(0, newSide).Select(i =>
    {
        var scale = (double)oldSide / newSide;
        var stretch = Math.Max(1, scale);
        var centre = (i + 0.5) * scale;
        var weights = new double[oldSide];
        for (var j = -8 * (int)Math.Ceiling(stretch); j < oldSide + (8 * stretch); j++)
        {
            weights[Math.Clamp(j, 0, oldSide - 1)] += filter == ResamplingFilter.Area
                ? Math.Max(0, Math.Min(j + 1, centre + (scale / 2)) - Math.Max(j, centre - (scale / 2)))
                : Kernel(filter, Math.Abs(j + 0.5 - centre) / stretch);
        }

        var sum = weights.Sum();
        return weights.Select(weight => weight / sum).ToArray();
    })];

    private static double Kernel(ResamplingFilter filter, double x) => filter switch
    {
        // Mitchell with B = C = 1/3 and Catmull-Rom, each written out.
        ResamplingFilter.Mitchell => x < 1 ? ((7 * x * x * x) - (12 * x * x) + (16.0 / 3)) / 6
            : x < 2 ? ((-7.0 / 3 * x * x * x) + (12 * x * x) - (20 * x) + (32.0 / 3)) / 6 : 0,
        ResamplingFilter.CatmullRom => x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1 : x < 2 ? (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2 : 0,
        _ => x < 1e-12 ? 1 : x < 3 ? 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x) : 0,
    };
}
