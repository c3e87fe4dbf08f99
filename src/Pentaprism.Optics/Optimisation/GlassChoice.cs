using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation.Merit;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Turns variable glasses into real ones.</summary>
/// <remarks>
/// One glass after the other, that first which lies nearest to a real one, takes the best of its nearest glasses of the catalogue; after each the
/// lens is improved again with the rest still free.
/// </remarks>
internal static class GlassChoice
{
    private const int Candidates = 3;
    private const double AbbeStep = 100;

    /// <summary>Makes the problem that has model glasses where glasses may vary.</summary>
    public static DesignProblem WithModels(DesignProblem problem) => Free(problem).Aggregate(problem, (posed, surface) =>
    {
        var (nd, vd) = GlassVariable.NdAndVd(posed.Start.Surfaces[surface].Medium);
        return posed with { Start = With(posed.Start, surface, new ModelGlass(nd, vd)) };
    });

    /// <summary>Chooses real glasses.</summary>
    /// <param name="problem">A problem whose start is improved already.</param>
    /// <param name="improve">Improves a start.</param>
    /// <returns>The best lens with real glasses.</returns>
    public static DesignResult Choose(DesignProblem problem, Func<DesignProblem, DesignResult> improve)
    {
        DesignResult? result = null;
        while (Free(problem) is [_, ..] free)
        {
            var surface = free.MinBy(s => Misfit(problem, s, problem.Glasses.Nearest(Nd(problem, s), Vd(problem, s))[0]));
            var fixedProblem = problem with
            {
                Variables = [.. problem.Variables.Where(v => v.Kind != VariableKind.Glass || v.Surface != surface)],
            };
            foreach (var glass in problem.Glasses.Nearest(Nd(problem, surface), Vd(problem, surface), Candidates))
            {
                var trial = improve(fixedProblem with { Start = With(problem.Start, surface, glass) });
                result = result is null || ReferenceEquals(result.Lens, problem.Start) || KeptDesigns.Compare(trial, result) < 0 ? trial : result;
            }

            problem = fixedProblem with { Start = result!.Lens };
        }

        return result!;
    }

    private static int[] Free(DesignProblem problem) =>
        [.. problem.Variables.Where(v => v.Kind == VariableKind.Glass).Select(v => v.Surface)];

    private static double Nd(DesignProblem problem, int surface) => GlassVariable.NdAndVd(problem.Start.Surfaces[surface].Medium).Nd;

    private static double Vd(DesignProblem problem, int surface) => GlassVariable.NdAndVd(problem.Start.Surfaces[surface].Medium).Vd;

    private static double Misfit(DesignProblem problem, int surface, Medium glass)
    {
        var (nd, vd) = GlassVariable.NdAndVd(glass);
        return Math.Pow(nd - Nd(problem, surface), 2) + Math.Pow((vd - Vd(problem, surface)) / AbbeStep, 2);
    }

    private static Lens With(Lens lens, int surface, Medium medium) =>
        lens with { Surfaces = lens.Surfaces.SetItem(surface, lens.Surfaces[surface] with { Medium = medium }) };
}
