namespace Pentaprism.Optics.Glasses;

/// <summary>The wavelengths for which a maker or author vouches.</summary>
/// <param name="FromNanometres">The shortest, nm.</param>
/// <param name="ToNanometres">The longest, nm.</param>
public readonly record struct WavelengthRange(double FromNanometres, double ToNanometres)
{
    /// <summary>Gets the range that holds every wavelength, of data that name none.</summary>
    public static WavelengthRange Any { get; } = new(0, double.PositiveInfinity);

    /// <summary>Says whether a wavelength lies inside.</summary>
    /// <param name="nanometres">The wavelength, nm.</param>
    /// <returns>True inside and on the ends.</returns>
    public bool Contains(double nanometres) => nanometres >= FromNanometres && nanometres <= ToNanometres;

    /// <summary>Gives the range with a part of its ends added on both sides.</summary>
    /// <param name="part">The part, such as 0.1.</param>
    /// <returns>The wider range.</returns>
    internal WavelengthRange Widened(double part) => new(FromNanometres * (1 - part), ToNanometres * (1 + part));

    /// <summary>Gives the range in words.</summary>
    /// <returns>Such as "365 to 1014 nm".</returns>
    public override string ToString() => this == Any
        ? "every wavelength"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{FromNanometres:0.###} to {ToNanometres:0.###} nm");
}
