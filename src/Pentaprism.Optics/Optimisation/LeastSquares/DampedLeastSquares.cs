namespace Pentaprism.Optics.Optimisation.LeastSquares;

/// <summary>When a descent ends and how it begins.</summary>
internal sealed record DescentOptions
{
    /// <summary>Gets the largest number of linearisations.</summary>
    public int Iterations { get; init; } = 200;

    /// <summary>Gets the damping of the first step, relative to the diagonal of JᵀJ.</summary>
    public double Damping { get; init; } = 1e-2;

    /// <summary>Gets how far a variable may move in one step; the damping grows until it does not.</summary>
    public double Reach { get; init; } = double.PositiveInfinity;

    /// <summary>Gets the relative gain of the sum of squares below which an iteration counts as idle; three idle ones end the descent.</summary>
    public double Tolerance { get; init; } = 1e-7;
}

/// <summary>Where a descent ended.</summary>
internal readonly record struct Descent(double SumOfSquares, int Iterations, DescentEnd End);

/// <summary>
/// Damped least squares: (JᵀJ + λ diag JᵀJ) step = −Jᵀr, after Levenberg (1944) and Marquardt (1963), with the bounds ahead foreseen by the <see cref="LinearModel"/>.
/// The damping follows the ratio of the gain to the predicted gain (Nielsen, IMM-REP-1999-05). Only steps that make the sum smaller are taken, so the last point is
/// the best.
/// </summary>
internal sealed class DampedLeastSquares
{
    private const int IdleIterations = 3;
    private const double LargestDamping = 1e12;

    private readonly ILeastSquares _problem;
    private readonly double[] _jacobian;
    private readonly double[] _residuals;
    private readonly double[] _trialResiduals;
    private readonly double[] _trial;
    private readonly double[] _step;
    private readonly LinearModel _model;

    /// <summary>Makes room for the descents of one problem.</summary>
    public DampedLeastSquares(ILeastSquares problem)
    {
        _problem = problem;
        var (n, m) = (problem.Variables, problem.Residuals);
        _jacobian = new double[n * m];
        _residuals = new double[m];
        _trialResiduals = new double[m];
        _trial = new double[n];
        _step = new double[n];
        _model = new LinearModel(n, problem.Hinges);
    }

    /// <summary>Descends.</summary>
    /// <param name="point">Where to begin; replaced by the best point.</param>
    /// <param name="options">When to end.</param>
    /// <param name="improved">Told the iteration and the sum of squares of the point after every step that was taken.</param>
    /// <param name="cancellation">Ends the descent early.</param>
    public Descent Descend(double[] point, DescentOptions options, Action<int, double>? improved, CancellationToken cancellation)
    {
        var damping = options.Damping;
        var growth = 2.0;
        var idle = 0;
        _problem.Evaluate(point, _residuals);
        var sum = SumOfSquares(_residuals);
        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            if (cancellation.IsCancellationRequested)
            {
                return new Descent(sum, iteration - 1, DescentEnd.Cancelled);
            }

            _problem.Linearise(point, _residuals, _jacobian);
            _model.Take(_jacobian, _residuals);
            double gain;
            while (true)
            {
                gain = TryStep(point, sum, damping, options.Reach, out var ratio);
                if (gain > 0)
                {
                    damping *= Math.Max(0.1, 1 - Math.Pow((2 * ratio) - 1, 3));
                    growth = 2;
                    break;
                }

                damping *= growth;
                growth *= 2;
                if (damping > LargestDamping)
                {
                    return new Descent(sum, iteration, DescentEnd.NoBetterStep);
                }
            }

            _trial.CopyTo(point, 0);
            sum -= gain;
            improved?.Invoke(iteration, sum);
            idle = gain < options.Tolerance * sum ? idle + 1 : 0;
            if (idle == IdleIterations || sum == 0)
            {
                return new Descent(sum, iteration, DescentEnd.Converged);
            }
        }

        return new Descent(sum, options.Iterations, DescentEnd.IterationLimit);
    }

    private double SumOfSquares(ReadOnlySpan<double> residuals)
    {
        var sum = 0.0;
        var plain = residuals.Length - _problem.Hinges;
        for (var i = 0; i < residuals.Length; i++)
        {
            var r = i < plain ? residuals[i] : Math.Max(0, residuals[i]);
            sum += r * r;
        }

        return double.IsFinite(sum) ? sum : double.MaxValue;
    }

    /// <summary>Tries the step of one damping.</summary>
    /// <returns>By how much the sum of squares becomes smaller; 0 or below where it does not.</returns>
    private double TryStep(ReadOnlySpan<double> point, double sum, double damping, double reach, out double ratio)
    {
        ratio = 0;
        if (!_model.Solve(damping, _step))
        {
            return 0;
        }

        for (var i = 0; i < _step.Length; i++)
        {
            if (Math.Abs(_step[i]) > reach)
            {
                return 0;
            }

            _trial[i] = point[i] + _step[i];
        }

        _problem.Evaluate(_trial, _trialResiduals);
        var gain = sum - SumOfSquares(_trialResiduals);
        ratio = gain / Math.Max(_model.Gain(_step), double.Epsilon);
        return gain;
    }
}
