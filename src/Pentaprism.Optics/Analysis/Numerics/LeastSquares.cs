using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Analysis;

/// <summary>Weighted least squares by any functions, given by their values at nodes.</summary>
internal sealed class LeastSquares
{
    private readonly double[][] _terms;
    private readonly double[] _weights;
    private readonly SymmetricSystem _system;

    /// <summary>Prepares a fit.</summary>
    /// <param name="terms">For each function its values at the nodes.</param>
    /// <param name="weights">Weights of the nodes, summing to 1.</param>
    public LeastSquares(double[][] terms, double[] weights)
    {
        (_terms, _weights) = (terms, weights);
        var size = terms.Length;
        var gram = new double[size * size];
        var weighted = new double[weights.Length];
        for (var i = 0; i < size; i++)
        {
            Sums.Multiply(weights, terms[i], weighted);
            for (var j = 0; j <= i; j++)
            {
                gram[(i * size) + j] = Sums.Dot(weighted, terms[j]);
            }
        }

        _system = new SymmetricSystem(gram, size);
    }

    /// <summary>Fits a function.</summary>
    /// <param name="values">Its values at the nodes.</param>
    /// <param name="residual">Root mean square of what is left.</param>
    /// <returns>One coefficient for each term.</returns>
    public double[] Fit(ReadOnlySpan<double> values, out double residual)
    {
        var coefficients = new double[_terms.Length];
        var left = values.ToArray();
        var step = new double[_terms.Length];
        var weighted = new double[left.Length];

        // The second round takes away what the normal equations lost to rounding.
        for (var round = 0; round < 2; round++)
        {
            Sums.Multiply(_weights, left, weighted);
            for (var i = 0; i < step.Length; i++)
            {
                step[i] = Sums.Dot(weighted, _terms[i]);
            }

            _system.Solve(step);
            for (var i = 0; i < step.Length; i++)
            {
                coefficients[i] += step[i];
                Sums.Add(-step[i], _terms[i], left);
            }
        }

        Sums.Multiply(_weights, left, weighted);
        residual = Math.Sqrt(Sums.Dot(weighted, left));
        return coefficients;
    }

    /// <summary>Gives the root mean square of what a fit leaves.</summary>
    public static double RmsWithout(double[][] terms, double[] weights, double[] values)
    {
        _ = new LeastSquares(terms, weights).Fit(values, out var residual);
        return residual;
    }
}
