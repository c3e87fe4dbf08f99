using System.Globalization;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Spectra;

/// <summary>A light: its spectrum, so strong that a white surface in it has luminance 1.</summary>
public sealed record Light
{
    // Second radiation constant, m K: CIE defines illuminant A with 2848 K and 1.435e-2, which is the same spectrum.
    private const double SecondRadiationConstant = 1.4388e-2;

    private Light(string name, Spectrum spectrum)
    {
        Name = name;
        Spectrum = spectrum * (1 / (spectrum * SpectralTable.Observer["y"]).Integral());
    }

    /// <summary>Gets the name, such as "D65".</summary>
    public string Name { get; }

    /// <summary>Gets the power per nm; its integral with ȳ is 1.</summary>
    public Spectrum Spectrum { get; }

    /// <summary>Gets the chromaticity for the 2° observer.</summary>
    public Chromaticity White => Chromaticity.FromXyz(Observer.Xyz(Spectrum));

    /// <summary>Gives a light by name.</summary>
    /// <param name="name">A CIE illuminant ("A", "D65", "E", "FL11", "LED-B3" …), daylight of any kind ("D60": 6000 K), or a black body ("2700K").</param>
    /// <returns>The light.</returns>
    /// <exception cref="ArgumentException">There is no light of that name.</exception>
    public static Light Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var upper = name.ToUpperInvariant();
        if (SpectralTable.Illuminants.Find(upper) is { } found)
        {
            return new Light(upper, found);
        }

        if (upper.EndsWith('K') && double.TryParse(upper[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var kelvin) && kelvin is >= 1000 and <= 25_000)
        {
            return new Light(upper, Spectrum.Of(nm => Math.Pow(nm / 560, -5) / (Math.Exp(SecondRadiationConstant / (nm * 1e-9 * kelvin)) - 1)));
        }

        if (upper.StartsWith('D') && double.TryParse(upper[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var hundreds) && hundreds is >= 40 and <= 250)
        {
            return new Light(upper, Daylight(ColourTemperature.Daylight(hundreds * 100)));
        }

        throw new ArgumentException($"there is no light '{name}'; known are {string.Join(", ", SpectralTable.Illuminants.Names)}, D40 to D250, and black bodies such as 2700K", nameof(name));
    }

    // Daylight spectra are sums of three parts (CIE 015, 4.1.2); a mix of D50, D55 and D75 with the right chromaticity is therefore one of them.
    private static Spectrum Daylight(Chromaticity white)
    {
        Spectrum[] parts = [SpectralTable.Illuminants["D50"], SpectralTable.Illuminants["D55"], SpectralTable.Illuminants["D75"]];
        var xyz = parts.Select(Observer.Xyz).ToArray();
        var mix = new Matrix3x3(xyz[0].X, xyz[1].X, xyz[2].X, xyz[0].Y, xyz[1].Y, xyz[2].Y, xyz[0].Z, xyz[1].Z, xyz[2].Z).Inverse() * white.ToXyz();
        return (parts[0] * mix.X) + (parts[1] * mix.Y) + (parts[2] * mix.Z);
    }
}
