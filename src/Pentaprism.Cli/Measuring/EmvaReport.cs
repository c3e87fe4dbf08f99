using System.Globalization;
using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Measure.Noise;

namespace Pentaprism.Cli.Measuring;

/// <summary>A sensor after EMVA 1288.</summary>
/// <param name="Path">The descriptor.</param>
/// <param name="Series">The series.</param>
/// <param name="Sensor">What follows from its levels.</param>
internal sealed record EmvaReport(string Path, EmvaSeries Series, PhotonTransfer Sensor)
{
    private const double Decibels = 20;

    /// <summary>Gets the dark signal nonuniformity, electrons; NaN where the series has no spatial part.</summary>
    public double DarkNonuniformity => Series.Dark is { } dark ? Math.Sqrt(Math.Max(0, dark.Total)) / Sensor.Gain : double.NaN;

    /// <summary>Gets the photo response nonuniformity, percent; NaN where the series has no spatial part.</summary>
    public double ResponseNonuniformity => Series is { Bright: { } bright, Dark: { } dark }
        ? 100 * Math.Sqrt(Math.Max(0, bright.Total - dark.Total)) / (bright.Mean - dark.Mean) : double.NaN;

    public string Verdict() => string.Create(
        CultureInfo.InvariantCulture,
        $"The sensor turns {100 * Sensor.QuantumEfficiency:0.0} % of the photons into electrons, holds {Sensor.SaturationElectrons:0} of them with a dark noise of {Sensor.DarkNoise:0.00}, a dynamic range of {Decibels * Math.Log10(Sensor.DynamicRange):0.0} dB.");

    public IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["gain K, DN/e−", Figure.Of(Sensor.Gain, 5)];
        yield return ["quantum efficiency, %", Figure.Fixed(100 * Sensor.QuantumEfficiency, 3)];
        yield return ["responsivity R, DN/photon", Figure.Of(Sensor.Responsivity, 5)];
        yield return ["dark noise, e−", Figure.Of(Sensor.DarkNoise, 4)];
        yield return ["absolute threshold, photons", Figure.Of(Sensor.LeastPhotons, 4)];
        yield return ["saturation, e−", Figure.Of(Sensor.SaturationElectrons, 5)];
        yield return ["saturation, photons", Figure.Of(Sensor.SaturationPhotons, 5)];
        yield return ["dynamic range, dB", Figure.Fixed(Decibels * Math.Log10(Sensor.DynamicRange), 2)];
        yield return ["largest SNR, dB", Figure.Fixed(Decibels * Math.Log10(Sensor.LargestRatio), 2)];
        yield return ["linearity error, %", $"{Figure.Fixed(100 * Sensor.Nonlinearity.Low, 2)} to {Figure.Fixed(100 * Sensor.Nonlinearity.High, 2)}"];
        yield return ["DSNU, e−", Figure.Of(DarkNonuniformity, 4)];
        yield return ["PRNU, %", Figure.Fixed(ResponseNonuniformity, 4)];
        yield return ["level of saturation, last level of the fit", $"{Sensor.SaturationLevel}, {Sensor.LastLevel} of 0 to {Series.Levels.Length - 1}"];
    }

    public JsonObject Json() => new()
    {
        ["file"] = Path,
        ["verdict"] = Verdict(),
        ["gain"] = Sensor.Gain,
        ["responsivity"] = Sensor.Responsivity,
        ["quantumEfficiency"] = Sensor.QuantumEfficiency,
        ["darkNoiseElectrons"] = LensJson.Number(Sensor.DarkNoise),
        ["leastPhotons"] = Sensor.LeastPhotons,
        ["saturationPhotons"] = Sensor.SaturationPhotons,
        ["saturationElectrons"] = Sensor.SaturationElectrons,
        ["dynamicRange"] = Sensor.DynamicRange,
        ["largestSnr"] = Sensor.LargestRatio,
        ["nonlinearityLow"] = LensJson.Number(Sensor.Nonlinearity.Low),
        ["nonlinearityHigh"] = LensJson.Number(Sensor.Nonlinearity.High),
        ["dsnuElectrons"] = LensJson.Number(DarkNonuniformity),
        ["prnuPercent"] = LensJson.Number(ResponseNonuniformity),
        ["saturationLevel"] = Sensor.SaturationLevel,
        ["lastLevelOfFit"] = Sensor.LastLevel,
        ["levels"] = new JsonArray([.. Series.Levels.Select(level => new JsonObject
        {
            ["exposureNanoseconds"] = level.ExposureNanoseconds,
            ["photons"] = level.Photons,
            ["mean"] = level.Mean,
            ["variance"] = level.Variance,
            ["darkMean"] = level.DarkMean,
            ["darkVariance"] = level.DarkVariance,
        })]),
        ["method"] = "EMVA 1288 release 4.0, linear model; saturation at the largest temporal variance of all levels; gain through the origin up to 70 % of saturation",
    };

    public HtmlReport Page()
    {
        var page = new HtmlReport($"Photon transfer of {System.IO.Path.GetFileName(Path)}", Verdict());
        page.Section("Photon transfer", "Temporal variance over mean, dark frames taken off; the line is the gain K, through the origin up to 70 % of saturation (EMVA 1288).");
        var points = Series.Levels.Select(level => (level.Mean - level.DarkMean, level.Variance - level.DarkVariance)).ToList();
        var end = Series.Levels[Sensor.LastLevel].Mean - Series.Levels[Sensor.LastLevel].DarkMean;
        page.Figures("wide", [(new LineChart(
            "Variance over mean",
            new Axis("mean, codes", 0),
            new Axis("variance, codes²", 0),
            [new Series("measured", points, "c1") { HasMarks = true }, new Series("gain", [(0, 0), (end, end * Sensor.Gain)], "c5 dashed")]) { Width = 720, Height = 320 }.Draw(), "")]);
        page.Section("Numbers");
        page.Table(["figure", "value"], Rows());
        page.Data(Json());
        return page;
    }
}
