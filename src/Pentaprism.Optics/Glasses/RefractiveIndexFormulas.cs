using static System.Math;

namespace Pentaprism.Optics.Glasses;

/// <summary>The nine dispersion formulas of the refractiveindex.info database.</summary>
/// <remarks>
/// Source: M. N. Polyanskiy, "Refractiveindex.info database of optical constants", Sci. Data 11, 94 (2024), and the database's own page
/// of formulas. Coefficients are numbered from C1, so c[0] is C1; w is the wavelength in micrometres.
/// </remarks>
public static class RefractiveIndexFormulas
{
    private static readonly (string Name, int Least, IndexFormula Formula)[] _all =
    [
        ("Sellmeier", 1, Sellmeier),
        ("Sellmeier-2", 1, Sellmeier2),
        ("Polynomial", 1, Polynomial),
        ("RefractiveIndex.INFO", 9, General),
        ("Cauchy", 1, Cauchy),
        ("Gases", 1, Gases),
        ("Herzberger", 3, Herzberger),
        ("Retro", 4, Retro),
        ("Exotic", 6, Exotic),
    ];

    /// <summary>Gets how many formulas there are; they are numbered from 1.</summary>
    public static int Count => _all.Length;

    /// <summary>Makes a dispersion from a formula's number and coefficients.</summary>
    /// <param name="number">1 to 9.</param>
    /// <param name="coefficients">C1, C2, …; as many as the source lists, at least one.</param>
    /// <param name="range">The wavelengths that the source vouches for.</param>
    /// <returns>The dispersion.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such formula.</exception>
    public static Dispersion Create(int number, ReadOnlySpan<double> coefficients, WavelengthRange range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        var (name, least, formula) = _all[number - 1];
        var own = new double[Max(least, coefficients.Length)];
        coefficients.CopyTo(own);
        return new FormulaDispersion(name, $"r{number}", formula, [.. own], range);
    }

    // n² = 1 + C1 + Σ C w² / (w² − C'²)
    private static double Sellmeier(ReadOnlySpan<double> c, double w)
    {
        var (w2, sum) = (w * w, 1 + c[0]);
        for (var i = 1; i + 1 < c.Length; i += 2)
        {
            sum += c[i] * w2 / (w2 - (c[i + 1] * c[i + 1]));
        }

        return Sqrt(sum);
    }

    // n² = 1 + C1 + Σ C w² / (w² − C')
    private static double Sellmeier2(ReadOnlySpan<double> c, double w)
    {
        var (w2, sum) = (w * w, 1 + c[0]);
        for (var i = 1; i + 1 < c.Length; i += 2)
        {
            sum += c[i] * w2 / (w2 - c[i + 1]);
        }

        return Sqrt(sum);
    }

    // n² = C1 + Σ C w^C'
    private static double Polynomial(ReadOnlySpan<double> c, double w) => Sqrt(c[0] + Powers(c[1..], w));

    // n² = C1 + C2 w^C3 / (w² − C4^C5) + C6 w^C7 / (w² − C8^C9) + Σ C w^C'
    private static double General(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        return Sqrt(c[0] + Fraction(c[1..5]) + Fraction(c[5..9]) + Powers(c[9..], w));

        double Fraction(ReadOnlySpan<double> f) => f[0] == 0 ? 0 : f[0] * Pow(w, f[1]) / (w2 - Pow(f[2], f[3]));
    }

    // n = C1 + Σ C w^C'
    private static double Cauchy(ReadOnlySpan<double> c, double w) => c[0] + Powers(c[1..], w);

    // n = 1 + C1 + Σ C / (C' − w⁻²)
    private static double Gases(ReadOnlySpan<double> c, double w)
    {
        var sum = 1 + c[0];
        for (var i = 1; i + 1 < c.Length; i += 2)
        {
            sum += c[i] / (c[i + 1] - (1 / (w * w)));
        }

        return sum;
    }

    // n = C1 + C2 l + C3 l² + C4 w² + C5 w⁴ + C6 w⁶,  l = 1 / (w² − 0.028)
    private static double Herzberger(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        var l = 1 / (w2 - 0.028);
        var (sum, power) = (c[0] + (c[1] * l) + (c[2] * l * l), 1.0);
        foreach (var coefficient in c[3..])
        {
            power *= w2;
            sum += coefficient * power;
        }

        return sum;
    }

    // (n² − 1) / (n² + 2) = C1 + C2 w² / (w² − C3) + C4 w²
    private static double Retro(ReadOnlySpan<double> c, double w)
    {
        var w2 = w * w;
        var a = c[0] + (c[1] * w2 / (w2 - c[2])) + (c[3] * w2);
        return Sqrt((1 + (2 * a)) / (1 - a));
    }

    // n² = C1 + C2 / (w² − C3) + C4 (w − C5) / ((w − C5)² + C6)
    private static double Exotic(ReadOnlySpan<double> c, double w)
    {
        var d = w - c[4];
        return Sqrt(c[0] + (c[1] / ((w * w) - c[2])) + (c[3] * d / ((d * d) + c[5])));
    }

    private static double Powers(ReadOnlySpan<double> pairs, double w)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            sum += pairs[i] * Pow(w, pairs[i + 1]);
        }

        return sum;
    }
}
