using Pentaprism.Darkroom.Align;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align;

public sealed class TileKernelTests
{
    private static readonly Plane<float> _plane = Noise(90, 70, 1);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.9998, 0.0003)]
    [InlineData(1.0007, -0.002)]
    [InlineData(0.998, 0.06)]
    [InlineData(0.9, 0.4)]
    public void Points_of_a_lattice_are_those_of_the_cubic_spline(double right, double down)
    {
        const int Side = 32;
        var lattice = new TileWarp.Lattice(20.3, 15.8, right, down, -down, right);
        var found = new float[Side * Side];
        TileWarp.Run(_plane, lattice, Side, found);
        for (var k = 0; k < found.Length; k++)
        {
            var x = 20.3 + (k % Side * right) - (k / Side * down);
            var y = 15.8 + (k % Side * down) + (k / Side * right);
            double sum = 0;
            for (var j = (int)y - 2; j <= (int)y + 3; j++)
            {
                for (var i = (int)x - 2; i <= (int)x + 3; i++)
                {
                    var weight = Spline(x - i) * Spline(y - j);
                    sum += weight == 0 ? 0 : weight * _plane[i, j];
                }
            }

            Assert.Equal(sum, found[k], 1e-4);
        }

        // Schoenberg (1946): the cubic B-spline.
        static double Spline(double t) => Math.Abs(t) switch
        {
            < 1 => (2 / 3.0) - (t * t) + (Math.Abs(t * t * t) / 2),
            < 2 => Math.Pow(2 - Math.Abs(t), 3) / 6,
            _ => 0,
        };
    }

    [Fact]
    public void Sums_over_a_tile_are_those_of_the_definition()
    {
        const int Side = 16;
        var values = new float[3 * Side * Side];
        var tile = TileKernel.Take(_plane, 5, 7, Side, values);
        var structure = TileKernel.Measure(_plane, 5, 7, Side);
        var frame = Noise(Side, Side, 2).Samples.ToArray();
        var moments = TileKernel.Compare(values, frame, tile.Mean);
        double gxx = 0, gxy = 0, gyy = 0, tt = 0, ti = 0, gxi = 0, gyi = 0, mean = 0, i1 = 0, i2 = 0;
        for (var k = 0; k < Side * Side; k++)
        {
            mean += _plane[5 + (k % Side), 7 + (k / Side)] / (double)(Side * Side);
        }

        for (var k = 0; k < Side * Side; k++)
        {
            var (x, y) = (5 + (k % Side), 7 + (k / Side));
            var (t, i) = (_plane[x, y] - mean, frame[k] - mean);
            var (gx, gy) = ((_plane[x + 1, y] - _plane[x - 1, y]) / 2.0, (_plane[x, y + 1] - _plane[x, y - 1]) / 2.0);
            (gxx, gxy, gyy, tt) = (gxx + (gx * gx), gxy + (gx * gy), gyy + (gy * gy), tt + (t * t));
            (ti, gxi, gyi, i1, i2) = (ti + (t * i), gxi + (gx * i), gyi + (gy * i), i1 + i, i2 + (i * i));
        }

        Assert.Equal((gxx, gxy, gyy, tt), (tile.Gxx, tile.Gxy, tile.Gyy, tile.TT), Near);
        Assert.Equal((gxx, gxy, gyy, tt), (structure.Xx, structure.Xy, structure.Yy, tile.TT), Near);
        Assert.Equal((ti, gxi, gyi, i1), (moments.TI, moments.GxI, moments.GyI, moments.I), Near);
        Assert.Equal(i2, moments.II, 1e-3);

        static bool Near((double A, double B, double C, double D) a, (double A, double B, double C, double D) b) =>
            Math.Abs(a.A - b.A) < 1e-3 && Math.Abs(a.B - b.B) < 1e-3 && Math.Abs(a.C - b.C) < 1e-3 && Math.Abs(a.D - b.D) < 1e-3;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void What_the_pyramid_leaves_of_noise_is_foretold(int level)
    {
        using var pyramid = GaussianPyramid.Build(Scenes.Context, Noise(1024, 1024, 4), level);
        var picture = pyramid.Levels[level];
        using var plane = new Plane<float>(picture.Width, picture.Height);
        Convolution.Separable(Scenes.Context, picture, new FilterKernel([1 / 6f, 2 / 3f, 1 / 6f]), plane);
        var (sample, derivative) = ProxyNoise.At(level);
        double squares = 0, differences = 0;
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 1; x < plane.Width - 1; x++)
            {
                squares += plane[x, y] * plane[x, y];
                differences += Math.Pow((plane[x + 1, y] - plane[x - 1, y]) / 2, 2);
            }
        }

        var count = (double)plane.Height * (plane.Width - 2);
        Assert.InRange(squares / count / sample, 0.9, 1.1);
        Assert.InRange(differences / count / derivative, 0.9, 1.1);
    }

    // White noise of unit variance without a mean.
    private static Plane<float> Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        var plane = new Plane<float>(width, height);
        foreach (ref var sample in plane.Samples)
        {
            sample = (random.NextSingle() - 0.5f) * MathF.Sqrt(12);
        }

        return plane;
    }
}
