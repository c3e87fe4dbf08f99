using static System.Math;

namespace Pentaprism.Optics.Glasses;

/// <summary>The thirteen dispersion formulas of AGF glass catalogues.</summary>
/// <remarks>
/// Source: the numbering and the formulas are those of the Zemax manual, chapter on glass catalogues. Number 4 is printed there with λ² in
/// the first fraction only, unlike the other Sellmeier forms. w is the wavelength in micrometres.
/// </remarks>
public static class AgfFormulas
{
    private static readonly (string Name, int Coefficients, IndexFormula Formula)[] _all =
    [
        ("Schott", 6, Schott),
        ("Sellmeier 1", 6, Sellmeier),
        ("Herzberger", 6, Herzberger),
        ("Sellmeier 2", 5, Sellmeier2),
        ("Conrady", 3, Conrady),
        ("Sellmeier 3", 8, Sellmeier),
        ("Handbook of Optics 1", 4, Handbook1),
        ("Handbook of Optics 2", 4, Handbook2),
        ("Sellmeier 4", 5, Sellmeier4),
        ("Extended", 8, Extended),
        ("Sellmeier 5", 10, Sellmeier),
        ("Extended 2", 8, Extended2),
        ("Extended 3", 9, Extended3),
    ];

    /// <summary>Gets how many formulas there are; they are numbered from 1.</summary>
    public static int Count => _all.Length;

    /// <summary>Makes a dispersion from a formula's number and coefficients as they stand in a CD line.</summary>
    /// <param name="number">1 to 13.</param>
    /// <param name="coefficients">Coefficients; missing ones are 0, those beyond the formula's own are not used.</param>
    /// <param name="range">The wavelengths of the LD line.</param>
    /// <returns>The dispersion.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such formula.</exception>
    public static Dispersion Create(int number, ReadOnlySpan<double> coefficients, WavelengthRange range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        var (name, count, formula) = _all[number - 1];
        var own = new double[count];
        coefficients[..Min(count, coefficients.Length)].CopyTo(own);
        return new FormulaDispersion(name, $"a{number}", formula, [.. own], range);
    }

    // n² = a0 + a1 w² + a2 w⁻² + a3 w⁻⁴ + a4 w⁻⁶ + a5 w⁻⁸
    private static double Schott(ReadOnlySpan<double> c, double w) => Sqrt(c[0] + (c[1] * w * w) + Inverse(c[2..6], w));

    // n² = 1 + Σ K w² / (w² − L)
    private static double Sellmeier(ReadOnlySpan<double> c, double w) => Sqrt(1 + Resonances(c, w * w));

    // n = A + B l + C l² + D w² + E w⁴ + F w⁶,  l = 1 / (w² − 0.028)
    private static double Herzberger(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        var l = 1 / (w2 - 0.028);
        return c[0] + (l * (c[1] + (l * c[2]))) + (w2 * (c[3] + (w2 * (c[4] + (w2 * c[5])))));
    }

    // n² = 1 + A + B1 w² / (w² − l1²) + B2 / (w² − l2²)
    private static double Sellmeier2(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        return Sqrt(1 + c[0] + (c[1] * w2 / (w2 - (c[2] * c[2]))) + (c[3] / (w2 - (c[4] * c[4]))));
    }

    // n = n0 + A / w + B / w^3.5
    private static double Conrady(ReadOnlySpan<double> c, double w) => c[0] + (c[1] / w) + (c[2] / Pow(w, 3.5));

    // n² = A + B / (w² − C) − D w²
    private static double Handbook1(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        return Sqrt(c[0] + (c[1] / (w2 - c[2])) - (c[3] * w2));
    }

    // n² = A + B w² / (w² − C) − D w²
    private static double Handbook2(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        return Sqrt(c[0] + (c[1] * w2 / (w2 - c[2])) - (c[3] * w2));
    }

    // n² = A + B w² / (w² − C) + D w² / (w² − E)
    private static double Sellmeier4(ReadOnlySpan<double> c, double w) => Sqrt(c[0] + Resonances(c[1..], w * w));

    // n² = a0 + a1 w² + a2 w⁻² + … + a7 w⁻¹²
    private static double Extended(ReadOnlySpan<double> c, double w) => Sqrt(c[0] + (c[1] * w * w) + Inverse(c[2..8], w));

    // n² = a0 + a1 w² + a2 w⁻² + a3 w⁻⁴ + a4 w⁻⁶ + a5 w⁻⁸ + a6 w⁴ + a7 w⁶
    private static double Extended2(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        return Sqrt(c[0] + (w2 * (c[1] + (w2 * (c[6] + (w2 * c[7]))))) + Inverse(c[2..6], w));
    }

    // n² = a0 + a1 w² + a2 w⁴ + a3 w⁻² + a4 w⁻⁴ + … + a8 w⁻¹²
    private static double Extended3(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        return Sqrt(c[0] + (w2 * (c[1] + (w2 * c[2]))) + Inverse(c[3..9], w));
    }

    // c0 w⁻² + c1 w⁻⁴ + …
    private static double Inverse(ReadOnlySpan<double> c, double w)
    {
        var inverse = 1 / (w * w);
        var sum = 0.0;
        for (var i = c.Length - 1; i >= 0; i--)
        {
            sum = (sum + c[i]) * inverse;
        }

        return sum;
    }

    // Σ K w² / (w² − L); pairs of zeros fill short lists and say nothing.
    private static double Resonances(ReadOnlySpan<double> pairs, double w2)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            sum += pairs[i] * w2 / (w2 - pairs[i + 1]);
        }

        return sum;
    }
}
