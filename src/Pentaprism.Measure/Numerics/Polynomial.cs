namespace Pentaprism.Measure.Numerics;

/// <summary>A polynomial a0 + a1 x + a2 x² + …</summary>
/// <param name="Coefficients">a0, a1, …</param>
internal sealed record Polynomial(double[] Coefficients)
{
    /// <summary>Fits a polynomial through points by least squares.</summary>
    /// <remarks>The abscissa is centred on its mean and divided by its standard deviation for the fit, which keeps high orders well conditioned; the coefficients are those of the plain abscissa again.</remarks>
    /// <param name="xs">Abscissae.</param>
    /// <param name="ys">Ordinates.</param>
    /// <param name="order">Highest power, below the number of points.</param>
    /// <returns>The polynomial; null where the points do not determine it.</returns>
    public static Polynomial? Fit(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int order)
    {
        var mean = Mean(xs);
        var deviation = 0.0;
        foreach (var x in xs)
        {
            deviation += (x - mean) * (x - mean);
        }

        deviation = Math.Sqrt(deviation / (xs.Length - 1));
        if (!(deviation > 0) || xs.Length <= order)
        {
            return null;
        }

        var matrix = new double[(order + 1) * xs.Length];
        for (var i = 0; i < xs.Length; i++)
        {
            var (power, u) = (1.0, (xs[i] - mean) / deviation);
            for (var k = 0; k <= order; k++, power *= u)
            {
                matrix[(k * xs.Length) + i] = power;
            }
        }

        return LeastSquares.Solve(matrix, ys.ToArray(), order + 1) is { } scaled ? new Polynomial(Plain(scaled, mean, deviation)) : null;
    }

    /// <summary>Gives the value at x.</summary>
    public double At(double x)
    {
        var value = 0.0;
        for (var k = Coefficients.Length - 1; k >= 0; k--)
        {
            value = (value * x) + Coefficients[k];
        }

        return value;
    }

    // Horner's scheme on polynomials: Σ c_k u^k with u = (x − m) / d, expanded in x.
    private static double[] Plain(double[] scaled, double mean, double deviation)
    {
        var plain = new double[scaled.Length];
        for (var k = scaled.Length - 1; k >= 0; k--)
        {
            for (var j = plain.Length - 1; j > 0; j--)
            {
                plain[j] = (plain[j - 1] - (mean * plain[j])) / deviation;
            }

            plain[0] = (-mean * plain[0] / deviation) + scaled[k];
        }

        return plain;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
