using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Colour;

/// <summary>Fits root polynomials to colours that are known.</summary>
/// <remarks>
/// White is exact: the last term is what the others leave of it. The error of a colour is measured by the ellipsoid of CIEDE2000 around
/// it, so that least squares over XYZ are least squares of visible differences; a few rounds with weights 1/ΔE turn the sum of squares
/// into the sum of differences (iteratively reweighted least squares: Holland and Welsch, Comm. Statist. A 6, 1977). A ten-thousandth
/// added to the diagonal keeps terms that are nearly alike from growing against each other (ridge regression).
/// </remarks>
public static class RootPolynomialFit
{
    private const int Rounds = 6;
    private const double Ridge = 1e-4;

    // Differences that nobody sees do not gain weight any more.
    private const double Invisible = 1;

    /// <summary>Fits a map.</summary>
    /// <param name="degree">1 for a matrix, 2 with square roots, 3 with cube roots too.</param>
    /// <param name="balanced">Camera colours divided by that of white.</param>
    /// <param name="xyz">XYZ of the same surfaces in the same light; white has Y = 1.</param>
    /// <param name="white">Chromaticity of the light.</param>
    /// <returns>The map, which takes (1, 1, 1) to the white.</returns>
    /// <exception cref="ArgumentException">The degree is another, there are fewer colours than a map has terms, or they are too much alike.</exception>
    public static RootPolynomial Fit(int degree, ReadOnlySpan<Vector3d> balanced, ReadOnlySpan<Vector3d> xyz, Chromaticity white)
    {
        if (degree is < 1 or > 3 || balanced.Length != xyz.Length || balanced.Length < RootPolynomial.Count(degree))
        {
            throw new ArgumentException($"A root polynomial of degree {degree} cannot be fitted to {balanced.Length} colours with {xyz.Length} truths.");
        }

        var terms = RootPolynomial.Count(degree);
        var features = new double[balanced.Length][];
        var ellipsoids = new Matrix3x3[balanced.Length];
        var weights = new double[balanced.Length];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = new double[terms];
            RootPolynomial.Features(balanced[i], features[i]);
            ellipsoids[i] = Ellipsoid(xyz[i], white);
            weights[i] = 1;
        }

        var map = Solve(features, xyz, ellipsoids, weights, white.ToXyz());
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = 1 / Math.Max(Difference(map.ToXyz(balanced[i]), xyz[i], white), Invisible);
            }

            map = Solve(features, xyz, ellipsoids, weights, white.ToXyz());
        }

        return map;
    }

    /// <summary>Gives the CIEDE2000 of colours that the fit has not seen: five folds, the i-th colour belonging to fold i mod 5.</summary>
    /// <param name="degree">As for <see cref="Fit"/>.</param>
    /// <param name="balanced">As for <see cref="Fit"/>.</param>
    /// <param name="xyz">As for <see cref="Fit"/>.</param>
    /// <param name="white">As for <see cref="Fit"/>.</param>
    /// <returns>One difference for each colour.</returns>
    public static ImmutableArray<double> CrossValidate(int degree, ReadOnlySpan<Vector3d> balanced, ReadOnlySpan<Vector3d> xyz, Chromaticity white)
    {
        const int Folds = 5;
        var (colours, truths, differences) = (balanced.ToArray(), xyz.ToArray(), new double[balanced.Length]);
        for (var fold = 0; fold < Folds; fold++)
        {
            bool Learns(int i) => i % Folds != fold;
            var map = Fit(degree, colours.Where((_, i) => Learns(i)).ToArray(), truths.Where((_, i) => Learns(i)).ToArray(), white);
            for (var i = fold; i < differences.Length; i += Folds)
            {
                differences[i] = Difference(map.ToXyz(colours[i]), truths[i], white);
            }
        }

        return [.. differences];
    }

    private static double Difference(Vector3d a, Vector3d b, Chromaticity white) =>
        ColourDifference.Ciede2000(Cielab.FromXyz(a, white), Cielab.FromXyz(b, white));

    // The quadratic form of a small step in XYZ whose value is the square of its CIEDE2000.
    private static Matrix3x3 Ellipsoid(Vector3d xyz, Chromaticity white)
    {
        var h = 1e-3 * Math.Max(xyz.Y, 0.02);
        double Square(double x, double y, double z)
        {
            var difference = Difference(xyz + (new Vector3d(x, y, z) * h), xyz, white);
            return difference * difference / (h * h);
        }

        var (xx, yy, zz) = (Square(1, 0, 0), Square(0, 1, 0), Square(0, 0, 1));
        var (xy, yz, xz) = ((Square(1, 1, 0) - xx - yy) / 2, (Square(0, 1, 1) - yy - zz) / 2, (Square(1, 0, 1) - xx - zz) / 2);
        return new Matrix3x3(xx, xy, xz, xy, yy, yz, xz, yz, zz);
    }

    // Unknowns are the terms but the last: xyz − white · last = Σ term · (feature − last).
    private static RootPolynomial Solve(double[][] features, ReadOnlySpan<Vector3d> xyz, Matrix3x3[] ellipsoids, double[] weights, Vector3d white)
    {
        var free = features[0].Length - 1;
        var unknowns = 3 * free;
        var normal = new double[unknowns, unknowns];
        var solution = new double[unknowns];
        for (var i = 0; i < features.Length; i++)
        {
            var (row, last) = (features[i], features[i][free]);
            var form = ellipsoids[i] * weights[i];
            var target = form * (xyz[i] - (white * last));
            var entries = form.ToRows();
            for (var k = 0; k < unknowns; k++)
            {
                var mine = row[k / 3] - last;
                solution[k] += mine * target[k % 3];
                for (var l = 0; l < unknowns; l++)
                {
                    normal[k, l] += mine * (row[l / 3] - last) * entries[(3 * (k % 3)) + (l % 3)];
                }
            }
        }

        for (var k = 0; k < unknowns; k++)
        {
            normal[k, k] *= 1 + Ridge;
        }

        if (!PositiveSystem.TrySolve(normal, solution))
        {
            throw new ArgumentException("The colours do not determine a map: they are too much alike.");
        }

        var terms = Enumerable.Range(0, free).Select(k => new Vector3d(solution[3 * k], solution[(3 * k) + 1], solution[(3 * k) + 2])).ToList();
        return new RootPolynomial([.. terms, terms.Aggregate(white, (rest, term) => rest - term)]);
    }
}
