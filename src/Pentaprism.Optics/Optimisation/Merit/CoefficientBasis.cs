namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>
/// Combinations of powers of r that act independently: orthonormal in slope over the aperture, ∫₀¹ f'(u) g'(u) u du with u = r/h, in the spirit
/// of the orthogonal aspheres of Forbes (Opt. Express 15, 5218, 2007). Powers alone are so alike that a damped step hardly moves them.
/// </summary>
internal static class CoefficientBasis
{
    /// <summary>Makes the combinations.</summary>
    /// <param name="powers">Powers of r, ascending.</param>
    /// <param name="height">h, mm.</param>
    /// <returns>By combination, then power: coefficients of rᵐ, for a slope of 1 in the root mean square.</returns>
    public static double[][] Of(IReadOnlyList<int> powers, double height)
    {
        // ⟨uᵃ, uᵇ⟩ = a b/(a + b); Gram-Schmidt, twice for rounding.
        var basis = new double[powers.Count][];
        for (var i = 0; i < powers.Count; i++)
        {
            var row = new double[powers.Count];
            row[i] = 1;
            for (var j = 0; j < 2 * i; j++)
            {
                var other = basis[j % i];
                var overlap = Product(powers, row, other);
                for (var k = 0; k <= i; k++)
                {
                    row[k] -= overlap * other[k];
                }
            }

            var norm = 1 / Math.Sqrt(Product(powers, row, row));
            for (var k = 0; k <= i; k++)
            {
                row[k] *= norm;
            }

            basis[i] = row;
        }

        foreach (var row in basis)
        {
            for (var k = 0; k < powers.Count; k++)
            {
                row[k] *= Math.Pow(height, 1 - powers[k]);
            }
        }

        return basis;
    }

    private static double Product(IReadOnlyList<int> powers, double[] f, double[] g)
    {
        var sum = 0.0;
        for (var i = 0; i < f.Length; i++)
        {
            for (var j = 0; j < g.Length; j++)
            {
                sum += f[i] * g[j] * powers[i] * powers[j] / (powers[i] + powers[j]);
            }
        }

        return sum;
    }
}
