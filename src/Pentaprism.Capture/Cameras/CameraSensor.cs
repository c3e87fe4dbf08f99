using System.Collections.Immutable;

namespace Pentaprism.Capture.Cameras;

/// <summary>A sensor: its photosites, what they make of light, and how they are read.</summary>
public sealed record CameraSensor
{
    /// <summary>Gets the part, such as "Sony IMX989"; may be empty.</summary>
    public string Part { get; init; } = "";

    /// <summary>Gets the photosites in a row.</summary>
    public required Figure Columns { get; init; }

    /// <summary>Gets the rows.</summary>
    public required Figure Rows { get; init; }

    /// <summary>Gets the distance between photosites, µm.</summary>
    public required Figure Pitch { get; init; }

    /// <summary>Gets the width of the light-sensitive area, mm; must agree with columns and pitch.</summary>
    public required Figure Width { get; init; }

    /// <summary>Gets the height of the light-sensitive area, mm; must agree with rows and pitch.</summary>
    public required Figure Height { get; init; }

    /// <summary>Gets the filters before the photosites: the smallest rectangle that repeats.</summary>
    public required FilterArray Filters { get; init; }

    /// <summary>Gets which photons the filters let through.</summary>
    public required SpectralSensitivity Sensitivity { get; init; }

    /// <summary>Gets the electrons of a photon at the best wavelength without a filter, 0 to 1.</summary>
    public required Figure QuantumEfficiency { get; init; }

    /// <summary>Gets the electrons of a photosite at full scale at base ISO, at the lowest conversion gain.</summary>
    public required Figure FullWell { get; init; }

    /// <summary>Gets the conversion gains, lowest first, at least one.</summary>
    public required ImmutableArray<ConversionGain> ConversionGains { get; init; }

    /// <summary>Gets the standard deviation of what a row has in common, new in every frame, electrons at base ISO.</summary>
    public required Figure RowNoise { get; init; }

    /// <summary>Gets the electrons that arise without light in a photosite, per second.</summary>
    public required Figure DarkCurrent { get; init; }

    /// <summary>Gets the standard deviation of the photosites' dark offsets, which stay the same, electrons.</summary>
    public required Figure Dsnu { get; init; }

    /// <summary>Gets the standard deviation of the photosites' response, which stays the same, as a share of it.</summary>
    public required Figure Prnu { get; init; }

    /// <summary>Gets hot photosites per million.</summary>
    public required Figure HotPixels { get; init; }

    /// <summary>Gets the share of light that goes to each side neighbour and to each corner neighbour instead.</summary>
    public required Figures Crosstalk { get; init; }

    /// <summary>Gets the bits of the converter, 8 to 16.</summary>
    public required Figure Bits { get; init; }

    /// <summary>Gets the code without light.</summary>
    public required Figure BlackLevel { get; init; }

    /// <summary>
    /// Gets, of a sensor with two photodiodes under each microlens, the share of the light of the left half of the pupil that the left photodiode gets:
    /// 0.5 (they see the same) to 1. Null where there is one photodiode.
    /// </summary>
    public Figure? DualPixel { get; init; }

    /// <summary>Gets the ways to read the sensor, at least one.</summary>
    public required ImmutableArray<ReadMode> Modes { get; init; }
}

/// <summary>What follows a photosite: a capacitance, an amplifier, a converter.</summary>
/// <param name="Name">Such as "low" or "high".</param>
/// <param name="MicrovoltsPerElectron">Conversion gain, µV per electron.</param>
/// <param name="FirstIso">ISO from which on it is used.</param>
/// <param name="NoiseBeforeGain">Standard deviation of the noise before the amplifier, electrons.</param>
/// <param name="NoiseAfterGain">Standard deviation of the noise after the amplifier, electrons at the gain of base ISO, quantisation not included.</param>
/// <remarks>At gain g over base ISO the noise of one read is √(before² + (after/g)²) electrons.</remarks>
public sealed record ConversionGain(string Name, Figure MicrovoltsPerElectron, Figure FirstIso, Figure NoiseBeforeGain, Figure NoiseAfterGain);

/// <summary>A way to read the sensor.</summary>
/// <param name="Name">Such as "full" or "binned".</param>
/// <param name="ChargeBinning">Photosites along a side whose charge is put together before it is read: 1, 2 or 4.</param>
/// <param name="DigitalBinning">Groups along a side whose codes are put together afterwards, as their mean: 1, 2 or 4.</param>
/// <param name="ChargeCapacity">Electrons that the place where charge is put together can hold, at base ISO; those of all its photosites, if null.</param>
public sealed record ReadMode(string Name, int ChargeBinning, int DigitalBinning, Figure? ChargeCapacity)
{
    /// <summary>Gets the photosites along a side of a pixel of the file.</summary>
    public int Side => ChargeBinning * DigitalBinning;
}

/// <summary>Which photons the filters let through, as a share of those at the best wavelength of bare silicon.</summary>
/// <param name="Set">Name of a set that comes with the program; empty where the curves are given.</param>
/// <param name="First">Wavelength of the first sample of the curves, nm.</param>
/// <param name="Step">Distance of the samples, nm.</param>
/// <param name="Curves">The curve of each letter of the filters, where no set is named.</param>
/// <param name="Provenance">How well they are known.</param>
/// <param name="Source">Name of their source.</param>
public sealed record SpectralSensitivity(
    string Set, double First, double Step, ImmutableSortedDictionary<char, ImmutableArray<double>> Curves, Provenance Provenance, string Source);
