namespace Pentaprism.Optics.Analysis;

/// <summary>Weighted least squares by polynomials of the unit disc at given nodes, for any number of functions.</summary>
internal sealed class DiscFit
{
    private readonly DiscBasis _basis;
    private readonly bool _mirrored;
    private readonly int[] _nodes;
    private readonly int[][] _terms;
    private readonly LeastSquares[] _squares;

    /// <summary>Prepares the fit.</summary>
    /// <param name="x">Nodes in the unit disc.</param>
    /// <param name="y">Nodes in the unit disc.</param>
    /// <param name="weights">Weights of the nodes, summing to 1.</param>
    /// <param name="degree">Highest degree.</param>
    /// <param name="mirrored">Whether every function is even or odd in x: then the nodes at x above 0 and half of the terms suffice.</param>
    public DiscFit(double[] x, double[] y, double[] weights, int degree, bool mirrored)
    {
        _basis = DiscBasis.Of(degree);
        _mirrored = mirrored;
        _nodes = [.. Enumerable.Range(0, x.Length).Where(i => !mirrored || x[i] >= 0)];
        var columns = _basis.Evaluate(Pick(x), Pick(y));
        var all = Enumerable.Range(0, columns.Length);
        _terms = mirrored
            ? [[.. all.Where(i => !_basis.Terms[i].IsOddInX)], [.. all.Where(i => _basis.Terms[i].IsOddInX)]]
            : [[.. all]];
        var picked = Pick(weights);
        var total = picked.Sum();
        picked = Array.ConvertAll(picked, w => w / total);
        _squares = [.. _terms.Select(terms => new LeastSquares([.. terms.Select(i => columns[i])], picked))];
    }

    /// <summary>Fits a function.</summary>
    /// <param name="values">Its values at all nodes.</param>
    /// <param name="odd">Whether it is odd in x; only looked at where everything is mirrored.</param>
    /// <param name="residual">Root mean square of what is left.</param>
    /// <returns>The polynomial.</returns>
    public BivariatePolynomial Fit(double[] values, bool odd, out double residual)
    {
        var half = _mirrored && odd ? 1 : 0;
        var some = _squares[half].Fit(Pick(values), out residual);
        var coefficients = new double[_basis.Terms.Length];
        for (var i = 0; i < some.Length; i++)
        {
            coefficients[_terms[half][i]] = some[i];
        }

        return _basis.ToPolynomial(coefficients);
    }

    private double[] Pick(double[] values) => Array.ConvertAll(_nodes, i => values[i]);
}
