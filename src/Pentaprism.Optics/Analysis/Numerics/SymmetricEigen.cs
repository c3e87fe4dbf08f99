namespace Pentaprism.Optics.Analysis;

/// <summary>Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations, the largest value first.</summary>
/// <remarks>Golub and Van Loan, Matrix Computations, 8.5: cyclic sweeps until nothing beside the diagonal counts.</remarks>
internal sealed class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Solves for one matrix.</summary>
    /// <param name="matrix">The matrix; left as it is.</param>
    public SymmetricEigen(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (a, v) = ((double[,])matrix.Clone(), new double[n, n]);
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
        }

        for (var sweep = 0; sweep < MostSweeps && Sweep(a, v, n); sweep++)
        {
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => a[i, i])];
        Values = [.. order.Select(i => a[i, i])];
        Vectors = [.. order.Select(i => Enumerable.Range(0, n).Select(row => v[row, i]).ToArray())];
    }

    /// <summary>Gets the eigenvalues.</summary>
    public double[] Values { get; }

    /// <summary>Gets the unit vectors that belong to them.</summary>
    public double[][] Vectors { get; }

    private static bool Sweep(double[,] a, double[,] v, int n)
    {
        var turned = false;
        for (var p = 0; p < n; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) <= 1e-17 * (Math.Abs(a[p, p]) + Math.Abs(a[q, q])))
                {
                    continue;
                }

                var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(1 + (theta * theta)));
                var c = 1 / Math.Sqrt(1 + (t * t));
                Rotate(a, v, n, p, q, c, t * c);
                turned = true;
            }
        }

        return turned;
    }

    private static void Rotate(double[,] a, double[,] v, int n, int p, int q, double c, double s)
    {
        for (var k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        }

        for (var k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }

        (a[p, q], a[q, p]) = (0, 0);
    }
}
