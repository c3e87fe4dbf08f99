namespace Pentaprism.Imaging.Tests.Fourier;

[Trait("Category", "Kernel")]
public sealed class PlaneTransformTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 2, 2 }, { 4, 2 }, { 2, 8 }, { 16, 16 }, { 32, 8 }, { 8, 64 }, { 128, 16 }, { 64, 256 }, { 512, 64 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Bins_equal_the_sum_of_the_definition(int width, int height)
    {
        var transform = new PlaneTransform(width, height);
        using var picture = Kernels.NoisePlane(width, height, 1);
        var (real, imaginary) = Forward(transform, picture, 2);
        var step = Math.Max(1, width * height / 400);
        for (var i = 0; i < transform.Columns * height; i += step)
        {
            var (u, v) = (i % transform.Columns, i / transform.Columns);
            var truth = NaiveDft.At(picture, u, v);

            // A tenth of a millionth of the largest bin, which is the sum of all samples.
            var tolerance = 2e-7 * Math.Max(8, width * height * 0.5);
            Assert.Equal(truth.Real, real[u, v], tolerance);
            Assert.Equal(truth.Imaginary, imaginary[u, v], tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void There_and_back_gives_the_picture_back(int width, int height)
    {
        var transform = new PlaneTransform(width, height);
        using var picture = Kernels.NoisePlane(width, height, 2);
        var (real, imaginary) = Forward(transform, picture, 2);
        using var back = Kernels.DirtyPlane(width, height);
        transform.Inverse(Kernels.Context(2), real, imaginary, back);
        Kernels.AssertNear(picture, back, 3e-6f);
    }

    [Fact]
    public void A_moved_impulse_is_pure_phase_and_energy_is_kept()
    {
        var transform = new PlaneTransform(64, 32);
        using var picture = new Plane<float>(64, 32);
        picture[5, 3] = 1;
        var (real, imaginary) = Forward(transform, picture, 1);
        for (var v = 0; v < 32; v++)
        {
            for (var u = 0; u <= 32; u++)
            {
                var angle = -2 * Math.PI * ((u * 5 / 64.0) + (v * 3 / 32.0));
                Assert.Equal(Math.Cos(angle), real[u, v], 1e-6);
                Assert.Equal(Math.Sin(angle), imaginary[u, v], 1e-6);
            }
        }
    }

    [Fact]
    public void Energy_is_kept()
    {
        var transform = new PlaneTransform(128, 64);
        using var picture = Kernels.NoisePlane(128, 64, 4);
        var (real, imaginary) = Forward(transform, picture, 1);
        var energy = 0.0;
        for (var v = 0; v < 64; v++)
        {
            for (var u = 0; u <= 64; u++)
            {
                var power = ((double)real[u, v] * real[u, v]) + ((double)imaginary[u, v] * imaginary[u, v]);
                energy += u is 0 or 64 ? power : 2 * power;
            }
        }

        var truth = picture.Samples.ToArray().Sum(sample => (double)sample * sample);
        Assert.Equal(truth, energy / (128 * 64), 1e-6 * truth);
    }

    [Fact]
    public void Workers_do_not_change_a_bin()
    {
        var transform = new PlaneTransform(256, 256);
        using var picture = Kernels.NoisePlane(256, 256, 5);
        var (realOne, imaginaryOne) = Forward(transform, picture, 1);
        var (realFour, imaginaryFour) = Forward(transform, picture, 4);
        Kernels.AssertSame(realOne, realFour);
        Kernels.AssertSame(imaginaryOne, imaginaryFour);
    }

    [Fact]
    public void Other_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PlaneTransform(12, 16));
        Assert.Throws<ArgumentException>(() => new PlaneTransform(1, 16));
        using var plane = new Plane<float>(16, 16);
        Assert.Throws<ArgumentException>(() => new PlaneTransform(16, 16).Forward(Kernels.Context(1), plane, plane, plane));
    }

    private static (Plane<float> Real, Plane<float> Imaginary) Forward(PlaneTransform transform, Plane<float> picture, int workers)
    {
        var (real, imaginary) = (Kernels.DirtyPlane(transform.Columns, transform.Height), Kernels.DirtyPlane(transform.Columns, transform.Height));
        transform.Forward(Kernels.Context(workers), picture, real, imaginary);
        return (real, imaginary);
    }
}
