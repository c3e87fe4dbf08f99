namespace Pentaprism.Measure.Numerics;

/// <summary>Symmetric positive systems of a few unknowns, as normal equations give them.</summary>
public static class SmallSystem
{
    /// <summary>Inverts a symmetric positive definite matrix in place (Gauss-Jordan; its rows need no exchange).</summary>
    /// <param name="matrix">Row by row.</param>
    /// <param name="size">Rows.</param>
    /// <returns>Whether it is positive definite; where it is not, it is spoilt.</returns>
    public static bool Invert(Span<double> matrix, int size)
    {
        for (var k = 0; k < size; k++)
        {
            var pivot = matrix[(k * size) + k];
            if (!(pivot > 0) || !double.IsFinite(pivot))
            {
                return false;
            }

            matrix[(k * size) + k] = 1;
            for (var j = 0; j < size; j++)
            {
                matrix[(k * size) + j] /= pivot;
            }

            for (var i = 0; i < size; i++)
            {
                if (i == k)
                {
                    continue;
                }

                var factor = matrix[(i * size) + k];
                matrix[(i * size) + k] = 0;
                for (var j = 0; j < size; j++)
                {
                    matrix[(i * size) + j] -= factor * matrix[(k * size) + j];
                }
            }
        }

        return true;
    }

    /// <summary>product = A v.</summary>
    /// <param name="matrix">A, row by row.</param>
    /// <param name="vector">v.</param>
    /// <param name="product">As many numbers as v has.</param>
    public static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector, Span<double> product)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            product[i] = 0;
            for (var j = 0; j < vector.Length; j++)
            {
                product[i] += matrix[(i * vector.Length) + j] * vector[j];
            }
        }
    }
}
