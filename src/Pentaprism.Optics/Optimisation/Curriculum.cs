using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Brings a lens up to a problem that its start is far from: field and aperture grow together from a small part to the whole.</summary>
/// <remarks>
/// A step of growth is halved until every ray of the grown bundle still comes through: a lens whose rays fail has lost its way. Powers of r are
/// let go one after the other as the field grows.
/// </remarks>
internal static class Curriculum
{
    private const double LargestStep = 0.1;
    private const double SmallestStep = 0.003;
    private const int Retries = 3;
    private const int FirstPower = 4;
    private const int PowersLetGo = 5;

    /// <summary>Grows a lens.</summary>
    /// <param name="problem">The whole problem.</param>
    /// <param name="lens">Where to begin.</param>
    /// <param name="first">Part of field and aperture to begin with.</param>
    /// <param name="iterations">Linearisations for each step of growth.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>The grown lens, and how far it grew: 1 for all of it.</returns>
    public static (Lens Lens, double Size) Grow(
        DesignProblem problem, Lens lens, double first, int iterations, CancellationToken cancellation)
    {
        var size = first;
        var step = LargestStep;
        var retries = 0;
        while (!cancellation.IsCancellationRequested)
        {
            lens = DesignOptimiser.Improve(At(problem, lens, size), new DesignOptions { Iterations = iterations }, null, cancellation).Lens;
            if (size == 1)
            {
                break;
            }

            step = Math.Min(LargestStep, 2 * step);
            while (step > SmallestStep && DesignOptimiser.Judge(At(problem, lens, Math.Min(1, size + step))).FailedRays > 0)
            {
                step /= 2;
            }

            if (step > SmallestStep)
            {
                size = Math.Min(1, size + step);
                retries = 0;
            }
            else if (++retries > Retries)
            {
                return (lens, size);
            }
        }

        return (At(problem, lens, 1).Start, size);
    }

    /// <summary>Makes the problem of a part of field and aperture.</summary>
    private static DesignProblem At(DesignProblem problem, Lens lens, double size)
    {
        var (fields, aperture) = (problem.Start.Fields, problem.Start.Aperture);
        var value = aperture.Kind == ApertureKind.FNumber ? aperture.Value / size : aperture.Value * size;
        var highest = size < 1 ? FirstPower + (2 * (int)(PowersLetGo * size)) : int.MaxValue;
        return problem with
        {
            Start = lens with
            {
                Fields = fields with { Points = [.. fields.Points.Select(p => p with { X = p.X * size, Y = p.Y * size })] },
                Aperture = aperture with { Value = value },
            },
            Variables = [.. problem.Variables.Where(v => v.Kind != VariableKind.Coefficient || v.Power <= highest)],
        };
    }
}
