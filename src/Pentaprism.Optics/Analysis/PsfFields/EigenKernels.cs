namespace Pentaprism.Optics.Analysis;

/// <summary>The few orthonormal kernels whose sums come nearest to many given ones: leading singular vectors.</summary>
/// <param name="Basis">The kernels, the most important first.</param>
/// <param name="Coefficients">Their coefficients for each given kernel.</param>
internal sealed record EigenKernels(float[][] Basis, double[][] Coefficients)
{
    /// <summary>Finds as many as it takes.</summary>
    /// <param name="kernels">The given kernels, all of one size; each counts as much as another, however sharp it is.</param>
    /// <param name="tolerance">What may be left of the worst one: √(Σ Δ² / Σ h²).</param>
    /// <param name="most">The largest number.</param>
    /// <returns>The kernels.</returns>
    public static EigenKernels Of(float[][] kernels, double tolerance, int most)
    {
        // Of the small matrix K Kᵀ; its square costs digits that kernels of 10⁻³ do not need.
        var n = kernels.Length;
        double[] lengths = [.. kernels.Select(kernel => Math.Sqrt(Dot(kernel, kernel)))];
        var gram = new double[n, n];
        Parallel.For(0, n, i =>
        {
            for (var j = 0; j <= i; j++)
            {
                gram[i, j] = gram[j, i] = Dot(kernels[i], kernels[j]) / (lengths[i] * lengths[j]);
            }
        });
        var eigen = new SymmetricEigen(gram);

        // Kernel i over its length is Σ √valueₖ vectorₖ[i] Bₖ: what the first few leave is 1 − Σ valueₖ vectorₖ[i]².
        var rank = 0;
        double[] left = [.. Enumerable.Repeat(1.0, n)];
        while (rank < Math.Min(most, n) && left.Max() > tolerance * tolerance)
        {
            for (var i = 0; i < n; i++)
            {
                left[i] -= eigen.Values[rank] * eigen.Vectors[rank][i] * eigen.Vectors[rank][i];
            }

            rank++;
        }

        float[][] basis = [.. Enumerable.Range(0, rank).Select(k => Combine(kernels, lengths, eigen.Vectors[k], Math.Sqrt(eigen.Values[k])))];
        return new(basis, [.. Enumerable.Range(0, n).Select(i =>
            Enumerable.Range(0, rank).Select(k => lengths[i] * Math.Sqrt(eigen.Values[k]) * eigen.Vectors[k][i]).ToArray())]);
    }

    private static float[] Combine(float[][] kernels, double[] lengths, double[] vector, double scale)
    {
        var sum = new double[kernels[0].Length];
        for (var i = 0; i < kernels.Length; i++)
        {
            var factor = vector[i] / (lengths[i] * scale);
            for (var j = 0; j < sum.Length; j++)
            {
                sum[j] += factor * kernels[i][j];
            }
        }

        return [.. sum.Select(value => (float)value)];
    }

    private static double Dot(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
