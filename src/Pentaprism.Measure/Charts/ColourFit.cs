using System.Collections.Immutable;
using Pentaprism.Imaging;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Charts;

/// <summary>A map from the linear colours of a camera to XYZ under D50, fitted to a chart, with what it leaves.</summary>
/// <param name="Terms">Names of the terms of the camera's colours, in the order of the columns of <see cref="Matrix"/>.</param>
/// <param name="Matrix">Three rows of as many numbers as there are terms.</param>
/// <param name="Neutral">The camera's response to the chart's greys, the largest of its numbers 1; colours are divided by it before the terms are made.</param>
/// <param name="Differences">CIEDE2000 of each patch after the fit; patches that are clipped are not part of the fit.</param>
public sealed record ColourFit(ImmutableArray<string> Terms, ImmutableArray<double> Matrix, Vector3d Neutral, ImmutableArray<double> Differences)
{
    private const int Refinements = 30;

    // Levels are divided by the root of luminance, so that dark patches count too.
    private const double Floor = 0.02;

    /// <summary>Fits a 3 × 3 matrix that keeps white.</summary>
    /// <param name="patches">The 24 patches of a chart.</param>
    /// <returns>The fit; null where too few patches are usable.</returns>
    public static ColourFit? Linear(ImmutableArray<MeasuredPatch> patches) => Of(patches, ["r", "g", "b"], colour => [colour.X, colour.Y, colour.Z]);

    /// <summary>Fits a root polynomial of degree 2, which a change of exposure does not disturb (Finlayson, Mackiewicz and Hurlbert 2015).</summary>
    /// <param name="patches">The 24 patches of a chart.</param>
    /// <returns>The fit; null where too few patches are usable.</returns>
    public static ColourFit? RootPolynomial(ImmutableArray<MeasuredPatch> patches) => Of(
        patches,
        ["r", "g", "b", "sqrt(rg)", "sqrt(gb)", "sqrt(rb)"],
        colour => [colour.X, colour.Y, colour.Z, Root(colour.X * colour.Y), Root(colour.Y * colour.Z), Root(colour.X * colour.Z)]);

    /// <summary>Gets the camera's response to neutral light: the mean over the grey patches that are neither clipped nor nearly black.</summary>
    /// <param name="patches">The 24 patches.</param>
    /// <returns>The response, the largest number 1; null where no grey is usable.</returns>
    public static Vector3d? NeutralOf(ImmutableArray<MeasuredPatch> patches)
    {
        var greys = patches.Skip(ColourChecker.White).Take(5).Where(patch => !patch.IsClipped && patch.Mean.Min > 0).ToList();
        if (greys.Count == 0)
        {
            return null;
        }

        var sum = greys.Aggregate(new Vector3d(0, 0, 0), (total, patch) => total + (patch.Mean / new Vector3d(patch.Mean.Y, patch.Mean.Y, patch.Mean.Y)));
        return sum * (1 / sum.Max);
    }

    /// <summary>Gives how badly colours are those of the chart: the root mean square of what a 3 × 3 matrix leaves, in cube roots of XYZ.</summary>
    internal static double Misfit(ImmutableArray<MeasuredPatch> patches)
    {
        if (Solve(patches, Enumerable.Repeat(1.0, patches.Length).ToArray(), colour => [colour.X, colour.Y, colour.Z]) is not { } matrix)
        {
            return double.PositiveInfinity;
        }

        var sum = 0.0;
        foreach (var patch in patches)
        {
            var (fitted, truth) = (Apply(matrix, [patch.Mean.X, patch.Mean.Y, patch.Mean.Z]), patch.Reference.Xyz);
            sum += Square(Math.Cbrt(fitted.X) - Math.Cbrt(truth.X)) + Square(Math.Cbrt(fitted.Y) - Math.Cbrt(truth.Y)) + Square(Math.Cbrt(fitted.Z) - Math.Cbrt(truth.Z));
        }

        return Math.Sqrt(sum / patches.Length);
    }

    /// <summary>Gives the XYZ under D50 of a camera's colour.</summary>
    /// <param name="terms">Its terms, after division by <see cref="Neutral"/>.</param>
    public Vector3d Map(ReadOnlySpan<double> terms) => Apply([.. Matrix], terms);

    private static ColourFit? Of(ImmutableArray<MeasuredPatch> patches, ImmutableArray<string> names, Func<Vector3d, double[]> terms)
    {
        if (NeutralOf(patches) is not { } neutral || patches.Count(patch => !patch.IsClipped) < 2 * names.Length)
        {
            return null;
        }

        ImmutableArray<MeasuredPatch> balanced = [.. patches.Select(patch => patch with { Mean = patch.Mean / neutral })];
        var weights = balanced.Select(patch => patch.IsClipped ? 0 : 1 / Math.Sqrt(patch.Reference.Xyz.Y + Floor)).ToArray();
        if (Solve(balanced, weights, terms) is not { } matrix)
        {
            return null;
        }

        matrix = LabRefinement.Run(matrix, balanced, terms, Refinements);
        return new ColourFit(names, [.. matrix], neutral, [.. balanced.Select(patch => Difference(matrix, terms(patch.Mean), patch.Reference))]);
    }

    private static double[]? Solve(ImmutableArray<MeasuredPatch> patches, double[] weights, Func<Vector3d, double[]> terms)
    {
        var used = Enumerable.Range(0, patches.Length).Where(i => weights[i] > 0).ToList();
        var count = terms(patches[0].Mean).Length;
        var solution = new double[3 * count];
        for (var row = 0; row < 3; row++)
        {
            var matrix = new double[count * used.Count];
            var right = new double[used.Count];
            for (var i = 0; i < used.Count; i++)
            {
                var (patch, weight) = (patches[used[i]], weights[used[i]]);
                var values = terms(patch.Mean);
                for (var k = 0; k < count; k++)
                {
                    matrix[(k * used.Count) + i] = weight * values[k];
                }

                right[i] = weight * patch.Reference.Xyz[row];
            }

            if (LeastSquares.Solve(matrix, right, count) is not { } line)
            {
                return null;
            }

            line.CopyTo(solution, row * count);
        }

        return solution;
    }

    internal static Vector3d Apply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> terms)
    {
        Span<double> xyz = stackalloc double[3];
        for (var row = 0; row < 3; row++)
        {
            for (var k = 0; k < terms.Length; k++)
            {
                xyz[row] += matrix[(row * terms.Length) + k] * terms[k];
            }
        }

        return new Vector3d(xyz[0], xyz[1], xyz[2]);
    }

    private static double Difference(double[] matrix, double[] terms, ReferencePatch reference) =>
        ColourDifference.Ciede2000(Cielab.FromXyz(Apply(matrix, terms), Chromaticity.D50), reference.Lab);

    private static double Root(double product) => Math.Sqrt(Math.Max(0, product));

    private static double Square(double x) => x * x;
}
