namespace Pentaprism.Gap.Figures;

/// <summary>The inverse of a small symmetric, positive matrix.</summary>
internal static class SymmetricInverse
{
    /// <summary>Inverts the rows and columns that are in use; the others become zero.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="used">Which rows and columns count.</param>
    public static double[,] Of(double[,] matrix, bool[] used)
    {
        var count = used.Length;
        var (work, inverse) = ((double[,])matrix.Clone(), new double[count, count]);
        for (var i = 0; i < count; i++)
        {
            inverse[i, i] = used[i] ? 1 : 0;
        }

        // Gauss and Jordan; a positive matrix needs no exchange of rows.
        for (var pivot = 0; pivot < count; pivot++)
        {
            if (!used[pivot])
            {
                continue;
            }

            Scale(work, inverse, pivot, 1 / work[pivot, pivot]);
            for (var row = 0; row < count; row++)
            {
                if (row != pivot && used[row])
                {
                    Subtract(work, inverse, row, pivot, work[row, pivot]);
                }
            }
        }

        return inverse;
    }

    private static void Scale(double[,] work, double[,] inverse, int row, double factor)
    {
        for (var column = 0; column < work.GetLength(1); column++)
        {
            work[row, column] *= factor;
            inverse[row, column] *= factor;
        }
    }

    private static void Subtract(double[,] work, double[,] inverse, int row, int pivot, double factor)
    {
        for (var column = 0; column < work.GetLength(1); column++)
        {
            work[row, column] -= factor * work[pivot, column];
            inverse[row, column] -= factor * inverse[pivot, column];
        }
    }
}
