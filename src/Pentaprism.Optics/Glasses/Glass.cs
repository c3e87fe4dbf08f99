using System.Globalization;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Glasses;

/// <summary>A material of a catalogue: glass, moulded plastic or crystal.</summary>
/// <remarks>
/// Names of glass types are not unique: two makers sell different glasses as "SF5". The full name is maker and type together.
/// Indices are relative to air at the catalogue's temperature.
/// </remarks>
public sealed record Glass : Medium
{
    /// <summary>Gets the maker, or the author of the measurement, such as "SCHOTT".</summary>
    public required string Maker { get; init; }

    /// <summary>Gets the maker's name of the glass, such as "N-BK7".</summary>
    public required string Type { get; init; }

    /// <summary>Gets the dispersion.</summary>
    public required Dispersion Dispersion { get; init; }

    /// <summary>Gets where the numbers come from: the catalogue, its edition, its file.</summary>
    public string Source { get; init; } = "";

    /// <summary>Gets the index at the line d as the catalogue prints it, which may be stale; the dispersion rules.</summary>
    public double? PrintedNd { get; init; }

    /// <summary>Gets the Abbe number as the catalogue prints it, which may be stale; the dispersion rules.</summary>
    public double? PrintedVd { get; init; }

    /// <summary>Gets the change with temperature, if known.</summary>
    public ThermalDispersion? Thermal { get; init; }

    /// <summary>Gets the linear expansion around room temperature, 1/K, if known.</summary>
    public double? Expansion { get; init; }

    /// <summary>Gets the density, g/cm³, if known.</summary>
    public double? Density { get; init; }

    /// <summary>Gets the deviation of the partial dispersion P_g,F from the normal line, if known.</summary>
    public double? DeltaPgF { get; init; }

    /// <summary>Gets what the maker says of its supply, such as "preferred" or "obsolete"; empty where nothing is said.</summary>
    public string Status { get; init; } = "";

    /// <summary>Gets maker and type, such as "SCHOTT N-BK7".</summary>
    public override string Name => Maker.Length == 0 ? Type : $"{Maker} {Type}";

    /// <summary>Gets the index at the line d from the dispersion; null where it does not reach there.</summary>
    public double? Nd => Dispersion.TryIndex(Wavelength.LineD, out var index) ? index : null;

    /// <summary>Gets the Abbe number (n_d − 1) / (n_F − n_C) from the dispersion; null where it does not reach there.</summary>
    public double? Vd => AbbeNumber();

    /// <inheritdoc/>
    public override double Index(double nanometres) => Dispersion.TryIndex(nanometres, out var index)
        ? index
        : throw new ArgumentOutOfRangeException(
            nameof(nanometres),
            string.Create(CultureInfo.InvariantCulture, $"'{Name}' has no index at {nanometres:0.###} nm: it is known for {Dispersion.Range}"));

    /// <summary>Gives the index at another temperature.</summary>
    /// <param name="nanometres">The wavelength in air, nm.</param>
    /// <param name="celsius">The temperature of glass and air, °C.</param>
    /// <param name="atmospheres">The pressure of the air, atmospheres; 0 gives the absolute index.</param>
    /// <returns>The index relative to the air around the glass.</returns>
    /// <exception cref="InvalidOperationException">The catalogue gives no thermal coefficients.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The glass has no index at this wavelength.</exception>
    public double IndexAt(double nanometres, double celsius, double atmospheres = 1)
    {
        var thermal = Thermal ?? throw new InvalidOperationException($"The catalogue gives no thermal coefficients of '{Name}'.");
        var air = AirIndex.At(nanometres, thermal.ReferenceCelsius);
        var absolute = Index(nanometres) * air;
        return (absolute + thermal.Change(absolute, nanometres * air, celsius)) / AirIndex.At(nanometres, celsius, atmospheres);
    }

    /// <inheritdoc/>
    public bool Equals(Glass? other) => other is not null && Name == other.Name && Dispersion == other.Dispersion;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Dispersion);

    private double? AbbeNumber() =>
        Nd is { } d && Dispersion.TryIndex(Wavelength.LineF, out var f) && Dispersion.TryIndex(Wavelength.LineC, out var c) && f != c
            ? (d - 1) / (f - c)
            : null;
}
