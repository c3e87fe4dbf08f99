using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Optimisation.LeastSquares;

namespace Pentaprism.Optics.Tests.Optimisation;

public sealed class DampedLeastSquaresTests
{
    [Fact]
    public void A_linear_problem_ends_at_its_analytic_minimum()
    {
        // The line a + b t nearest to (0, 1), (1, 2), (2, 4): a = 5/6, b = 3/2, sum of squares 1/6.
        var line = new Problem(2, 3, (x, r) =>
        {
            (r[0], r[1], r[2]) = (x[0] - 1, x[0] + x[1] - 2, x[0] + (2 * x[1]) - 4);
        });
        double[] point = [10, -10];
        var run = new DampedLeastSquares(line).Descend(point, new DescentOptions { Tolerance = 1e-12 }, null, default);
        Assert.Equal(5.0 / 6, point[0], 1e-7);
        Assert.Equal(1.5, point[1], 1e-7);
        Assert.Equal(1.0 / 6, run.SumOfSquares, 1e-12);
    }

    [Fact]
    public void The_valley_of_Rosenbrock_is_followed_to_its_end()
    {
        double[] point = [-1.2, 1];
        var run = new DampedLeastSquares(Rosenbrock()).Descend(point, new DescentOptions { Iterations = 100 }, null, default);
        Assert.Equal(1, point[0], 1e-9);
        Assert.Equal(1, point[1], 1e-9);
        Assert.True(run.Iterations < 40, $"{run.Iterations} iterations");
    }

    [Fact]
    public void Reports_only_ever_get_better_and_the_last_is_the_result()
    {
        var sums = new List<double>();
        double[] point = [-1.2, 1];
        var run = new DampedLeastSquares(Rosenbrock()).Descend(point, new DescentOptions(), (_, sum) => sums.Add(sum), default);
        Assert.Equal(sums.OrderDescending(), sums);
        Assert.Equal(run.SumOfSquares, sums[^1]);
    }

    [Fact]
    public void No_step_is_longer_than_it_may_be()
    {
        double[] point = [-1.2, 1];
        double[] before = [.. point];
        var longest = 0.0;
        new DampedLeastSquares(Rosenbrock()).Descend(
            point,
            new DescentOptions { Reach = 0.05 },
            (_, _) =>
            {
                longest = Math.Max(longest, Math.Max(Math.Abs(point[0] - before[0]), Math.Abs(point[1] - before[1])));
                point.CopyTo(before, 0);
            },
            default);
        Assert.InRange(longest, 0.04, 0.05);
    }

    [Fact]
    public void Bounds_ahead_are_foreseen()
    {
        // As near as may be to (3, 5) with x ≤ 1 and x + y ≤ 2, both bounds 100 times as strong as the distance, neither of them touched at the start.
        // Without foresight the first step would run 200 units into them and be turned down until it is tiny.
        var evaluations = 0;
        var bounded = new Problem(
            2,
            4,
            (x, r) =>
            {
                evaluations++;
                (r[0], r[1], r[2], r[3]) = (x[0] - 3, x[1] - 5, 100 * (x[0] - 1), 100 * (x[0] + x[1] - 2));
            },
            hinges: 2);
        double[] point = [-4, -4];
        var run = new DampedLeastSquares(bounded).Descend(point, new DescentOptions { Damping = 1e-6, Iterations = 2 }, null, default);

        // With k = 10⁴: the first bound ends open, x + y − 2 = −(y − 5)/k and x − 3 = y − 5.
        const double K = 1e4;
        var y = ((2 + 2) * K / ((2 * K) + 1)) + (5 / ((2 * K) + 1));
        Assert.Equal(y, point[1], 1e-3);
        Assert.Equal(y - 2, point[0], 1e-3);
        Assert.Equal((2 * (y - 5) * (y - 5)) + (K * ((2 * y) - 4) * ((2 * y) - 4)), run.SumOfSquares, 1e-3);
        Assert.Equal(1 + (2 * (1 + 4 + 1)), evaluations);
    }

    [Fact]
    public void Bounds_that_hold_count_for_nothing()
    {
        var idle = new Problem(1, 2, (x, r) => (r[0], r[1]) = (x[0] - 3, x[0] - 10), hinges: 1);
        double[] point = [0];
        var run = new DampedLeastSquares(idle).Descend(point, new DescentOptions { Tolerance = 1e-12 }, null, default);
        Assert.Equal(3, point[0], 1e-6);
        Assert.Equal(0, run.SumOfSquares, 1e-10);
    }

    [Fact]
    public void A_variable_that_moves_nothing_does_no_harm()
    {
        var idle = new Problem(2, 1, (x, r) => r[0] = x[0] - 3);
        double[] point = [0, 7];
        new DampedLeastSquares(idle).Descend(point, new DescentOptions(), null, default);
        Assert.Equal(3, point[0], 1e-6);
        Assert.Equal(7, point[1]);
    }

    [Fact]
    public void Cancelled_descents_stop_where_they_are()
    {
        using var cancel = new CancellationTokenSource();
        double[] point = [-1.2, 1];
        var run = new DampedLeastSquares(Rosenbrock()).Descend(
            point,
            new DescentOptions(),
            (iteration, _) =>
            {
                if (iteration == 3)
                {
                    cancel.Cancel();
                }
            },
            cancel.Token);
        Assert.Equal((3, DescentEnd.Cancelled), (run.Iterations, run.End));
        Assert.InRange(run.SumOfSquares, 1e-6, 24);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 613)]
    [InlineData(13, 1029)]
    public void Normal_equations_are_the_plain_sums(int variables, int rows)
    {
        var random = new Random(5);
        var stride = rows + 3;
        double[] jacobian = [.. Enumerable.Range(0, variables * stride).Select(_ => random.NextDouble() - 0.5)];
        double[] residuals = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5)];
        var (normal, gradient) = (new double[variables * variables], new double[variables]);
        NormalEquations.Form(jacobian, stride, residuals, variables, normal, gradient);
        for (var i = 0; i < variables; i++)
        {
            Assert.Equal(Enumerable.Range(0, rows).Sum(r => jacobian[(i * stride) + r] * residuals[r]), gradient[i], 1e-11);
            for (var j = 0; j < variables; j++)
            {
                Assert.Equal(Enumerable.Range(0, rows).Sum(r => jacobian[(i * stride) + r] * jacobian[(j * stride) + r]), normal[(i * variables) + j], 1e-11);
            }
        }
    }

    [Fact]
    public void Cholesky_solves_what_is_positive_definite_and_refuses_what_is_not()
    {
        double[] matrix = [4, 2, 0.6, 2, 2, 0.5, 0.6, 0.5, 3];
        double[] vector = [1, -2, 3];
        double[] factor = [.. matrix];
        Assert.True(Cholesky.Factor(factor, 3));
        double[] x = [.. vector];
        Cholesky.Solve(factor, 3, x);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(vector[i], (matrix[3 * i] * x[0]) + (matrix[(3 * i) + 1] * x[1]) + (matrix[(3 * i) + 2] * x[2]), 1e-13);
        }

        Assert.False(Cholesky.Factor([1, 2, 2, 1], 2));
    }

    private static Problem Rosenbrock() => new(2, 2, (x, r) => (r[0], r[1]) = (10 * (x[1] - (x[0] * x[0])), 1 - x[0]));

    /// <summary>A problem with derivatives from differences fine enough for these tests.</summary>
    private sealed class Problem(int variables, int residuals, Action<double[], double[]> function, int hinges = 0) : ILeastSquares
    {
        public int Hinges => hinges;

        public int Variables => variables;

        public int Residuals => residuals;

        public void Evaluate(ReadOnlySpan<double> point, Span<double> values)
        {
            var result = new double[residuals];
            function(point.ToArray(), result);
            result.CopyTo(values);
        }

        public void Linearise(ReadOnlySpan<double> point, Span<double> values, Span<double> jacobian)
        {
            Evaluate(point, values);
            var (plus, minus) = (new double[residuals], new double[residuals]);
            for (var v = 0; v < variables; v++)
            {
                const double Step = 1e-5;
                var shifted = point.ToArray();
                shifted[v] = point[v] + Step;
                function(shifted, plus);
                shifted[v] = point[v] - Step;
                function(shifted, minus);
                for (var r = 0; r < residuals; r++)
                {
                    jacobian[(v * residuals) + r] = (plus[r] - minus[r]) / (2 * Step);
                }
            }
        }
    }
}
