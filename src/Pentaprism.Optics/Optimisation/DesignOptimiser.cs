using Pentaprism.Optics.Optimisation.LeastSquares;
using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Finds the minimum of a design problem next to its start.</summary>
/// <remarks>
/// Damped least squares with exact derivatives; limits by an augmented Lagrangian around it: descents alternate with moves of the
/// multipliers, and the penalty rises where violations do not shrink. The same problem gives the same lens on every run.
/// </remarks>
public static class DesignOptimiser
{
    private const int MostRounds = 30;

    /// <summary>Longest step of a variable, in the scale of <see cref="VariableMap"/>.</summary>
    private const double Reach = 1;

    private const double Shrinking = 0.3;
    private const double Stiffer = 4;

    /// <summary>Penalty at the beginning, in parts of the image merit of the start.</summary>
    private const double InitialPenalty = 0.01;

    /// <summary>Improves the start of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">How long and how exactly.</param>
    /// <param name="progress">Told of every step taken; may be null.</param>
    /// <param name="cancellation">Ends early with the best lens so far.</param>
    /// <returns>The best lens found. Where limits cannot be met together it says which fail and by how much.</returns>
    /// <exception cref="DesignException">The problem does not fit the lens.</exception>
    public static DesignResult Improve(
        DesignProblem problem, DesignOptions options, IProgress<DesignProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        if (!problem.Variables.Any(variable => variable.Kind == VariableKind.Glass))
        {
            return Descend(problem, options, 0, progress, cancellation);
        }

        var models = GlassChoice.WithModels(problem);
        var free = Descend(models, options, 0, progress, cancellation);
        var used = free.Iterations;
        return GlassChoice.Choose(models with { Start = free.Lens }, posed =>
        {
            var result = Descend(posed, options, used, progress, cancellation);
            used += result.Iterations;
            return result with { Iterations = used };
        });
    }

    /// <summary>Judges a lens by a problem without changing it.</summary>
    /// <param name="problem">The problem; its start is judged.</param>
    /// <returns>How good it is.</returns>
    /// <exception cref="DesignException">The problem does not fit the lens.</exception>
    public static DesignScore Judge(DesignProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var merit = new MeritFunction(problem);
        return merit.Score(new double[merit.Variables], new DesignOptions().LimitTolerance);
    }

    private static DesignResult Descend(
        DesignProblem problem, DesignOptions options, int before, IProgress<DesignProgress>? progress, CancellationToken cancellation)
    {
        var merit = new MeritFunction(problem);
        var descent = new DampedLeastSquares(merit);
        var point = new double[merit.Variables];
        merit.Limits.Penalty = Math.Max(1, InitialPenalty * merit.ImageSum(point));
        merit.AllowedFailures = merit.FailedRays;
        var (used, last) = (0, double.PositiveInfinity);
        var best = new BestPoint(point, double.PositiveInfinity, double.PositiveInfinity);
        var end = DescentEnd.IterationLimit;
        for (var round = 0; round < MostRounds && used < options.Iterations; round++)
        {
            // A quarter of what is left stays for settling the limits.
            var left = options.Iterations - used;
            var offset = before + used;
            var descentOptions = new DescentOptions
            {
                Iterations = left - (left / 4),
                Tolerance = options.Tolerance,
                Reach = Reach,
            };
            var run = descent.Descend(
                point,
                descentOptions,
                (iteration, sum) =>
                {
                    merit.AllowedFailures = merit.FailedRays;
                    progress?.Report(new DesignProgress(offset + iteration, sum, () => merit.LensAt(point)));
                },
                cancellation);
            used += run.Iterations;
            end = run.End;
            var image = merit.ImageSum(point);
            var worst = merit.Limits.Worst();
            best = best.Better(point, image, worst, options.LimitTolerance);
            if (end == DescentEnd.Cancelled || (worst <= options.LimitTolerance && end != DescentEnd.IterationLimit))
            {
                break;
            }

            if (worst > Shrinking * last)
            {
                merit.Limits.Raise(Stiffer);
            }

            last = worst;
            merit.Limits.Learn();
        }

        return new DesignResult { Lens = merit.LensAt(best.Point), Score = merit.Score(best.Point, options.LimitTolerance), Iterations = used, End = end };
    }

    /// <summary>The best point of several descents: limits first, then the image.</summary>
    private readonly record struct BestPoint(double[] Point, double Image, double Worst)
    {
        public BestPoint Better(double[] point, double image, double worst, double tolerance)
        {
            var better = worst <= tolerance ? Worst > tolerance || image < Image : worst < Worst;
            return better ? new BestPoint([.. point], image, worst) : this;
        }
    }
}
