namespace Pentaprism.Optics.Glasses;

/// <summary>The refractive index of air.</summary>
/// <remarks>
/// Source: F. Kohlrausch, Praktische Physik (1968), as glass catalogues use it:
/// n = 1 + (n₀ − 1) p / (1 + 0.0034785 (t − 15)), with t in °C and p in atmospheres, and
/// (n₀ − 1) 10⁸ = 6432.8 + 2949810 w² / (146 w² − 1) + 25540 w² / (41 w² − 1), with w in micrometres.
/// </remarks>
public static class AirIndex
{
    /// <summary>Gives the index of air.</summary>
    /// <param name="nanometres">The wavelength, nm.</param>
    /// <param name="celsius">The temperature, °C.</param>
    /// <param name="atmospheres">The pressure, atmospheres; 0 is a vacuum.</param>
    /// <returns>The index against a vacuum.</returns>
    public static double At(double nanometres, double celsius, double atmospheres = 1)
    {
        var w2 = nanometres * nanometres * 1e-6;
        var reference = 1e-8 * (6432.8 + (2949810 * w2 / ((146 * w2) - 1)) + (25540 * w2 / ((41 * w2) - 1)));
        return 1 + (reference * atmospheres / (1 + ((celsius - 15) * 3.4785e-3)));
    }
}
