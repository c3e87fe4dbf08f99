namespace Pentaprism.Measure.Numerics;

/// <summary>Linear least squares by Householder reflections (Golub and Van Loan, Matrix Computations, 5.3).</summary>
internal static class LeastSquares
{
    /// <summary>Finds x that makes |A x − b| smallest.</summary>
    /// <param name="matrix">A, column by column, each of as many numbers as b; destroyed.</param>
    /// <param name="right">b; destroyed.</param>
    /// <param name="unknowns">Columns of A, not more than rows.</param>
    /// <returns>x; null where the columns do not tell the unknowns apart.</returns>
    public static double[]? Solve(Span<double> matrix, Span<double> right, int unknowns)
    {
        var rows = right.Length;
        var diagonal = new double[unknowns];
        for (var k = 0; k < unknowns; k++)
        {
            var column = matrix.Slice((k * rows) + k, rows - k);
            var whole = Norm(matrix.Slice(k * rows, rows));
            var length = Norm(column);
            if (!(length > whole * 1e-13))
            {
                return null;
            }

            diagonal[k] = column[0] > 0 ? -length : length;
            column[0] -= diagonal[k];
            var scale = 2 / Dot(column, column);
            for (var j = k + 1; j < unknowns; j++)
            {
                Reflect(column, scale, matrix.Slice((j * rows) + k, rows - k));
            }

            Reflect(column, scale, right[k..]);
        }

        var x = new double[unknowns];
        for (var k = unknowns - 1; k >= 0; k--)
        {
            var sum = right[k];
            for (var j = k + 1; j < unknowns; j++)
            {
                sum -= matrix[(j * rows) + k] * x[j];
            }

            x[k] = sum / diagonal[k];
        }

        return x;
    }

    private static void Reflect(ReadOnlySpan<double> mirror, double scale, Span<double> vector)
    {
        var factor = scale * Dot(mirror, vector);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] -= factor * mirror[i];
        }
    }

    private static double Norm(ReadOnlySpan<double> vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
