namespace Pentaprism.Darkroom.Lens;

/// <summary>Turns a smooth function over 0…1 into a polynomial.</summary>
internal static class ChebyshevFit
{
    /// <summary>Interpolates at the Chebyshev nodes, which comes close to the best polynomial of its degree.</summary>
    /// <param name="function">The function.</param>
    /// <param name="degree">Degree of the polynomial.</param>
    /// <returns>Coefficients of 1, s, s², …</returns>
    public static double[] OnUnitInterval(Func<double, double> function, int degree)
    {
        var n = degree + 1;
        var values = Enumerable.Range(0, n).Select(j => function((Math.Cos(Math.PI * (j + 0.5) / n) + 1) / 2)).ToArray();

        // T0 = 1, T1 = u, T(k+1) = 2u·Tk − T(k−1), with u = 2s − 1, all as coefficients of powers of s.
        double[] before = new double[n], now = new double[n], sum = new double[n];
        (before[0], now[0]) = (1, -1);
        if (n > 1)
        {
            now[1] = 2;
        }

        for (var k = 0; k < n; k++)
        {
            var order = k;
            var c = values.Select((value, j) => value * Math.Cos(Math.PI * order * (j + 0.5) / n)).Sum() * (k == 0 ? 1.0 : 2.0) / n;
            for (var i = 0; i < n; i++)
            {
                sum[i] += c * before[i];
            }

            var next = new double[n];
            for (var i = 0; i < n; i++)
            {
                next[i] = (i > 0 ? 4 * now[i - 1] : 0) - (2 * now[i]) - before[i];
            }

            (before, now) = (now, next);
        }

        return sum;
    }
}
