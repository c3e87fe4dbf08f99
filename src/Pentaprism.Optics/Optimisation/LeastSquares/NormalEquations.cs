using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Optimisation.LeastSquares;

/// <summary>Forms JᵀJ and Jᵀr of a Jacobian that stands column by column.</summary>
internal static class NormalEquations
{
    private const int Chunk = 512;

    /// <summary>Forms both.</summary>
    /// <param name="jacobian">Columns one after the other.</param>
    /// <param name="rows">Elements from one column to the next.</param>
    /// <param name="residuals">One for each row that counts; they come first in each column.</param>
    /// <param name="variables">Columns.</param>
    /// <param name="normal">Filled with JᵀJ, row by row, both triangles.</param>
    /// <param name="gradient">Filled with Jᵀr.</param>
    public static void Form(
        ReadOnlySpan<double> jacobian, int rows, ReadOnlySpan<double> residuals, int variables, Span<double> normal, Span<double> gradient)
    {
        normal.Clear();
        gradient.Clear();
        for (var start = 0; start < residuals.Length; start += Chunk)
        {
            var length = Math.Min(Chunk, residuals.Length - start);
            var right = residuals.Slice(start, length);
            for (var i = 0; i < variables; i++)
            {
                var column = jacobian.Slice((i * rows) + start, length);
                gradient[i] += Sums.Dot(column, right);
                var j = 0;
                for (; j + 3 <= i; j += 4)
                {
                    Sums.AddDots(column, jacobian[((j * rows) + start)..], rows, normal.Slice((i * variables) + j, 4));
                }

                for (; j <= i; j++)
                {
                    normal[(i * variables) + j] += Sums.Dot(column, jacobian.Slice((j * rows) + start, length));
                }
            }
        }

        for (var i = 0; i < variables; i++)
        {
            for (var j = 0; j < i; j++)
            {
                normal[(j * variables) + i] = normal[(i * variables) + j];
            }
        }
    }
}
