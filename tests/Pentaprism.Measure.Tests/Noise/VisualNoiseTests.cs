using System.Text.Json;
using Pentaprism.Imaging;
using Pentaprism.Measure.Noise;
using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Noise;

public sealed class VisualNoiseTests
{
    // Half-widths in degrees and weights of the eye's filters (Zhang and Wandell 1996, as ISETCam has them).
    private static readonly (double HalfWidth, double Weight)[][] _eye =
    [
        [(0.05, 1.00327), (0.225, 0.114416), (7, -0.117686)],
        [(0.0685, 0.616725), (0.826, 0.383275)],
        [(0.092, 0.567885), (0.6451, 0.432115)],
    ];

    [DataFact("measure/isetcam/metrics_scielab_filters_small.json")]
    public void Filters_are_those_of_ISETCam()
    {
        const double PixelsPerDegree = 101;
        var stored = JsonDocument.Parse(File.ReadAllText(TestData.Path("measure/isetcam/metrics_scielab_filters_small.json"))).RootElement;
        for (var channel = 0; channel < 3; channel++)
        {
            var gaussians = OpponentFilters.Of(channel, PixelsPerDegree).ToList();
            var middle = gaussians[0].Kernel.Radius;
            double At(int x) => gaussians.Sum(one => one.Weight * one.Kernel.Weights[x] * one.Kernel.Weights[middle]);

            Assert.Equal(stored.GetProperty("initial_filter_size").GetDouble(), (2 * middle) + 1);
            Assert.Equal(1, At(middle) / stored.GetProperty("initial_filter_peaks")[channel].GetDouble(), 1e-6);

            // The middle row, resampled to 129 points, its peak 1 but for the resampling.
            double[] row = [.. stored.GetProperty("initial_filter_center_rows_norm")[channel].EnumerateArray().Select(value => value.GetDouble())];
            double Resampled(int i)
            {
                var at = i * 2.0 * middle / (row.Length - 1);
                var left = Math.Min((int)at, (2 * middle) - 1);
                return double.Lerp(At(left), At(left + 1), at - left) / Math.Abs(At(middle));
            }

            var scale = row[64] / Resampled(64);
            Assert.All(Enumerable.Range(0, row.Length), i => Assert.Equal(row[i], scale * Resampled(i), 2e-6));
        }
    }

    [Theory]
    [InlineData(3, 60)]
    [InlineData(8, 60)]
    [InlineData(8, 300)]
    public void A_faint_grating_is_seen_as_strongly_as_the_filters_let_through(int cyclesPerDegree, int pixelsPerDegree)
    {
        const double Light = 0.2;
        const double Contrast = 0.02;
        var side = 5 * pixelsPerDegree;
        var plane = new Plane<float>(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                plane[x, y] = (float)(Light * (1 + (Contrast * Math.Cos(2 * Math.PI * cyclesPerDegree * (x + 0.5) / pixelsPerDegree))));
            }
        }

        var seen = VisualNoise.Of(plane, plane, plane, RgbSpace.Srgb, new PixelRectangle(0, 0, side, side), pixelsPerDegree, ProcessingContext.Create());

        // White light through the filters, and the slopes of L*, a* and b* at its level.
        var white = RgbSpace.Srgb.White.ToXyz();
        var opponent = OpponentFilters.FromXyz * white;
        var filtered = OpponentFilters.FromXyz.Inverse() * new Vector3d(opponent.X * Passed(0), opponent.Y * Passed(1), opponent.Z * Passed(2));
        var part = filtered / white * (Contrast * Math.Cbrt(Light) / 3 / Math.Sqrt(2));
        Assert.NotNull(seen);
        Assert.Equal(1, seen.L / (116 * Math.Abs(part.Y)), 0.01);
        Assert.Equal(1, seen.A / (500 * Math.Abs(part.X - part.Y)), 0.02);
        Assert.Equal(1, seen.B / (200 * Math.Abs(part.Y - part.Z)), 0.02);
        Assert.Equal(1 / Math.Sqrt((seen.L * seen.L) + (seen.A * seen.A) + (seen.B * seen.B)), seen.Ratio, 1e-9);

        double Passed(int channel)
        {
            var half = pixelsPerDegree / 2;
            return _eye[channel].Sum(one =>
            {
                var weights = Enumerable.Range(-half, (2 * half) + 1).Select(x => (X: (double)x / pixelsPerDegree, W: Math.Pow(0.5, Math.Pow(x / (one.HalfWidth * pixelsPerDegree), 2)))).ToList();
                return one.Weight * weights.Sum(sample => sample.W * Math.Cos(2 * Math.PI * cyclesPerDegree * sample.X)) / weights.Sum(sample => sample.W);
            }) / _eye[channel].Sum(one => one.Weight);
        }
    }

    [Fact]
    public void An_area_of_less_than_a_degree_tells_nothing()
    {
        var plane = new Plane<float>(50, 80);

        Assert.Null(VisualNoise.Of(plane, plane, plane, RgbSpace.Srgb, new PixelRectangle(0, 0, 50, 80), 60, ProcessingContext.Create()));
    }
}
