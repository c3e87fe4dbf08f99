using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Brings a lens up to a problem that its start is far from: field and aperture grow together from a part to the whole.</summary>
/// <remarks>
/// A step of growth is taken back and halved where rays of the improved lens fail, or where its merit has suddenly become much worse: it has lost its way.
/// So it has where it breaks limits that held before; only where the smallest step does so too the limits are taken to be out of reach, and growth goes on.
/// Where no step is small enough the lens is improved again at the size it has; where that does not help either, the growth ends there.
/// </remarks>
public static class Curriculum
{
    private const double SmallestStep = 0.003;
    private const int Retries = 3;
    private const double WeightBeyond = 0.04;

    /// <summary>Grows the start of a problem.</summary>
    /// <param name="problem">The whole problem.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every step taken; may be null.</param>
    /// <param name="cancellation">Ends early with the lens so far.</param>
    /// <returns>The problem with the grown lens for its start, and how far it grew.</returns>
    /// <exception cref="DesignException">The problem does not fit the lens.</exception>
    public static GrowthResult Grow(
        DesignProblem problem, GrowthOptions options, IProgress<GrowthProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var used = 0;
        var (size, step, retries) = (0.0, options.Step, 0);
        var best = Improved(At(problem, options, problem.Start, 0));
        progress?.Report(new GrowthProgress(size, best));
        while (size < 1 && !cancellation.IsCancellationRequested)
        {
            var next = Math.Min(1, size + step);
            var isSmallest = step <= 2 * SmallestStep;
            if (Grown(At(problem, options, best.Lens, next)) is { } grown && (isSmallest || grown.Score.Broken.IsEmpty || !best.Score.Broken.IsEmpty))
            {
                (best, size, retries) = (grown, next, 0);
                step = Math.Min(options.Step, 2 * step);
                progress?.Report(new GrowthProgress(size, best));
            }
            else if (!isSmallest)
            {
                step /= 2;
            }
            else if (++retries <= Retries)
            {
                best = Improved(At(problem, options, best.Lens, size));
            }
            else
            {
                break;
            }
        }

        var reached = Reached(problem, options, best.Lens, size);
        return new GrowthResult(problem with { Start = reached }, size, used);

        DesignResult Improved(DesignProblem posed)
        {
            var result = DesignOptimiser.Improve(posed, new DesignOptions { Iterations = options.Iterations }, null, cancellation);
            used += result.Iterations;
            return result;
        }

        DesignResult? Grown(DesignProblem posed) =>
            Improved(posed) is { Score: { FailedRays: 0 } score } result && score.ImageMerit <= options.Worse * best.Score.ImageMerit ? result : null;
    }

    /// <summary>Gives a lens the field and the aperture of a part of the way.</summary>
    private static Lens Reached(DesignProblem problem, GrowthOptions options, Lens lens, double size)
    {
        var (fields, aperture) = (problem.Start.Fields, problem.Start.Aperture);
        var (field, opening) = (Part(options.Field, size), Part(options.Aperture, size));
        return lens with
        {
            Fields = fields with { Points = [.. fields.Points.Select(p => p with { X = p.X * field, Y = p.Y * field })] },
            Aperture = aperture.Opened(opening),
        };
    }

    /// <summary>Makes the problem of a part of the way.</summary>
    private static DesignProblem At(DesignProblem problem, GrowthOptions options, Lens lens, double size)
    {
        var start = Reached(problem, options, lens, size);
        if (size == 1)
        {
            return problem with { Start = start };
        }

        if (options.Beyond > 0)
        {
            var last = start.Fields.Points[^1];
            var more = last with { X = last.X * (1 + options.Beyond), Y = last.Y * (1 + options.Beyond), Weight = WeightBeyond };
            start = start with { Fields = start.Fields with { Points = start.Fields.Points.Add(more) } };
        }

        int[] later = [.. problem.Variables.Where(v => v.Kind == VariableKind.Coefficient && v.Power > options.Power).Select(v => v.Power).Distinct().Order()];
        var free = later.Take((int)((later.Length + 1) * size)).Append(options.Power).Max();
        return problem with { Start = start, Variables = [.. problem.Variables.Where(v => v.Kind != VariableKind.Coefficient || v.Power <= free)] };
    }

    private static double Part(double first, double size) => first + ((1 - first) * size);
}
