using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Sensors;
using CameraFigure = Pentaprism.Capture.Cameras.Figure;
using Figure = Pentaprism.Cli.Reports.Figure;

namespace Pentaprism.Cli.Measuring;

/// <summary>A number of a camera file that was measured.</summary>
/// <param name="Place">Its place in the file.</param>
/// <param name="Value">The number.</param>
/// <param name="Before">What stood there.</param>
/// <param name="Provenance">How well it is known now.</param>
internal sealed record MeasuredNumber(string Place, double Value, double Before, Provenance Provenance);

/// <summary>The numbers of a camera file that follow from the noise of its sensor.</summary>
internal static class CameraNoise
{
    // ISO numbers are rounded; beyond this the sensitivity is another than the file says.
    private const double SameIso = 0.03;

    // Noise before and after the amplifier are told apart by gains that differ so much.
    private const double LeastRatioOfGains = 1.5;

    private const int Digits = 5;

    /// <summary>Gets the headings of the table of ISOs.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["ISO", "electrons to white", "± %", "read noise, e⁻", "rows, e⁻", "dark, e⁻/s", "DSNU, e⁻", "PRNU, %"];

    /// <summary>Gives the noise as rows of text.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(SensorNoiseFiles noise) => noise.Isos.Select(iso => (IReadOnlyList<string>)
    [
        Figure.Fixed(iso.Iso, 0), Figure.Fixed(iso.ElectronsToWhite, 0), Figure.Fixed(100 * iso.ElectronsDeviation, 2), Figure.Fixed(iso.ReadNoise, 3), Figure.Fixed(iso.RowNoise, 3),
        Figure.Fixed(iso.DarkCurrent ?? double.NaN, 2), Figure.Fixed(iso.Dsnu ?? double.NaN, 3), Figure.Fixed(100 * iso.Prnu ?? double.NaN, 3),
    ]);

    /// <summary>Gives the noise for machines.</summary>
    public static JsonArray Json(SensorNoiseFiles noise) => new([.. noise.Isos.Select(iso => new JsonObject
    {
        ["iso"] = iso.Iso,
        ["electronsToWhite"] = iso.ElectronsToWhite,
        ["electronsToWhiteDeviation"] = iso.ElectronsDeviation * iso.ElectronsToWhite,
        ["readNoise"] = iso.ReadNoise,
        ["rowNoise"] = iso.RowNoise,
        ["darkCurrent"] = iso.DarkCurrent,
        ["dsnu"] = iso.Dsnu,
        ["prnu"] = iso.Prnu,
    })]);

    /// <summary>Finds the numbers.</summary>
    /// <param name="module">The camera file.</param>
    /// <param name="camera">One of its cameras.</param>
    /// <param name="mode">The read mode of the frames.</param>
    /// <param name="noise">What was measured; the lowest ISO is that without gain.</param>
    /// <exception cref="UsageException">The mode puts codes together, so that the files do not show single reads.</exception>
    public static IReadOnlyList<MeasuredNumber> Of(CameraModule module, Camera camera, ReadMode mode, SensorNoiseFiles noise)
    {
        if (mode.DigitalBinning > 1)
        {
            throw new UsageException($"mode '{mode.Name}' puts codes together: noise is measured in a mode that does not, see --mode");
        }

        var (place, sensor) = ($"cameras[{module.Cameras.IndexOf(camera)}].sensor", camera.Sensor);
        var (photosites, first) = (SensorReading.Of(sensor, mode, 0, 1).Photosites, noise.Isos[0]);
        var numbers = new List<MeasuredNumber>();
        void Add(string name, double? value, CameraFigure before, Provenance provenance = Provenance.Verified)
        {
            if (value is { } number)
            {
                numbers.Add(new MeasuredNumber($"{place}.{name}", Rounded(number), before.Value, provenance));
            }
        }

        var (index, perPhotosite) = (sensor.Modes.IndexOf(mode), first.ElectronsToWhite / photosites);
        var full = mode.ChargeCapacity is { } capacity
            ? sensor with { Modes = sensor.Modes.SetItem(index, mode with { ChargeCapacity = capacity with { Value = first.ElectronsToWhite } }) }
            : sensor with { FullWell = sensor.FullWell with { Value = perPhotosite } };
        if (mode.ChargeCapacity is { } before)
        {
            Add($"modes[{index}].chargeCapacity", first.ElectronsToWhite, before);
        }
        else
        {
            Add("fullWell", perPhotosite, sensor.FullWell);
        }

        // A camera whose maker counts ISO in another way would need more electrons than photons: then its ISO is what it calls it.
        var speed = first.Iso / SensorReading.BaseIsoOf(full, full.Modes[index]);
        if (Math.Abs(speed - 1) > SameIso && sensor.QuantumEfficiency.Value * speed <= 1)
        {
            Add("quantumEfficiency", sensor.QuantumEfficiency.Value * speed, sensor.QuantumEfficiency, Provenance.Estimated);
        }

        for (var i = 0; i < sensor.ConversionGains.Length; i++)
        {
            var gain = sensor.ConversionGains[i];
            var own = noise.Isos.Where(iso => sensor.ConversionGains.Last(other => other == sensor.ConversionGains[0] || other.FirstIso.Value <= iso.Iso) == gain).ToList();
            if (own.Count > 0)
            {
                var (early, late) = Split(gain, [.. own.Select(iso => (first.ElectronsToWhite / iso.ElectronsToWhite, iso.ReadNoise))]);
                Add($"conversionGains[{i}].noiseBeforeGain", early, gain.NoiseBeforeGain);
                Add($"conversionGains[{i}].noiseAfterGain", late, gain.NoiseAfterGain);
            }
        }

        Add("rowNoise", first.RowNoise, sensor.RowNoise);
        Add("darkCurrent", noise.Isos.Where(iso => iso.DarkCurrent is not null).Select(iso => iso.DarkCurrent / photosites).DefaultIfEmpty().Average(), sensor.DarkCurrent);
        Add("dsnu", noise.Isos.LastOrDefault(iso => iso.Dsnu is not null)?.Dsnu / Math.Sqrt(photosites), sensor.Dsnu);
        Add("prnu", noise.Isos.FirstOrDefault(iso => iso.Prnu is not null)?.Prnu * Math.Sqrt(photosites), sensor.Prnu);
        var bits = Math.Log2(noise.White + 1);
        if (bits == Math.Round(bits))
        {
            Add("bits", bits, sensor.Bits);
            Add("blackLevel", noise.Black, sensor.BlackLevel);
        }

        return numbers;
    }

    // r² = before² + (after / gain)², by least squares with weights 1 / r⁴; one gain alone scales both alike.
    private static (double Before, double After) Split(ConversionGain gain, (double Gain, double Noise)[] reads)
    {
        var (low, high) = (reads.Min(read => read.Gain), reads.Max(read => read.Gain));
        if (high < LeastRatioOfGains * low)
        {
            var (before, after) = (gain.NoiseBeforeGain.Value, gain.NoiseAfterGain.Value);
            var scale = Math.Sqrt(reads.Average(read => read.Noise * read.Noise / ((before * before) + (after * after / (read.Gain * read.Gain)))));
            return (before * scale, after * scale);
        }

        var (w, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var read in reads)
        {
            var (square, share) = (read.Noise * read.Noise, 1 / (read.Gain * read.Gain));
            var weight = 1 / Math.Max(square * square, 1e-12);
            (w, x, y, xx, xy) = (w + weight, x + (weight * share), y + (weight * square), xx + (weight * share * share), xy + (weight * share * square));
        }

        var slope = Math.Max(0, ((w * xy) - (x * y)) / ((w * xx) - (x * x)));
        return (Math.Sqrt(Math.Max(0, (y - (slope * x)) / w)), Math.Sqrt(slope));
    }

    private static double Rounded(double value) => double.Parse(value.ToString("G" + Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
