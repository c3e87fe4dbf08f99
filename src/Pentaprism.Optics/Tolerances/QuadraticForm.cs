using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tolerances;

/// <summary>The weighted mean square of a sum of columns as a function of their factors: Σ Hᵢⱼ vᵢ vⱼ.</summary>
internal sealed class QuadraticForm
{
    // Row by row; the upper half holds 2 Hᵢⱼ, so that each pair is met once.
    private readonly double[][] _rows;

    public QuadraticForm(ReadOnlySpan<double[]> columns, double[] weights)
    {
        _rows = new double[columns.Length][];
        var weighted = new double[weights.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            Sums.Multiply(weights, columns[i], weighted);
            _rows[i] = new double[columns.Length - i];
            for (var j = i; j < columns.Length; j++)
            {
                _rows[i][j - i] = (j == i ? 1 : 2) * Sums.Dot(weighted, columns[j]);
            }
        }
    }

    public double At(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < _rows.Length; i++)
        {
            sum += values[i] * Sums.Dot(_rows[i], values[i..]);
        }

        return sum;
    }

    public double Diagonal(int index) => _rows[index][0];
}
