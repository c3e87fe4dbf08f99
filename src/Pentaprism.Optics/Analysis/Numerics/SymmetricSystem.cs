using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>A symmetric positive definite system A x = b, factored once as L Lᵀ (Cholesky).</summary>
/// <remarks>An unknown that the equations cannot tell from earlier ones, to working precision, is given the value 0.</remarks>
internal sealed class SymmetricSystem
{
    private const double Least = 1e-13;

    private readonly double[] _lower;

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">Size × size, row by row; its lower half is read and overwritten by L.</param>
    /// <param name="size">Unknowns.</param>
    public SymmetricSystem(double[] matrix, int size)
    {
        _lower = matrix;
        Size = size;
        for (var i = 0; i < size; i++)
        {
            var row = matrix.AsSpan(i * size, size);
            for (var j = 0; j <= i; j++)
            {
                var sum = row[j] - Sums.Dot(row[..j], matrix.AsSpan(j * size, j));
                if (i == j)
                {
                    row[i] = sum > Least * row[i] ? Math.Sqrt(sum) : double.PositiveInfinity;
                }
                else
                {
                    row[j] = sum / matrix[(j * size) + j];
                }
            }
        }
    }

    public int Size { get; }

    /// <summary>Solves in place.</summary>
    /// <param name="b">The right side; becomes the solution.</param>
    public void Solve(Span<double> b) => Cholesky.Solve(_lower, Size, b);
}
