namespace Pentaprism.Optics.Numerics;

/// <summary>Rules that integrate smooth functions from a few points.</summary>
internal static class Quadrature
{
    /// <summary>Gives the Gauss-Legendre rule on [−1, 1]: exact for polynomials up to the degree 2 n − 1.</summary>
    /// <remarks>Newton's method on the Legendre polynomial of degree n, from the asymptotic places of its zeros.</remarks>
    /// <param name="count">The number n of points.</param>
    /// <returns>Abscissae in ascending order and weights, which sum to 2.</returns>
    public static (double[] Abscissae, double[] Weights) GaussLegendre(int count)
    {
        var abscissae = new double[count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var x = -Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            for (var step = 0; step < 12; step++)
            {
                var (value, slope) = Legendre(count, x);
                x -= value / slope;
            }

            var (_, derivative) = Legendre(count, x);
            abscissae[i] = x;
            weights[i] = 2 / ((1 - (x * x)) * derivative * derivative);
        }

        return (abscissae, weights);
    }

    /// <summary>Gives the Gauss-Radau rule on [−1, 1] with its last point at 1: exact for polynomials up to the degree 2 n − 2.</summary>
    /// <remarks>
    /// The other points are the zeros of (P₍ₙ₋₁₎ − Pₙ)/(1 − x), a Jacobi polynomial, by Newton's method from their asymptotic places (Abramowitz and Stegun
    /// 25.4.31, there with its first point at −1).
    /// </remarks>
    /// <param name="count">The number n of points.</param>
    /// <returns>Abscissae in ascending order and weights, which sum to 2.</returns>
    public static (double[] Abscissae, double[] Weights) GaussRadau(int count)
    {
        var abscissae = new double[count];
        var weights = new double[count];
        for (var i = 0; i < count - 1; i++)
        {
            var x = Math.Cos(Math.PI * (count - 1 - i + 0.25) / count);
            for (var step = 0; step < 12; step++)
            {
                var (low, lowSlope) = Legendre(count - 1, x);
                var (high, highSlope) = Legendre(count, x);
                var value = low - high;
                x -= value / (lowSlope - highSlope + (value / (1 - x)));
            }

            var (before, _) = Legendre(count - 1, x);
            abscissae[i] = x;
            weights[i] = (1 + x) / ((count * before) * (count * before));
        }

        abscissae[^1] = 1;
        weights[^1] = 2.0 / (count * count);
        return (abscissae, weights);
    }

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        if (degree == 0)
        {
            return (1, 0);
        }

        double before = 1, value = x;
        for (var k = 2; k <= degree; k++)
        {
            (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
