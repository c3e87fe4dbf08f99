using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>The few orthonormal kernels whose sums come nearest to many given ones: leading right singular vectors.</summary>
internal static class EigenKernels
{
    private const int Rounds = 40;

    /// <summary>Finds them by orthogonal iteration on AᵀA, from the given kernels themselves.</summary>
    /// <param name="kernels">The rows of A.</param>
    /// <param name="rank">How many; no more than there are kernels.</param>
    /// <returns>The basis, the most important first.</returns>
    public static double[][] Of(double[][] kernels, int rank)
    {
        rank = Math.Min(rank, kernels.Length);
        double[][] basis = [.. Enumerable.Range(0, rank).Select(k => (double[])kernels[k * kernels.Length / rank].Clone())];
        Orthonormalise(basis);
        for (var round = 0; round < Rounds; round++)
        {
            double[][] next = [.. basis.Select(vector => new double[vector.Length])];
            foreach (var kernel in kernels)
            {
                for (var k = 0; k < rank; k++)
                {
                    Sums.Add(Sums.Dot(kernel, basis[k]), kernel, next[k]);
                }
            }

            Orthonormalise(next);
            basis = next;
        }

        return basis;
    }

    // Gram-Schmidt, twice; a vector that nothing is left of becomes 0.
    private static void Orthonormalise(double[][] vectors)
    {
        for (var k = 0; k < vectors.Length; k++)
        {
            var before = Math.Sqrt(Sums.Dot(vectors[k], vectors[k]));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < k; j++)
                {
                    Sums.Add(-Sums.Dot(vectors[k], vectors[j]), vectors[j], vectors[k]);
                }
            }

            var length = Math.Sqrt(Sums.Dot(vectors[k], vectors[k]));
            var scale = length > 1e-13 * before ? 1 / length : 0;
            for (var i = 0; i < vectors[k].Length; i++)
            {
                vectors[k][i] *= scale;
            }
        }
    }
}
