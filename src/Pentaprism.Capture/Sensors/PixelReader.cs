using Pentaprism.Capture.Randomness;

namespace Pentaprism.Capture.Sensors;

/// <summary>Turns the electrons that light would make of a row of pixels, on average, into codes.</summary>
/// <remarks>
/// For every read of a pixel, in the order in which it happens: response of its photosites, shot and dark electrons, full well, dark offset,
/// row and read noise, gain, converter. Every random number depends on seed, pixel, read and frame alone.
/// </remarks>
internal sealed class PixelReader
{
    // Purposes of random numbers; the read is added, and 256 for every further trial.
    private const uint Fixed = 0x40;
    private const uint Noise = 0x80;
    private const uint Row = 0xC0;
    private const double HotOverOrdinary = 1000;

    private readonly SensorReading _reading;
    private readonly Philox _ofSensor;
    private readonly Philox _ofCapture;
    private readonly double _prnu;
    private readonly double _dsnu;
    private readonly double _hotShare;

    /// <summary>Makes the reader of a sensor.</summary>
    /// <param name="reading">Mode, gain and exposure.</param>
    /// <param name="sensorSeed">Makes one specimen of the sensor differ from the next.</param>
    /// <param name="captureSeed">Makes one capture differ from the next.</param>
    public PixelReader(SensorReading reading, ulong sensorSeed, ulong captureSeed)
    {
        _reading = reading;
        _ofSensor = new Philox(sensorSeed);
        _ofCapture = new Philox(captureSeed);
        _prnu = reading.Sensor.Prnu.Value / Math.Sqrt(reading.PhotositesOfRead);
        _dsnu = reading.Sensor.Dsnu.Value * Math.Sqrt(reading.PhotositesOfRead);
        _hotShare = reading.Sensor.HotPixels.Value * 1e-6 * reading.PhotositesOfRead;
    }

    /// <summary>Reads a part of a row.</summary>
    /// <param name="electrons">Mean electrons of each pixel, all its reads together.</param>
    /// <param name="column">Column of the first pixel on the whole sensor.</param>
    /// <param name="row">Row on the whole sensor.</param>
    /// <param name="frame">Number of the frame.</param>
    /// <param name="codes">Takes the codes.</param>
    public void Read(ReadOnlySpan<float> electrons, int column, int row, int frame, Span<ushort> codes)
    {
        Span<double> rowOffsets = stackalloc double[_reading.Mode.DigitalBinning];
        for (var line = 0; line < rowOffsets.Length; line++)
        {
            rowOffsets[line] = _reading.RowNoise * Normal(_ofCapture.At(0, (uint)row, (uint)frame, Row + (uint)line).A);
        }

        var (reads, linesOfReads) = (_reading.Reads, _reading.Mode.DigitalBinning);
        for (var i = 0; i < codes.Length; i++)
        {
            var sum = 0.0;
            for (var read = 0; read < reads; read++)
            {
                sum += Code(electrons[i] / reads, (uint)(column + i), (uint)row, (uint)frame, (uint)read, rowOffsets[read / linesOfReads]);
            }

            codes[i] = (ushort)sum;
        }
    }

    private double Code(double mean, uint x, uint y, uint frame, uint read, double rowOffset)
    {
        var response = _ofSensor.At(x, y, 0, Fixed + read);
        var noise = _ofCapture.At(x, y, frame, Noise + read);
        var dark = _reading.DarkElectrons;
        if (RandomWords.Fraction(response.C) < _hotShare)
        {
            dark *= 1 - (HotOverOrdinary * Math.Log(RandomWords.Fraction(response.D)));
        }

        var lit = Math.Max(mean * (1 + (_prnu * Normal(response.A))), 0) + dark;
        var charge = Math.Min(Poisson.Draw(lit, noise, _ofCapture, x, y, frame, Noise + read), _reading.CapacityOfRead);

        // The black level is clamped to the mean of masked photosites, which see the same dark current.
        var signal = charge - _reading.DarkElectrons + (_dsnu * Normal(response.B)) + rowOffset + (_reading.ReadNoise * Normal(noise.C));
        return Math.Clamp(Math.Round((signal * _reading.CodesPerElectron) + _reading.BlackOfRead), 0, _reading.WhiteOfRead);
    }

    private static double Normal(uint word) => NormalQuantile.Of(RandomWords.Fraction(word));
}
