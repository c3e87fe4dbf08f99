namespace Pentaprism.Optics.Glasses;

/// <summary>How the index of a glass changes with temperature.</summary>
/// <remarks>
/// Source: SCHOTT, Technical Information TIE-19. With the absolute index n at the reference temperature and ΔT from there:
/// Δn = (n² − 1) / (2 n) · (D0 ΔT + D1 ΔT² + D2 ΔT³ + (E0 ΔT + E1 ΔT²) / (w² − λtk²)), w in micrometres.
/// </remarks>
/// <param name="D0">First coefficient, 1/K.</param>
/// <param name="D1">Second coefficient, 1/K².</param>
/// <param name="D2">Third coefficient, 1/K³.</param>
/// <param name="E0">First coefficient of the resonance, µm²/K.</param>
/// <param name="E1">Second coefficient of the resonance, µm²/K².</param>
/// <param name="LambdaTk">Wavelength of the resonance, µm.</param>
/// <param name="ReferenceCelsius">Temperature at which the catalogue's dispersion holds, °C.</param>
public sealed record ThermalDispersion(
    double D0, double D1, double D2, double E0, double E1, double LambdaTk, double ReferenceCelsius = 20)
{
    /// <summary>Gives the change of the absolute index.</summary>
    /// <param name="absoluteIndex">The absolute index at the reference temperature.</param>
    /// <param name="nanometres">The wavelength in a vacuum, nm.</param>
    /// <param name="celsius">The temperature, °C.</param>
    /// <returns>The change.</returns>
    public double Change(double absoluteIndex, double nanometres, double celsius)
    {
        var t = celsius - ReferenceCelsius;
        var w2 = nanometres * nanometres * 1e-6;
        var resonance = t * (E0 + (t * E1)) / (w2 - (LambdaTk * LambdaTk));
        return ((absoluteIndex * absoluteIndex) - 1) / (2 * absoluteIndex) * ((t * (D0 + (t * (D1 + (t * D2))))) + resonance);
    }
}
