namespace Pentaprism.Optics.Numerics;

/// <summary>Solves symmetric positive definite systems: A = L Lᵀ.</summary>
internal static class Cholesky
{
    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">Row by row; the lower triangle is read and replaced by L.</param>
    /// <param name="size">Rows.</param>
    /// <returns>Whether the matrix is positive definite.</returns>
    public static bool Factor(Span<double> matrix, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var row = matrix.Slice(i * size, size);
            for (var j = 0; j <= i; j++)
            {
                var sum = row[j] - Sums.Dot(row[..j], matrix.Slice(j * size, j));
                if (j < i)
                {
                    row[j] = sum / matrix[(j * size) + j];
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    row[i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Solves L Lᵀ x = b.</summary>
    /// <param name="factor">What <see cref="Factor"/> left.</param>
    /// <param name="size">Rows.</param>
    /// <param name="vector">b, replaced by x.</param>
    public static void Solve(ReadOnlySpan<double> factor, int size, Span<double> vector)
    {
        for (var i = 0; i < size; i++)
        {
            vector[i] = (vector[i] - Sums.Dot(factor.Slice(i * size, i), vector[..i])) / factor[(i * size) + i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            var x = vector[i] /= factor[(i * size) + i];
            for (var j = 0; j < i; j++)
            {
                vector[j] -= factor[(i * size) + j] * x;
            }
        }
    }
}
