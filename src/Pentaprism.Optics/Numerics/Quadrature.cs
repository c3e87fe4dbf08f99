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

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        double before = 1, value = x;
        for (var k = 2; k <= degree; k++)
        {
            (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
