using System.Collections.Immutable;

namespace Pentaprism.Capture.Lenses;

/// <summary>Fits Σ cᵢ r²ⁱ by least squares.</summary>
internal static class EvenPolynomial
{
    /// <summary>Finds the coefficients.</summary>
    /// <param name="function">What is approached.</param>
    /// <param name="largest">It is approached from 0 to this radius.</param>
    /// <param name="weight">How much a radius counts.</param>
    /// <param name="count">How many coefficients.</param>
    public static ImmutableArray<double> Fit(Func<double, double> function, double largest, Func<double, double> weight, int count)
    {
        const int Samples = 200;
        double[] radii = [.. Enumerable.Range(0, Samples).Select(i => largest * (i + 0.5) / Samples)];
        double[] roots = [.. radii.Select(radius => Math.Sqrt(weight(radius)))];
        double[][] columns = [.. Enumerable.Range(0, count).Select(k => radii.Select((radius, i) => roots[i] * Math.Pow(radius / largest, 2 * k)).ToArray())];
        double[] rest = [.. radii.Select((radius, i) => roots[i] * function(radius))];

        // Gram and Schmidt, then backwards.
        var upper = new double[count, count];
        var projections = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var j = 0; j < k; j++)
            {
                upper[j, k] = Dot(columns[j], columns[k]);
                Subtract(columns[k], columns[j], upper[j, k]);
            }

            upper[k, k] = Math.Sqrt(Dot(columns[k], columns[k]));
            columns[k] = [.. columns[k].Select(value => value / upper[k, k])];
            projections[k] = Dot(columns[k], rest);
            Subtract(rest, columns[k], projections[k]);
        }

        for (var k = count - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < count; j++)
            {
                projections[k] -= upper[k, j] * projections[j];
            }

            projections[k] /= upper[k, k];
        }

        return [.. projections.Select((value, k) => value / Math.Pow(largest, 2 * k))];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void Subtract(double[] from, double[] column, double factor)
    {
        for (var i = 0; i < from.Length; i++)
        {
            from[i] -= factor * column[i];
        }
    }
}
