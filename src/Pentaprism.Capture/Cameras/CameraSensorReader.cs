using System.Collections.Immutable;

namespace Pentaprism.Capture.Cameras;

/// <summary>Reads the sensor of a camera file.</summary>
internal static class CameraSensorReader
{
    private const int LongestSide = 40_000;

    public static CameraSensor Sensor(CameraPart part, FigureReader figures)
    {
        part.Know(
            "part", "columns", "rows", "pitch", "width", "height", "filters", "sensitivity", "quantumEfficiency", "fullWell", "conversionGains",
            "rowNoise", "darkCurrent", "dsnu", "prnu", "hotPixels", "crosstalk", "bits", "blackLevel", "dualPixel", "modes");
        return new CameraSensor
        {
            Part = part.Optional("part")?.Text() ?? "",
            Columns = figures.Count(part["columns"], 16, LongestSide),
            Rows = figures.Count(part["rows"], 16, LongestSide),
            Pitch = figures.One(part["pitch"], 0.2, 50),
            Width = figures.One(part["width"], 0.1, 200),
            Height = figures.One(part["height"], 0.1, 200),
            Filters = Filters(part["filters"]),
            Sensitivity = Sensitivity(part["sensitivity"], figures),
            QuantumEfficiency = figures.One(part["quantumEfficiency"], 0.01, 1),
            FullWell = figures.One(part["fullWell"], 100, 1e7),
            ConversionGains = [.. part["conversionGains"].Items(1).Select(gain => Gain(gain, figures))],
            RowNoise = figures.One(part["rowNoise"], 0, 1000),
            DarkCurrent = figures.One(part["darkCurrent"], 0, 1e5),
            Dsnu = figures.One(part["dsnu"], 0, 1000),
            Prnu = figures.One(part["prnu"], 0, 0.2),
            HotPixels = figures.One(part["hotPixels"], 0, 1e5),
            Crosstalk = figures.Several(part["crosstalk"], 2, 0, 0.1),
            Bits = figures.Count(part["bits"], 8, 16),
            BlackLevel = figures.Count(part["blackLevel"], 0, 16384),
            DualPixel = part.Optional("dualPixel") is { } separation ? figures.One(separation, 0.5, 1) : null,
            Modes = [.. part["modes"].Items(1).Select(mode => Mode(mode, figures))],
        };
    }

    private static FilterArray Filters(CameraPart part)
    {
        try
        {
            return new FilterArray(part.Text());
        }
        catch (ArgumentException problem)
        {
            throw part.Wrong(problem.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static ConversionGain Gain(CameraPart part, FigureReader figures)
    {
        part.Know("name", "microvoltsPerElectron", "firstIso", "noiseBeforeGain", "noiseAfterGain");
        return new ConversionGain(
            part["name"].Text(),
            figures.One(part["microvoltsPerElectron"], 0.1, 10_000),
            figures.One(part["firstIso"], 0, 1e6),
            figures.One(part["noiseBeforeGain"], 0, 1000),
            figures.One(part["noiseAfterGain"], 0, 1000));
    }

    private static ReadMode Mode(CameraPart part, FigureReader figures)
    {
        part.Know("name", "chargeBinning", "digitalBinning", "chargeCapacity");
        int Side(string name) => part[name].Whole(1, 4) is var side and not 3 ? side : throw part[name].Wrong("is 3; it must be 1, 2 or 4");
        return new ReadMode(
            part["name"].Text(), Side("chargeBinning"), Side("digitalBinning"), part.Optional("chargeCapacity") is { } capacity ? figures.One(capacity, 100, 1e8) : null);
    }

    private static SpectralSensitivity Sensitivity(CameraPart part, FigureReader figures)
    {
        part.Know("set", "first", "step", "curves", "provenance", "source");
        var provenance = part["provenance"].Choice<Provenance>();
        if (part.Optional("set") is { } set)
        {
            return new SpectralSensitivity(set.Text(), 0, 0, ImmutableSortedDictionary<char, ImmutableArray<double>>.Empty, provenance, figures.Source(part));
        }

        var curves = part["curves"].Know("R", "G", "B", "W").Members()
            .ToImmutableSortedDictionary(curve => curve.Name[0], curve => curve.Value.Items(2).Select(value => value.Number(0, 1)).ToImmutableArray());
        return new SpectralSensitivity("", part["first"].Number(200, 1200), part["step"].Number(0.5, 50), curves, provenance, figures.Source(part));
    }
}
