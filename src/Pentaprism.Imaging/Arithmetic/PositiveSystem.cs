namespace Pentaprism.Imaging;

/// <summary>Small systems of linear equations with a symmetric positive definite matrix, as normal equations give them.</summary>
public static class PositiveSystem
{
    // Below this part of its diagonal element a pivot is rounding alone.
    private const double LeastPivot = 1e-12;

    /// <summary>Solves A x = b by Cholesky's method.</summary>
    /// <param name="matrix">A, n × n; only its lower half is read, and it is left as it is.</param>
    /// <param name="values">b, n numbers, and x afterwards.</param>
    /// <returns>Whether A was positive definite to working precision; otherwise the values are left as they were.</returns>
    public static bool TrySolve(double[,] matrix, Span<double> values)
    {
        var n = values.Length;
        var factor = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[i, k] * factor[j, k];
                }

                if (i > j)
                {
                    factor[i, j] = sum / factor[j, j];
                }
                else if (sum > LeastPivot * matrix[j, j])
                {
                    factor[j, j] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                values[i] -= factor[i, k] * values[k];
            }

            values[i] /= factor[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                values[i] -= factor[k, i] * values[k];
            }

            values[i] /= factor[i, i];
        }

        return true;
    }
}
