using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>The motion of one kind that lies nearest to weighted correspondences.</summary>
/// <remarks>Points should be about 1 in size, counted from the middle of the picture.</remarks>
internal static class MotionSolver
{
    private const int MostParameters = 8;
    private const int Steps = 4;

    // A step shorter than this, in units of the points, is the last.
    private const double Settled = 1e-9;

    /// <summary>Gives the number of parameters of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>2, 3, 6 or 8.</returns>
    public static int Parameters(MotionKind kind) => kind switch
    {
        MotionKind.Shift => 2,
        MotionKind.Euclidean => 3,
        MotionKind.Affine => 6,
        _ => MostParameters,
    };

    /// <summary>Fits a motion by Gauss-Newton steps.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="points">The correspondences.</param>
    /// <param name="trust">A factor for the weight of each.</param>
    /// <param name="start">A motion of this kind to start from; null starts from none.</param>
    /// <returns>The motion with its information matrix (inverse covariance of its parameters); null where the points do not determine it.</returns>
    public static FittedMotion? Fit(MotionKind kind, ReadOnlySpan<Correspondence> points, ReadOnlySpan<double> trust, FittedMotion? start = null)
    {
        var count = Parameters(kind);
        var parameters = ToParameters(kind, start is { } known && known.Kind == kind ? known.Motion : Matrix3x3.Identity);
        double[,] information = new double[count, count];
        for (var step = 0; step < (kind is MotionKind.Shift or MotionKind.Affine ? 1 : Steps); step++)
        {
            var change = new double[count];
            information = new double[count, count];
            Gather(kind, parameters, points, trust, information, change);
            if (!PositiveSystem.TrySolve(information, change))
            {
                return null;
            }

            var longest = 0.0;
            for (var i = 0; i < count; i++)
            {
                parameters[i] += change[i];
                longest = Math.Max(longest, Math.Abs(change[i]));
            }

            if (longest < Settled)
            {
                break;
            }
        }

        return new FittedMotion(kind, ToMatrix(kind, parameters), information);
    }

    /// <summary>Gives the derivatives of a mapped point with respect to the parameters.</summary>
    /// <param name="kind">The kind of motion.</param>
    /// <param name="motion">The motion.</param>
    /// <param name="x">Column in the reference.</param>
    /// <param name="y">Row in the reference.</param>
    /// <param name="dx">Derivatives of the column.</param>
    /// <param name="dy">Derivatives of the row.</param>
    /// <returns>The mapped point.</returns>
    public static (double X, double Y) Derivatives(MotionKind kind, Matrix3x3 motion, double x, double y, Span<double> dx, Span<double> dy)
    {
        var q = motion * new Vector3d(x, y, 1);
        var (u, v) = (q.X / q.Z, q.Y / q.Z);
        dx.Clear();
        dy.Clear();
        (dx[0], dy[1]) = (1 / q.Z, 1 / q.Z);
        if (kind == MotionKind.Euclidean)
        {
            (dx[2], dy[2]) = (motion.M13 - u, motion.M23 - v);
            (dx[2], dy[2]) = (dy[2], -dx[2]);
        }
        else if (kind >= MotionKind.Affine)
        {
            (dx[2], dx[3], dy[4], dy[5]) = (x / q.Z, y / q.Z, x / q.Z, y / q.Z);
            if (kind == MotionKind.Homography)
            {
                (dx[6], dx[7], dy[6], dy[7]) = (-u * x / q.Z, -u * y / q.Z, -v * x / q.Z, -v * y / q.Z);
            }
        }

        return (u, v);
    }

    private static void Gather(
        MotionKind kind, double[] parameters, ReadOnlySpan<Correspondence> points, ReadOnlySpan<double> trust, double[,] information, double[] right)
    {
        var motion = ToMatrix(kind, parameters);
        Span<double> dx = stackalloc double[MostParameters];
        Span<double> dy = stackalloc double[MostParameters];
        Span<double> sums = stackalloc double[MostParameters * MostParameters];
        for (var k = 0; k < points.Length; k++)
        {
            if (!(trust[k] > 0))
            {
                continue;
            }

            var p = points[k];
            var (u, v) = Derivatives(kind, motion, p.X, p.Y, dx, dy);
            var (ru, rv) = (p.U - u, p.V - v);
            var (wxx, wxy, wyy) = (trust[k] * p.Wxx, trust[k] * p.Wxy, trust[k] * p.Wyy);
            for (var i = 0; i < right.Length; i++)
            {
                var (ax, ay) = ((wxx * dx[i]) + (wxy * dy[i]), (wxy * dx[i]) + (wyy * dy[i]));
                right[i] += (ax * ru) + (ay * rv);
                for (var j = 0; j <= i; j++)
                {
                    sums[(i * MostParameters) + j] += (ax * dx[j]) + (ay * dy[j]);
                }
            }
        }

        for (var i = 0; i < right.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                information[i, j] = information[j, i] = sums[(i * MostParameters) + j];
            }
        }
    }

    private static double[] ToParameters(MotionKind kind, Matrix3x3 m) => kind == MotionKind.Euclidean
        ? [m.M13, m.M23, Math.Atan2(m.M21, m.M11), 0, 0, 0, 0, 0]
        : [m.M13, m.M23, m.M11, m.M12, m.M21, m.M22, m.M31, m.M32];

    // Parameters: the shift; then the turn, or the other elements row by row.
    private static Matrix3x3 ToMatrix(MotionKind kind, double[] p) => kind == MotionKind.Euclidean
        ? new Matrix3x3(Math.Cos(p[2]), -Math.Sin(p[2]), p[0], Math.Sin(p[2]), Math.Cos(p[2]), p[1], 0, 0, 1)
        : new Matrix3x3(p[2], p[3], p[0], p[4], p[5], p[1], p[6], p[7], 1);
}

/// <summary>A motion and how sure its parameters are.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Motion">The motion.</param>
/// <param name="Information">Inverse covariance of the parameters, for weights that are inverse variances.</param>
internal sealed record FittedMotion(MotionKind Kind, Matrix3x3 Motion, double[,] Information)
{
    /// <summary>Gives the expected error of a mapped point.</summary>
    /// <param name="x">Column in the reference.</param>
    /// <param name="y">Row in the reference.</param>
    /// <returns>Root of the sum of both variances.</returns>
    public double ErrorAt(double x, double y)
    {
        Span<double> dx = stackalloc double[8];
        Span<double> dy = stackalloc double[8];
        MotionSolver.Derivatives(Kind, Motion, x, y, dx, dy);
        double variance = 0;
        foreach (var row in (ReadOnlySpan<double[]>)[dx[..Information.GetLength(0)].ToArray(), dy[..Information.GetLength(0)].ToArray()])
        {
            var solved = (double[])row.Clone();
            if (!PositiveSystem.TrySolve(Information, solved))
            {
                return double.PositiveInfinity;
            }

            variance += row.Zip(solved, (a, b) => a * b).Sum();
        }

        return Math.Sqrt(Math.Max(variance, 0));
    }
}
