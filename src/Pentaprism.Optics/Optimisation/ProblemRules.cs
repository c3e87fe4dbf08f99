using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>What a design problem must keep so that it can be posed.</summary>
internal static class ProblemRules
{
    /// <summary>Checks a problem.</summary>
    /// <exception cref="DesignException">Something does not fit; the first such thing.</exception>
    public static void Check(DesignProblem problem)
    {
        var count = problem.Start.Surfaces.Length;
        if (problem.Variables.IsDefaultOrEmpty)
        {
            throw new DesignException("variables", "nothing may change; name at least one variable");
        }

        for (var i = 0; i < problem.Variables.Length; i++)
        {
            var variable = problem.Variables[i];
            var place = $"variables[{i}]";
            CheckSurface(variable.Surface, count, place);
            if (variable.Kind == VariableKind.Coefficient && variable.Power is < 3 or > Surface.HighestOrder)
            {
                throw new DesignException(place, $"r^{variable.Power} is no coefficient that may vary; powers run from 3 to {Surface.HighestOrder}");
            }

            if (variable.Kind == VariableKind.Glass && problem.Start.Surfaces[variable.Surface].Medium.IsAir)
            {
                throw new DesignException(place, $"there is air behind surface {variable.Surface}");
            }

            if (problem.Variables.Take(i).Any(v => (v.Kind, v.Surface, v.Power) == (variable.Kind, variable.Surface, variable.Power)))
            {
                throw new DesignException(place, "the same variable stands here twice");
            }
        }

        for (var i = 0; i < problem.Solves.Length; i++)
        {
            CheckSolve(problem, problem.Solves[i], $"solves[{i}]");
        }

        for (var i = 0; i < problem.Limits.Length; i++)
        {
            CheckLimit(problem.Limits[i], count, $"limits[{i}]");
        }

        if (problem.Image is { Rings: < 1 } or { Arms: < 0 })
        {
            throw new DesignException("image", "the pupil needs at least one ring, and arms of 0 or more");
        }

        if (problem.Start.Fields.Points.Sum(point => point.Weight) <= 0)
        {
            throw new DesignException("start.fields", "the weights of the fields sum to nothing");
        }
    }

    private static void CheckSurface(int surface, int count, string place)
    {
        if (surface < 0 || surface >= count)
        {
            throw new DesignException(place, $"{surface} is no surface; they are numbered 0 to {count - 1}");
        }
    }

    private static void CheckSolve(DesignProblem problem, DesignSolve solve, string place)
    {
        var count = problem.Start.Surfaces.Length;
        CheckSurface(solve.Surface, count, place);
        var kind = solve.Kind == SolveKind.FocalLength ? VariableKind.Curvature : VariableKind.Thickness;
        if (problem.Variables.Any(v => v.Kind == kind && v.Surface == solve.Surface))
        {
            throw new DesignException(place, $"the {kind} of surface {solve.Surface} cannot be solved for and vary at once");
        }

        if (problem.Solves.Count(other => other.Kind == solve.Kind) > 1)
        {
            throw new DesignException(place, $"{solve.Kind} can be solved for once only");
        }

        if (solve.Kind == SolveKind.FocalLength && solve.Value == 0)
        {
            throw new DesignException(place, "a focal length of 0 is none");
        }

        if (solve.Kind == SolveKind.ParaxialImage && solve.Surface != count - 1)
        {
            throw new DesignException(place, $"the gap in front of the image is that of surface {count - 1}");
        }
    }

    private static void CheckLimit(DesignLimit limit, int count, string place)
    {
        if (limit.Surface is { } surface)
        {
            CheckSurface(surface, count, place);
        }

        if (limit.Minimum is null && limit.Maximum is null)
        {
            throw new DesignException(place, "a limit needs a smallest or a largest value");
        }

        if (limit.Minimum > limit.Maximum)
        {
            throw new DesignException(place, $"the smallest value {limit.Minimum} lies above the largest, {limit.Maximum}");
        }

        if (!(limit.Weight > 0))
        {
            throw new DesignException(place, "a limit needs a weight above 0");
        }
    }
}
