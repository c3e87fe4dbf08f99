using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Gap;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Cli.Gaps;

/// <summary>The drawings of a comparison; empty text where there is nothing to draw.</summary>
internal static class GapCharts
{
    // Below, what is left of noise is what the light and the lens are uneven by.
    private const double LeastFrequency = 0.05;

    /// <summary>Gaps in noise over light.</summary>
    public static string ByLight(GapResult result, Terms terms)
    {
        var entries = result.Entries.Where(entry => entry.Situation.Terms == terms && entry.Gap is not null).ToList();
        var lux = entries.Select(entry => entry.Situation.Lux).Distinct().Order().ToList();
        var groups = entries.GroupBy(entry => (entry.Camera, entry.Rendition)).ToList();
        return new LineChart(
            $"Gap in noise over light, {GapText.Of(terms)}",
            new Axis("light on the scene, lux", Math.Log10(lux[0]) - 0.05, Math.Log10(lux[^1]) + 0.1) { Marks = [.. lux.Select(value => (Math.Log10(value), Figure.Short(value)))] },
            new Axis("EV behind in noise"),
            [.. groups.Select(group => new Series(
                $"{result.Cameras[group.Key.Camera]}, {group.Key.Rendition}",
                [.. group.Select(entry => (Math.Log10(entry.Situation.Lux), entry.Gap!.Light.Value))],
                Style(result, group.Key.Camera, group.First().Frames))
            { HasMarks = true, Deviations = [.. group.Select(entry => entry.Gap!.Light.Deviation)] })])
        { Width = 520, Height = 300 }.Draw();
    }

    /// <summary>Modulation transfer of edges at a place of the field.</summary>
    public static string Edges(GapResult result, Situation situation, double field) => Transfers(
        result, situation, $"MTF of edges at {field:0.##} of the field", entry => entry.Figures.EdgesAt(field)?.Curve ?? []);

    /// <summary>Texture transfer.</summary>
    public static string Texture(GapResult result, Situation situation) => Transfers(
        result, situation, "Texture transfer on the axis", entry => entry.Figures.Texture?.Curve ?? []);

    /// <summary>Signal-to-noise over signal.</summary>
    public static string Noise(GapResult result, Situation situation) => Drawn(
        "Signal-to-noise ratio over signal at 12 megapixels",
        new Axis("EV below the sensor's white", -11, 0),
        new Axis("SNR, dB", 0),
        [.. At(result, situation).Where(entry => entry.Figures.Noise is not null).Select(entry => Line(
            result, entry, [.. Enumerable.Range(-44, 45).Select(i => i / 4.0).Select(ev => (ev, 20 * Math.Log10(Math.Max(1, entry.Figures.Noise!.RatioAt(Math.Pow(2, ev)).Value))))]))]);

    /// <summary>The spectrum of the noise that is left.</summary>
    public static string Residual(GapResult result, Situation situation) => Drawn(
        "Spectrum of the noise left on a grey card",
        new Axis("frequency, cycles/pixel", 0, 0.5),
        new Axis("power, 1 is white noise", 0),
        [.. At(result, situation).Where(entry => entry.Figures.Residual is not null).Select(entry => Line(result, entry, [.. entry.Figures.Residual!.Spectrum.Where(point => point.Frequency >= LeastFrequency)]))]);

    /// <summary>Colours of the chart against the truth.</summary>
    public static string Colours(GapResult result, Situation situation)
    {
        var seen = At(result, situation).Where(entry => entry.Figures.Colour is not null && entry.Frames == 1).ToList();
        return seen.Count == 0
            ? ""
            : new ColourVectors(
                "Colours of the chart in the plane of a* and b*",
                [.. seen.Select(entry => (result.Cameras[entry.Camera], "thin " + Style(result, entry.Camera, 1), (IReadOnlyList<(Imaging.Cielab, Imaging.Cielab)>)entry.Figures.Colour!.Patches))]).Draw();
    }

    /// <summary>Where a gap comes from.</summary>
    public static string Way(GapResult result, GapWay way, string label, Func<Contribution, Measured> share, int decimals) => new SignedBars(
        $"Where the gap of {result.Cameras[way.Camera]} comes from: {label}",
        $"{result.Cameras[way.Camera]}: {label}",
        [
            .. way.Contributions.Select(part => (part.Of, share(part).Value, GapText.Of(share(part), decimals))),
            ("together", way.Contributions.Sum(part => share(part).Value), GapText.Of(new Measured(way.Contributions.Sum(part => share(part).Value), double.NaN), decimals)),
        ]).Draw();

    /// <summary>Gets the entries of a situation.</summary>
    public static IEnumerable<GapEntry> At(GapResult result, Situation situation) => result.Entries.Where(entry => entry.Situation == situation);

    private static string Transfers(GapResult result, Situation situation, string description, Func<GapEntry, IReadOnlyList<(double, double)>> curve) => Drawn(
        description,
        new Axis("line pairs a picture height", 0),
        new Axis("", 0, 1.2),
        [.. At(result, situation).Where(entry => curve(entry).Count > 0).Select(entry => Line(result, entry, curve(entry)))]);

    // Empty where there is nothing to draw.
    private static string Drawn(string description, Axis x, Axis y, IReadOnlyList<Series> lines) => lines.Count == 0 ? "" : new LineChart(description, x, y, lines).Draw();

    private static Series Line(GapResult result, GapEntry entry, IReadOnlyList<(double, double)> points) => new(
        entry.Camera == result.Reference ? result.Cameras[entry.Camera] : $"{result.Cameras[entry.Camera]}, {entry.Rendition}",
        points,
        Style(result, entry.Camera, entry.Frames));

    private static string Style(GapResult result, int camera, int frames) =>
        camera == result.Reference ? Palette.Ramp(5, 6) : Palette.Ramp(camera * 2 % 5, 6) + (frames > 1 ? "" : " " + Palette.Dashed);
}
