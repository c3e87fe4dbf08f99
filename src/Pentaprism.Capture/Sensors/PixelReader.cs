using System.Numerics;
using Pentaprism.Capture.Randomness;

namespace Pentaprism.Capture.Sensors;

/// <summary>Turns the electrons that light would make of a row of pixels, on average, into codes.</summary>
/// <remarks>
/// For every read of a pixel, in the order in which it happens: response of its photosites, shot and dark electrons, full well, dark offset,
/// row and read noise, gain, converter. Every random number depends on seed, pixel, read and frame alone. Pixels of a row are read so many at once
/// as a vector has lanes.
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
    private readonly float _prnu;
    private readonly float _dsnu;

    // Words below it belong to hot photosites.
    private readonly uint _hotWords;

    /// <summary>Makes the reader of a sensor.</summary>
    /// <param name="reading">Mode, gain and exposure.</param>
    /// <param name="sensorSeed">Makes one specimen of the sensor differ from the next.</param>
    /// <param name="captureSeed">Makes one capture differ from the next.</param>
    public PixelReader(SensorReading reading, ulong sensorSeed, ulong captureSeed)
    {
        _reading = reading;
        _ofSensor = new Philox(sensorSeed);
        _ofCapture = new Philox(captureSeed);
        _prnu = (float)(reading.Sensor.Prnu.Value / Math.Sqrt(reading.PhotositesOfRead));
        _dsnu = (float)(reading.Sensor.Dsnu.Value * Math.Sqrt(reading.PhotositesOfRead));
        _hotWords = (uint)Math.Min(uint.MaxValue, reading.Sensor.HotPixels.Value * 1e-6 * reading.PhotositesOfRead * uint.MaxValue);
    }

    /// <summary>Reads a part of a row.</summary>
    /// <param name="electrons">Mean electrons of each pixel, all its reads together.</param>
    /// <param name="column">Column of the first pixel on the whole sensor.</param>
    /// <param name="row">Row on the whole sensor.</param>
    /// <param name="frame">Number of the frame.</param>
    /// <param name="codes">Takes the codes.</param>
    public void Read(ReadOnlySpan<float> electrons, int column, int row, int frame, Span<ushort> codes)
    {
        Span<float> rowOffsets = stackalloc float[_reading.Mode.DigitalBinning];
        for (var line = 0; line < rowOffsets.Length; line++)
        {
            rowOffsets[line] = (float)(_reading.RowNoise * NormalQuantile.Of(RandomWords.Fraction(_ofCapture.At(0, (uint)row, (uint)frame, Row + (uint)line).A)));
        }

        var step = Vector<ushort>.Count;
        var whole = codes.Length - (codes.Length % step);
        for (var i = 0; i < whole; i += step)
        {
            Codes(electrons.Slice(i, step), new Place((uint)(column + i), (uint)row, (uint)frame), rowOffsets).CopyTo(codes[i..]);
        }

        if (whole < codes.Length)
        {
            Span<float> last = stackalloc float[step];
            Span<ushort> lastCodes = stackalloc ushort[step];
            last.Clear();
            electrons[whole..codes.Length].CopyTo(last);
            Codes(last, new Place((uint)(column + whole), (uint)row, (uint)frame), rowOffsets).CopyTo(lastCodes);
            lastCodes[..(codes.Length - whole)].CopyTo(codes[whole..]);
        }
    }

    private Vector<ushort> Codes(ReadOnlySpan<float> electrons, Place place, ReadOnlySpan<float> rowOffsets)
    {
        var half = Vector<float>.Count;
        var lower = CodesOfReads(new Vector<float>(electrons), place, rowOffsets);
        var upper = CodesOfReads(new Vector<float>(electrons[half..]), place with { X = place.X + (uint)half }, rowOffsets);
        return Vector.Narrow(Vector.AsVectorUInt32(Vector.ConvertToInt32(lower)), Vector.AsVectorUInt32(Vector.ConvertToInt32(upper)));
    }

    private Vector<float> CodesOfReads(Vector<float> electrons, Place place, ReadOnlySpan<float> rowOffsets)
    {
        var (reads, linesOfReads) = (_reading.Reads, _reading.Mode.DigitalBinning);
        var mean = electrons / new Vector<float>(reads);
        var sum = Vector<float>.Zero;
        for (var read = 0; read < reads; read++)
        {
            sum += CodesOfRead(mean, place, (uint)read, rowOffsets[read / linesOfReads]);
        }

        return sum;
    }

    private Vector<float> CodesOfRead(Vector<float> mean, Place place, uint read, float rowOffset)
    {
        var response = _ofSensor.AlongRow(place.X, place.Y, 0, Fixed + read);
        var noise = _ofCapture.AlongRow(place.X, place.Y, place.Frame, Noise + read);
        var (black, white) = ((float)_reading.BlackOfRead, (float)_reading.WhiteOfRead);
        var dark = (float)_reading.DarkElectrons;

        var gain = Vector.FusedMultiplyAdd(NormalLanes.Of(response.A), new Vector<float>(_prnu), Vector<float>.One);
        var lit = Vector.Max(mean * gain, Vector<float>.Zero) + Dark(response, dark);
        var charge = Vector.Min(Poisson.Draw(lit, noise.A, noise.B), new Vector<float>((float)_reading.CapacityOfRead));

        // The black level is clamped to the mean of masked photosites, which see the same dark current.
        var offset = Vector.FusedMultiplyAdd(NormalLanes.Of(response.B), new Vector<float>(_dsnu), new Vector<float>(rowOffset - dark));
        offset = Vector.FusedMultiplyAdd(NormalLanes.Of(noise.C), new Vector<float>((float)_reading.ReadNoise), offset);
        var code = Vector.FusedMultiplyAdd(charge + offset, new Vector<float>((float)_reading.CodesPerElectron), new Vector<float>(black));
        return Vector.Min(Vector.Max(Vector.Round(code), Vector<float>.Zero), new Vector<float>(white));
    }

    // The dark electrons of a read; one in some hundred thousand photosites is hot.
    private Vector<float> Dark(in LanesOfWords response, float dark)
    {
        if (!Vector.LessThanAny(response.C, new Vector<uint>(_hotWords)))
        {
            return new Vector<float>(dark);
        }

        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = response.C[lane] < _hotWords ? (float)(dark * (1 - (HotOverOrdinary * Math.Log(RandomWords.Fraction(response.D[lane]))))) : dark;
        }

        return new Vector<float>(lanes);
    }

    private readonly record struct Place(uint X, uint Y, uint Frame);
}
