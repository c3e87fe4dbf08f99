using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Sensors;

/// <summary>A sensor in one of its modes at one ISO and exposure: what a pixel of the file holds, and what its codes mean.</summary>
public sealed record SensorReading
{
    // ISO 12232:2019, saturation-based speed.
    private const double SaturationSpeed = 78;

    private SensorReading(CameraSensor sensor, ReadMode mode, double iso, double exposureSeconds)
    {
        (Sensor, Mode, ExposureSeconds) = (sensor, mode, exposureSeconds);
        Filters = sensor.Filters.Binned(mode.Side);
        Columns = (int)sensor.Columns.Value / mode.Side;
        Rows = (int)sensor.Rows.Value / mode.Side;
        PixelPitch = sensor.Pitch.Value * mode.Side;
        Photosites = sensor.Filters.PhotositesIn(mode.Side);
        Reads = mode.DigitalBinning * mode.DigitalBinning;
        CapacityOfRead = mode.ChargeCapacity?.Value ?? (sensor.FullWell.Value * PhotositesOfRead);
        BaseIso = BaseIsoOf(sensor, mode);
        Iso = iso > 0 ? iso : BaseIso;
        Gain = Iso / BaseIso;
        Conversion = sensor.ConversionGains.Last(gain => gain == sensor.ConversionGains[0] || gain.FirstIso.Value <= Iso);
        WhiteOfRead = Math.Pow(2, sensor.Bits.Value) - 1;
        BlackOfRead = sensor.BlackLevel.Value;
        CodesPerElectron = (WhiteOfRead - BlackOfRead) / CapacityOfRead * Gain;
        ReadNoise = NoiseAt(Conversion, Gain);
        RowNoise = sensor.RowNoise.Value * ReadNoise / NoiseAt(sensor.ConversionGains[0], 1);
        DarkElectrons = sensor.DarkCurrent.Value * PhotositesOfRead * exposureSeconds;
    }

    /// <summary>Gets the sensor.</summary>
    public CameraSensor Sensor { get; }

    /// <summary>Gets its mode.</summary>
    public ReadMode Mode { get; }

    /// <summary>Gets the exposure time, s.</summary>
    public double ExposureSeconds { get; }

    /// <summary>Gets the filters of the file's pixels.</summary>
    public FilterArray Filters { get; }

    /// <summary>Gets the columns of the whole file.</summary>
    public int Columns { get; }

    /// <summary>Gets the rows of the whole file.</summary>
    public int Rows { get; }

    /// <summary>Gets the distance of the file's pixels, µm.</summary>
    public double PixelPitch { get; }

    /// <summary>Gets the photosites in a pixel of the file.</summary>
    public int Photosites { get; }

    /// <summary>Gets the reads whose codes are summed to a pixel of the file.</summary>
    public int Reads { get; }

    /// <summary>Gets the electrons that one read can hold at base ISO.</summary>
    public double CapacityOfRead { get; }

    /// <summary>Gets the ISO without gain.</summary>
    public double BaseIso { get; }

    /// <summary>Gets the ISO.</summary>
    public double Iso { get; }

    /// <summary>Gets the gain over base ISO.</summary>
    public double Gain { get; }

    /// <summary>Gets the conversion gain in use.</summary>
    public ConversionGain Conversion { get; }

    /// <summary>Gets codes per electron.</summary>
    public double CodesPerElectron { get; }

    /// <summary>Gets the code of one read without light.</summary>
    public double BlackOfRead { get; }

    /// <summary>Gets the highest code of one read.</summary>
    public double WhiteOfRead { get; }

    /// <summary>Gets the standard deviation of one read, electrons, without quantisation.</summary>
    public double ReadNoise { get; }

    /// <summary>Gets the standard deviation of what the reads of a row have in common, electrons.</summary>
    public double RowNoise { get; }

    /// <summary>Gets the mean dark electrons of one read.</summary>
    public double DarkElectrons { get; }

    /// <summary>Gets the photosites whose charge makes one read.</summary>
    public int PhotositesOfRead => Photosites / Reads;

    /// <summary>Gets the code of the file without light: that of all reads.</summary>
    public double Black => BlackOfRead * Reads;

    /// <summary>Gets the highest code of the file.</summary>
    public double White => WhiteOfRead * Reads;

    /// <summary>Gets the electrons that take a pixel of the file from black to white.</summary>
    public double ElectronsToWhite => (White - Black) / CodesPerElectron;

    /// <summary>Gets the noise of a pixel over the frame's own signal, black 0 and white 1: what NoiseProfile tells. Differences between photosites that stay the same are no part of it.</summary>
    public NoiseLine Noise
    {
        get
        {
            var quantisation = 1 / (12 * CodesPerElectron * CodesPerElectron);
            var dark = (ReadNoise * ReadNoise) + (RowNoise * RowNoise) + DarkElectrons + quantisation;
            return new NoiseLine(1 / ElectronsToWhite, Reads * dark / (ElectronsToWhite * ElectronsToWhite));
        }
    }

    /// <summary>Makes a reading.</summary>
    /// <param name="sensor">The sensor.</param>
    /// <param name="mode">One of its modes.</param>
    /// <param name="iso">ISO; 0 for the lowest.</param>
    /// <param name="exposureSeconds">Exposure time, s.</param>
    /// <returns>The reading.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ISO is below that without gain.</exception>
    public static SensorReading Of(CameraSensor sensor, ReadMode mode, double iso, double exposureSeconds)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        ArgumentNullException.ThrowIfNull(mode);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposureSeconds);
        if (iso > 0 && iso < BaseIsoOf(sensor, mode) * 0.999)
        {
            throw new ArgumentOutOfRangeException(nameof(iso), iso, $"the sensor is full at ISO {BaseIsoOf(sensor, mode):0}; a lower one cannot be read");
        }

        return new SensorReading(sensor, mode, iso, exposureSeconds);
    }

    /// <summary>Finds a read mode by name; the first where none is named.</summary>
    /// <param name="sensor">The sensor.</param>
    /// <param name="name">The name; null for the first.</param>
    /// <returns>The mode.</returns>
    /// <exception cref="ArgumentException">The sensor has no such mode.</exception>
    public static ReadMode ModeOf(CameraSensor sensor, string? name)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        return name is null
            ? sensor.Modes[0]
            : sensor.Modes.FirstOrDefault(mode => mode.Name == name)
                ?? throw new ArgumentException($"the sensor has no mode '{name}'; it has {string.Join(", ", sensor.Modes.Select(mode => mode.Name))}", nameof(name));
    }

    /// <summary>Gives the ISO of a mode without gain, from saturation in D55.</summary>
    /// <param name="sensor">The sensor.</param>
    /// <param name="mode">One of its modes.</param>
    /// <returns>ISO speed.</returns>
    public static double BaseIsoOf(CameraSensor sensor, ReadMode mode)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        ArgumentNullException.ThrowIfNull(mode);
        var photosites = sensor.Filters.PhotositesIn(mode.Side) / (mode.DigitalBinning * mode.DigitalBinning);
        var capacity = mode.ChargeCapacity?.Value ?? (sensor.FullWell.Value * photosites);
        var electrons = SpectralEye.Of(sensor).See(Light.Of("D55").Spectrum).Max() * sensor.Pitch.Value * sensor.Pitch.Value * photosites;
        return SaturationSpeed * electrons / capacity;
    }

    private static double NoiseAt(ConversionGain conversion, double gain) =>
        Math.Sqrt((conversion.NoiseBeforeGain.Value * conversion.NoiseBeforeGain.Value) + Math.Pow(conversion.NoiseAfterGain.Value / gain, 2));
}
