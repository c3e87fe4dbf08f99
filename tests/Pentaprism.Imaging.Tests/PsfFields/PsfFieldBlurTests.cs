using System.Collections.Immutable;

namespace Pentaprism.Imaging.Tests.PsfFields;

public sealed class PsfFieldBlurTests
{
    private const double Pitch = 0.002;

    [Fact]
    public void Every_point_becomes_its_own_kernel()
    {
        // Between the middles of tiles kernels are blended, which shows where they change as quickly as in a picture so small.
        AssertOwnKernels(Comet(13), [(20, 30), (200, 150), (331, 77), (100, 260), (60, 200)], 0.03);
    }

    // To and fro within less than two hops of the tiles: a blend from node to node would know nothing of it.
    [Fact]
    public void Kernels_that_change_quickly_with_the_radius_are_still_each_points_own()
    {
        const int Side = 13;
        double[] radii = [.. Enumerable.Range(0, 90).Select(i => 4 * i * Pitch)];
        double Share(double radius) => 0.5 + (0.5 * Math.Sin(2 * Math.PI * radius / (90 * Pitch)));
        var channel = Channel(Side, (t, x, y) => Math.Exp(-((x * x) + Math.Pow(y - 1.2 + (2.4 * t), 2)) / 2)) with
        {
            Coefficients = [.. radii.SelectMany(r => new[] { 1 - Share(r), Share(r) })],
            IdealRadii = [.. radii],
            RealRadii = [.. radii],
        };
        AssertOwnKernels(channel, [(390, 40), (330, 255), (70, 31), (120, 262), (300, 140), (15, 150)], 0.04);
    }

    [Fact]
    public void A_kernel_that_is_the_same_everywhere_is_a_convolution()
    {
        // Symmetric under rotation and of equal size at all radii.
        var channel = Channel(9, (_, x, y) => Math.Exp(-((x * x) + (y * y)) / (2 * 1.7 * 1.7)));
        var kernel = channel.KernelAt(0.1, 0.2);
        var scene = Kernels.NoisePlane(230, 170, 5);
        var picture = Apply(channel, scene);
        for (var y = 0; y < scene.Height; y += 13)
        {
            for (var x = 0; x < scene.Width; x++)
            {
                var sum = 0.0;
                for (var i = 0; i < kernel.Length; i++)
                {
                    sum += kernel[i] * scene[Mirror.Index(x - (i % 9) + 4, scene.Width), Mirror.Index(y - (i / 9) + 4, scene.Height)];
                }

                Assert.Equal(sum, picture[x, y], 2e-4);
            }
        }
    }

    [Fact]
    public void The_transpose_is_the_transpose()
    {
        // ⟨A x, y⟩ = ⟨x, Aᵀ y⟩ for pictures that are dark along their border.
        var channel = Comet(13);
        Plane<float> x = Dark(Kernels.NoisePlane(300, 260, 1)), y = Dark(Kernels.NoisePlane(300, 260, 2));
        using var transposed = new Plane<float>(300, 260);
        PsfFieldBlur.ApplyTransposed(ProcessingContext.Create(), channel, 190, 140, y, transposed);
        Assert.Equal(1, Dot(Apply(channel, x), y) / Dot(x, transposed), 1e-5);

        static Plane<float> Dark(Plane<float> plane)
        {
            for (var i = 0; i < plane.Samples.Length; i++)
            {
                var (column, row) = (i % plane.Width, i / plane.Width);
                plane.Samples[i] *= column is > 20 and < 280 && row is > 20 and < 240 ? 1 : 0;
            }

            return plane;
        }

        static double Dot(Plane<float> a, Plane<float> b)
        {
            var sum = 0.0;
            for (var i = 0; i < a.Samples.Length; i++)
            {
                sum += (double)a.Samples[i] * b.Samples[i];
            }

            return sum;
        }
    }

    [Fact]
    public void The_number_of_workers_changes_no_bit()
    {
        var (channel, scene) = (Comet(13), Kernels.NoisePlane(500, 420, 3));
        using Plane<float> one = new(500, 420), many = new(500, 420);
        PsfFieldBlur.Apply(ProcessingContext.Create() with { Workers = 1 }, channel, 250, 210, scene, one);
        PsfFieldBlur.Apply(ProcessingContext.Create() with { Workers = 7 }, channel, 250, 210, scene, many);
        Assert.True(one.Samples.SequenceEqual(many.Samples));
    }

    [Fact]
    public void The_tail_points_away_from_the_axis()
    {
        var channel = Comet(13);
        foreach (var (x, y) in new[] { (0.3, 0.0), (0.0, -0.25), (-0.2, 0.2) })
        {
            var kernel = channel.KernelAt(x, y);
            double centreX = 0, centreY = 0;
            for (var i = 0; i < kernel.Length; i++)
            {
                (centreX, centreY) = (centreX + (kernel[i] * ((i % 13) - 6)), centreY + (kernel[i] * ((i / 13) - 6)));
            }

            // Along (x, y), and not aside of it.
            Assert.InRange(((centreX * x) + (centreY * y)) / Math.Sqrt((x * x) + (y * y)), 0.2, 3);
            Assert.Equal(0, (centreX * y) - (centreY * x), 1e-3);
        }
    }

    // Off by no more than a share of the kernel's largest value.
    private static void AssertOwnKernels(PsfFieldChannel channel, (int X, int Y)[] points, double share)
    {
        var scene = new Plane<float>(400, 300);
        foreach (var (x, y) in points)
        {
            scene[x, y] = 1;
        }

        var picture = Apply(channel, scene);
        var side = channel.Side;
        foreach (var (x, y) in points)
        {
            var kernel = channel.KernelAt((x + 0.5 - 190) * Pitch, (y + 0.5 - 140) * Pitch);
            for (var i = 0; i < kernel.Length; i++)
            {
                Assert.Equal(kernel[i], picture[x + (i % side) - (side / 2), y + (i / side) - (side / 2)], share * kernel.Max());
            }
        }
    }

    private static Plane<float> Apply(PsfFieldChannel channel, Plane<float> scene)
    {
        var result = new Plane<float>(scene.Width, scene.Height);
        PsfFieldBlur.Apply(ProcessingContext.Create(), channel, 190, 140, scene, result);
        return result;
    }

    // A spot with a tail that grows with the radius.
    private static PsfFieldChannel Comet(int side) => Channel(side, (t, x, y) =>
        Math.Exp(-((x * x) + (y * y)) / (2 * 1.2 * 1.2)) + (y > 0 ? 0.6 * t * Math.Exp(-(x * x) / 2 - (y / 2.5)) * (1 - Math.Exp(-y * y)) : 0));

    // Four radii; of two kernels, at the axis and at the rim.
    private static PsfFieldChannel Channel(int side, Func<double, double, double, double> kernel)
    {
        const int Parts = 5;
        var fine = (side * Parts) + 4;
        ImmutableArray<float> Sampled(double t) => [.. Enumerable.Range(0, fine * fine)
            .Select(i => (float)kernel(t, ((double)(i % fine) - (fine / 2)) / Parts, ((double)(i / fine) - (fine / 2)) / Parts))];
        double[] radii = [0, 0.15, 0.3, 0.6];
        return new PsfFieldChannel
        {
            Name = "test",
            PixelPitch = Pitch,
            Side = side,
            FineSide = fine,
            FineSpacing = Pitch / Parts,
            Basis = [Sampled(0), Sampled(1)],
            Coefficients = [.. radii.SelectMany(r => new[] { 1 - (r / 0.6), r / 0.6 })],
            IdealRadii = [.. radii],
            RealRadii = [.. radii],
            RelativeIllumination = [1, 1, 1, 1],
            EnergyInside = [1, 1, 1, 1],
            Error = 0,
        };
    }
}
