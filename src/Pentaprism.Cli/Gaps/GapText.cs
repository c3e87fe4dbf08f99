using System.Globalization;
using Pentaprism.Cli.Reports;
using Pentaprism.Gap;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Cli.Gaps;

/// <summary>The words of a comparison: names, terms, numbers with what they are uncertain by, and the verdict.</summary>
internal static class GapText
{
    public static string Of(Terms terms) => terms switch
    {
        Terms.EqualExposure => "equal exposure",
        Terms.EquivalentAperture => "equivalent aperture",
        Terms.Tripod => "tripod, base ISO",
        _ => "as captured",
    };

    public static string Of(Situation situation) => double.IsFinite(situation.Lux) ? $"{Lux(situation.Lux)}, {Of(situation.Terms)}" : Of(situation.Terms);

    public static string Lux(double lux) => string.Create(CultureInfo.InvariantCulture, $"{lux:0.##} lx");

    /// <summary>Gives a number with its standard deviation, such as "1.42 ± 0.05".</summary>
    public static string Of(Measured measured, int decimals, double factor = 1) => !measured.IsKnown
        ? "–"
        : Figure.Fixed(measured.Value * factor, decimals) + (double.IsFinite(measured.Deviation) ? $" ±{Figure.Fixed(measured.Deviation * factor, decimals)}" : "");

    /// <summary>Gives the entries on which the verdict rests: equal exposure in the light nearest to 20 lux, or what there is.</summary>
    public static IReadOnlyList<GapEntry> Headline(GapResult result)
    {
        var terms = result.Entries.Any(entry => entry.Situation.Terms == Terms.EqualExposure) ? Terms.EqualExposure : result.Entries[0].Situation.Terms;
        var situation = result.Entries.Select(entry => entry.Situation).Where(here => here.Terms == terms)
            .MinBy(here => double.IsFinite(here.Lux) ? Math.Abs(Math.Log2(here.Lux / 20)) : 0)!;
        return [.. result.Entries.Where(entry => entry.Situation == situation)];
    }

    public static string Verdict(GapResult result)
    {
        var entries = Headline(result);
        var reference = entries.Single(entry => entry.Gap is null);
        var cameras = entries.Where(entry => entry.Gap is not null).GroupBy(entry => entry.Camera).Select(group => Sentence(result, [.. group], reference));
        return $"{(entries[0].Situation.Terms == Terms.AsCaptured ? "As captured" : $"At {Of(entries[0].Situation)}")}, {string.Join("; ", cameras)}.";
    }

    private static string Sentence(GapResult result, IReadOnlyList<GapEntry> renditions, GapEntry reference)
    {
        var stops = string.Join(", ", renditions.Select(entry => $"{Noise(entry)} with {(entry.Frames == 1 ? "one frame" : $"{entry.Frames} frames")}"));
        var own = renditions[^1].Figures.EdgesAt(0)?.Mtf50 ?? Measured.Unknown;
        var theirs = reference.Figures.EdgesAt(0)?.Mtf50 ?? Measured.Unknown;
        var detail = own.IsKnown && theirs.IsKnown ? $"; detail {Figure.Fixed(own.Value, 0)} of {Figure.Fixed(theirs.Value, 0)} line pairs a picture height" : "";
        return $"{result.Cameras[renditions[0].Camera]} against {result.Cameras[reference.Camera]}: noise {stops}{detail}";
    }

    // Captures that were taken apart differ by their exposure first.
    private static string Noise(GapEntry entry) => entry.Situation.Terms == Terms.AsCaptured && entry.Gap!.LightAtEqualSignal.IsKnown
        ? $"{Behind(entry.Gap.Light)}, {Behind(entry.Gap.LightAtEqualSignal)} at equal signal,"
        : Behind(entry.Gap!.Light);

    private static string Behind(Measured stops) => !stops.IsKnown
        ? "beyond comparison"
        : $"{Figure.Fixed(Math.Abs(stops.Value), 1)} ± {Figure.Fixed(Math.Max(stops.Deviation, 0.05), 1)} EV {(stops.Value < 0 ? "ahead" : "behind")}";
}
