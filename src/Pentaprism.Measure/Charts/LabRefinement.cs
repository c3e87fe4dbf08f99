using System.Collections.Immutable;
using Pentaprism.Imaging;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Charts;

/// <summary>Moves a colour matrix so that the patches come nearest to their CIELAB colours: Gauss and Newton's method with slopes by differences.</summary>
internal static class LabRefinement
{
    private const double Step = 1e-5;

    /// <summary>Refines.</summary>
    /// <param name="matrix">Where to begin.</param>
    /// <param name="patches">The patches; clipped ones do not count.</param>
    /// <param name="terms">Makes the terms of a colour.</param>
    /// <param name="rounds">How many steps at most.</param>
    public static double[] Run(double[] matrix, ImmutableArray<MeasuredPatch> patches, Func<Vector3d, double[]> terms, int rounds)
    {
        var used = patches.Where(patch => !patch.IsClipped).Select(patch => (Terms: terms(patch.Mean), patch.Reference.Lab)).ToList();
        var best = Residuals(matrix, used);
        for (var round = 0; round < rounds; round++)
        {
            var jacobian = new double[matrix.Length * best.Length];
            for (var k = 0; k < matrix.Length; k++)
            {
                var moved = (double[])matrix.Clone();
                moved[k] += Step;
                var residuals = Residuals(moved, used);
                for (var i = 0; i < best.Length; i++)
                {
                    jacobian[(k * best.Length) + i] = (best[i] - residuals[i]) / Step;
                }
            }

            if (LeastSquares.Solve(jacobian, (double[])best.Clone(), matrix.Length) is not { } step)
            {
                return matrix;
            }

            var next = matrix.Zip(step, (value, change) => value + change).ToArray();
            var left = Residuals(next, used);
            if (Sum(left) >= Sum(best) * (1 - 1e-9))
            {
                return matrix;
            }

            (matrix, best) = (next, left);
        }

        return matrix;
    }

    // CIELAB of the fit less that of the chart; chroma is weighed as CIEDE2000 does, by 1 + 0.045 C.
    private static double[] Residuals(double[] matrix, List<(double[] Terms, Cielab Lab)> used)
    {
        var residuals = new double[3 * used.Count];
        for (var i = 0; i < used.Count; i++)
        {
            var lab = Cielab.FromXyz(ColourFit.Apply(matrix, used[i].Terms), Chromaticity.D50);
            var scale = 1 / (1 + (0.045 * used[i].Lab.Chroma));
            residuals[3 * i] = lab.L - used[i].Lab.L;
            residuals[(3 * i) + 1] = (lab.A - used[i].Lab.A) * scale;
            residuals[(3 * i) + 2] = (lab.B - used[i].Lab.B) * scale;
        }

        return residuals;
    }

    private static double Sum(double[] residuals) => residuals.Sum(residual => residual * residual);
}
