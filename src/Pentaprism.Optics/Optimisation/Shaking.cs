using Pentaprism.Optics.Optimisation.Merit;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>Random moves from one lens to another that light still comes through.</summary>
internal static class Shaking
{
    private const double Largest = 0.5;
    private const double Smallest = 0.02;
    private const int Tries = 6;

    /// <summary>Shakes the start of a problem: all of its variables, or those of a few surfaces.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>The shaken lens; null where rays failed however gently it was shaken.</returns>
    public static Lens? Shake(DesignProblem problem, Random random)
    {
        var merit = new MeritFunction(problem);
        var failures = merit.Score(new double[merit.Variables], 0).FailedRays;
        var size = Largest * Math.Pow(Smallest / Largest, random.NextDouble());
        var (first, span) = (random.Next(problem.Start.Surfaces.Length), random.Next(2) == 0 ? int.MaxValue : 1 + random.Next(4));
        var point = new double[merit.Variables];
        for (var i = 0; i < Tries; i++)
        {
            for (var v = 0; v < point.Length; v++)
            {
                var surface = merit.Parts.Map.SurfaceOf(v);
                point[v] = span == int.MaxValue || (surface >= first && surface - first < span) ? size * Normal(random) : 0;
            }

            merit.ImageSum(point);
            if (merit.FailedRays <= failures)
            {
                return merit.LensAt(point);
            }

            size /= 2;
        }

        return null;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
