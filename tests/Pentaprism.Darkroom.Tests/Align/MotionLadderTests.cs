using Pentaprism.Darkroom.Align;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align;

public sealed class MotionLadderTests
{
    private static readonly Matrix3x3 _turn = new(Math.Cos(0.01), -Math.Sin(0.01), 0.02, Math.Sin(0.01), Math.Cos(0.01), -0.03, 0, 0, 1);
    private static readonly Matrix3x3 _shear = new(1.01, 0.004, 0.02, -0.006, 0.99, -0.03, 0, 0, 1);
    private static readonly Matrix3x3 _perspective = new(1.01, 0.004, 0.02, -0.006, 0.99, -0.03, 0.02, -0.01, 1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void The_simplest_motion_that_explains_the_points_is_taken(double wrong)
    {
        foreach (var (truth, kind) in new[] { (_turn, MotionKind.Euclidean), (_shear, MotionKind.Affine), (_perspective, MotionKind.Homography) })
        {
            var outcome = MotionLadder.Climb(Points(truth, 200, 1e-4, wrong), MotionKind.Homography)!;
            Assert.Equal(kind, outcome.Fitted.Kind);
            foreach (var (x, y) in new[] { (-0.8, -0.6), (0.8, -0.6), (-0.8, 0.6), (0.8, 0.6) })
            {
                var (a, b) = (outcome.Fitted.Motion * new Vector3d(x, y, 1), truth * new Vector3d(x, y, 1));
                var error = Math.Sqrt(Math.Pow((a.X / a.Z) - (b.X / b.Z), 2) + Math.Pow((a.Y / a.Z) - (b.Y / b.Z), 2));
                Assert.InRange(error, 0, 4 * outcome.Fitted.ErrorAt(x, y));
                Assert.InRange(outcome.Fitted.ErrorAt(x, y), 1e-6, 1e-4);
            }
        }
    }

    [Fact]
    public void Points_that_know_one_direction_only_determine_a_motion_together()
    {
        var points = Points(_turn, 60, 1e-4, 0);
        for (var k = 0; k < points.Length; k++)
        {
            var (c, s) = (Math.Cos(k), Math.Sin(k));
            points[k] = points[k] with { Wxx = 1e8 * c * c, Wxy = 1e8 * c * s, Wyy = 1e8 * s * s };
        }

        var fitted = MotionLadder.Climb(points, MotionKind.Euclidean)!.Fitted;
        Assert.Equal(_turn.M21, fitted.Motion.M21, 2e-4);
        Assert.Equal(_turn.M13, fitted.Motion.M13, 2e-4);
    }

    [Fact]
    public void Too_few_points_give_nothing() => Assert.Null(MotionLadder.Climb(Points(_turn, 2, 1e-4, 0), MotionKind.Homography));

    [Fact]
    public void A_system_is_solved_and_a_singular_one_refused()
    {
        double[] values = [5, 7];
        Assert.True(PositiveSystem.TrySolve(new double[,] { { 4, 1 }, { 1, 3 } }, values));
        Assert.Equal(8 / 11.0, values[0], 1e-12);
        Assert.Equal(23 / 11.0, values[1], 1e-12);
        Assert.False(PositiveSystem.TrySolve(new double[,] { { 1, 2 }, { 2, 4 } }, [1, 2]));
    }

    [Theory]
    [InlineData(17, -9)]
    [InlineData(-40, 3)]
    public void Phase_correlation_tells_the_shift(int dx, int dy)
    {
        var scene = new Scenes(4);
        var peaks = PhaseCorrelation.Find(Picture(scene, 0, 0), Picture(scene, dx, dy), 1e-6, 2, Scenes.Context);
        Assert.Equal((dx, dy), (peaks[0].X, peaks[0].Y));
        Assert.True(peaks[0].Height > 2 * peaks[1].Height);
    }

    // What lies at (x, y) without the shift lies at (x + dx, y + dy) with it.
    private static Plane<float> Picture(Scenes scene, int dx, int dy)
    {
        var random = new Random(dx);
        var plane = new Plane<float>(200, 150);
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < plane.Width; x++)
            {
                plane[x, y] = (float)scene.At(4.0 * (x - dx), 4.0 * (y - dy)) + (0.001f * random.NextSingle());
            }
        }

        return plane;
    }

    private static Correspondence[] Points(Matrix3x3 truth, int count, double noise, double wrong)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(k =>
        {
            var (x, y) = ((random.NextDouble() * 1.6) - 0.8, (random.NextDouble() * 1.2) - 0.6);
            var q = truth * new Vector3d(x, y, 1);
            var astray = k < wrong * count ? 0.02 : 0;
            return new Correspondence(
                x, y, (q.X / q.Z) + (noise * Normal()) + astray, (q.Y / q.Z) + (noise * Normal()), 1 / (noise * noise), 0, 1 / (noise * noise));
        })];

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
