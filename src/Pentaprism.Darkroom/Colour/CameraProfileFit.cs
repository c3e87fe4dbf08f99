using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>A camera profile made from a chart, and how well it does on it.</summary>
/// <param name="Profile">One calibration, with a ForwardMatrix that keeps white exact and the ColorMatrix that agrees with it.</param>
/// <param name="Exposure">What balanced camera colour has to be multiplied by to meet the chart's own scale.</param>
/// <param name="Errors">CIEDE2000 of each patch.</param>
public sealed record FittedProfile(CameraProfile Profile, double Exposure, ImmutableArray<double> Errors)
{
    /// <summary>Gets the mean CIEDE2000.</summary>
    public double MeanError => Errors.Average();

    /// <summary>Gets the largest CIEDE2000.</summary>
    public double LargestError => Errors.Max();
}

/// <summary>Fits a camera's 3 × 3 matrix to a chart of known colours.</summary>
/// <remarks>
/// White is exact: of the nine numbers six are free, M = P + C·Q with the rows of Q orthogonal to (1, 1, 1) and P taking (1, 1, 1) to the
/// white. A weighted least-squares fit, rows by Y^(−1/3), starts a Levenberg–Marquardt search (Marquardt, J. SIAM 11, 1963) for the least
/// sum of squared CIEDE2000, in which the unknown exposure of the chart is a seventh number.
/// </remarks>
public static class CameraProfileFit
{
    private const int FewestPatches = 6;
    private const int Free = 7;
    private const int MostSteps = 100;

    // Orthonormal rows that complete (1, 1, 1)/√3.
    private static readonly Vector3d _first = new Vector3d(1, -1, 0) * (1 / Math.Sqrt(2));
    private static readonly Vector3d _second = new Vector3d(1, 1, -2) * (1 / Math.Sqrt(6));

    /// <summary>Fits a profile.</summary>
    /// <param name="camera">Linear camera colour of each patch, black subtracted, before white balance, on any common scale; none clipped.</param>
    /// <param name="reference">XYZ of each patch under D50, with the perfect diffuser at Y = 1.</param>
    /// <param name="neutral">Camera colour of white under the light of the chart, on any scale.</param>
    /// <param name="light">Chromaticity of that light, for temperatures to read true; D50 where it is not known.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="ArgumentException">There are fewer than six patches, or not as many references.</exception>
    public static FittedProfile Fit(ReadOnlySpan<Vector3d> camera, ReadOnlySpan<Vector3d> reference, Vector3d neutral, Chromaticity light)
    {
        if (camera.Length < FewestPatches || camera.Length != reference.Length)
        {
            throw new ArgumentException(
                $"A fit needs at least {FewestPatches} patches with a reference each, not {camera.Length} with {reference.Length}.", nameof(camera));
        }

        neutral *= 1 / neutral.Max;
        var balanced = camera.ToArray().Select(colour => colour / neutral).ToArray();
        var wanted = reference.ToArray();
        var labs = wanted.Select(xyz => Cielab.FromXyz(xyz, Chromaticity.D50)).ToArray();

        // Green follows luminance closely enough to start the exposure.
        var exposure = balanced.Zip(wanted, (b, w) => b.Y * w.Y).Sum() / balanced.Sum(b => b.Y * b.Y);
        var start = LeastSquares([.. balanced.Select(b => b * exposure)], wanted);
        var found = Search([.. start, Math.Log(exposure)], p => Errors(p, balanced, labs));
        var forward = MatrixOf(found);
        var profile = new CameraProfile
        {
            Name = "Fitted to a chart",
            Calibrations =
            [
                new ProfileCalibration
                {
                    Illuminant = 255,
                    White = light,
                    ForwardMatrix = forward,
                    ColorMatrix = Matrix3x3.Diagonal(neutral) * forward.Inverse() * ChromaticAdaptation.Bradford(light, Chromaticity.D50),
                },
            ],
        };
        return new FittedProfile(profile, Math.Exp(found[6]), [.. Errors(found, balanced, labs)]);
    }

    private static Matrix3x3 MatrixOf(double[] p)
    {
        var white = Chromaticity.D50.ToXyz();
        Vector3d Row(double target, double a, double b) => (Vector3d.One * (target / 3)) + (_first * a) + (_second * b);
        var (x, y, z) = (Row(white.X, p[0], p[1]), Row(white.Y, p[2], p[3]), Row(white.Z, p[4], p[5]));
        return new Matrix3x3(x.X, x.Y, x.Z, y.X, y.Y, y.Z, z.X, z.Y, z.Z);
    }

    private static double[] Errors(double[] p, Vector3d[] balanced, Cielab[] labs)
    {
        var matrix = MatrixOf(p) * Math.Exp(p[6]);
        return [.. balanced.Select((colour, i) => ColourDifference.Ciede2000(Cielab.FromXyz(matrix * colour, Chromaticity.D50), labs[i]))];
    }

    // For each of X, Y, Z two unknowns: target − white/3·Σ(colour) = a·first·colour + b·second·colour.
    private static double[] LeastSquares(Vector3d[] colours, Vector3d[] wanted)
    {
        var white = Chromaticity.D50.ToXyz();
        var result = new double[6];
        for (var row = 0; row < 3; row++)
        {
            double aa = 1e-9, ab = 0, bb = 1e-9, at = 0, bt = 0;
            for (var i = 0; i < colours.Length; i++)
            {
                var weight = Math.Pow(Math.Max(wanted[i].Y, 0.01), -2.0 / 3);
                var (a, b) = (Dot(_first, colours[i]), Dot(_second, colours[i]));
                var target = wanted[i][row] - (white[row] / 3 * Dot(Vector3d.One, colours[i]));
                (aa, ab, bb) = (aa + (weight * a * a), ab + (weight * a * b), bb + (weight * b * b));
                (at, bt) = (at + (weight * a * target), bt + (weight * b * target));
            }

            var determinant = (aa * bb) - (ab * ab);
            (result[2 * row], result[(2 * row) + 1]) = (((bb * at) - (ab * bt)) / determinant, ((aa * bt) - (ab * at)) / determinant);
        }

        return result;
    }

    private static double[] Search(double[] start, Func<double[], double[]> residuals)
    {
        var (point, errors, damping) = (start, residuals(start), 1e-2);
        for (var step = 0; step < MostSteps && damping < 1e8; step++)
        {
            var (normal, gradient) = NormalEquations(point, errors, residuals);
            for (var i = 0; i < Free; i++)
            {
                normal[i, i] *= 1 + damping;
            }

            var move = (double[])gradient.Clone();
            if (!PositiveSystem.TrySolve(normal, move))
            {
                damping *= 8;
                continue;
            }

            var next = point.Zip(move, (a, b) => a - b).ToArray();
            var nextErrors = residuals(next);
            var (before, after) = (errors.Sum(e => e * e), nextErrors.Sum(e => e * e));
            if (!(after < before))
            {
                damping *= 8;
                continue;
            }

            (point, errors, damping) = (next, nextErrors, damping / 4);
            if (before - after < 1e-12 * before)
            {
                break;
            }
        }

        return point;
    }

    private static (double[,] Normal, double[] Gradient) NormalEquations(double[] point, double[] errors, Func<double[], double[]> residuals)
    {
        const double Nudge = 1e-6;
        var slopes = new double[Free][];
        for (var k = 0; k < Free; k++)
        {
            var (more, less) = ((double[])point.Clone(), (double[])point.Clone());
            more[k] += Nudge;
            less[k] -= Nudge;
            slopes[k] = residuals(more).Zip(residuals(less), (a, b) => (a - b) / (2 * Nudge)).ToArray();
        }

        var normal = new double[Free, Free];
        var gradient = new double[Free];
        for (var i = 0; i < Free; i++)
        {
            gradient[i] = slopes[i].Zip(errors, (s, e) => s * e).Sum();
            for (var j = 0; j < Free; j++)
            {
                normal[i, j] = slopes[i].Zip(slopes[j], (a, b) => a * b).Sum() + (i == j ? 1e-12 : 0);
            }
        }

        return (normal, gradient);
    }

    private static double Dot(Vector3d a, Vector3d b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
