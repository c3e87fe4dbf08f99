using Pentaprism.Cli.Reports;
using Pentaprism.Gap;
using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Figures;
using Pentaprism.Gap.Gaps;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Cli.Gaps;

/// <summary>A comparison as tables, for the terminal and the page.</summary>
internal static class GapTables
{
    /// <summary>Gives the headings of the gaps.</summary>
    public static IReadOnlyList<string> GapColumns(Terms terms) =>
    [
        "light", "picture", "noise, EV", .. terms == Terms.AsCaptured ? (string[])["noise at equal signal, EV"] : [], "range, EV",
        "edges, axis", "0.7", "corner", "texture", "acutance", "ΔE2000",
    ];

    /// <summary>Gets the headings of the figures.</summary>
    public static IReadOnlyList<string> FigureColumns { get; } =
        ["picture", "SNR", "range 20", "range 1", "edges, axis", "0.7", "corner", "texture", "acutance", "ΔE2000", "largest", "overshoot, %", "left noise, SNR", "high/low"];

    /// <summary>Gets the headings of where gaps come from.</summary>
    public static IReadOnlyList<string> WayColumns { get; } = ["light, terms", "from", "noise, EV", "edges, axis", "0.7", "corner", "texture"];

    public static void Print(GapResult result)
    {
        Console.Out.WriteLine(GapText.Verdict(result));
        Console.Out.WriteLine();
        for (var camera = 0; camera < result.Reference; camera++)
        {
            var name = $"{result.Cameras[camera]} behind {result.Cameras[result.Reference]}";
            foreach (var terms in TermsOf(result))
            {
                Terminal.Write($"{name}: {GapText.Of(terms)}", GapColumns(terms), GapRows(result, camera, terms));
            }

            if (result.Ways.Length > 0)
            {
                Terminal.Write($"{name}: where it comes from", WayColumns, WayRows(result, camera));
            }
        }

        Console.Out.WriteLine("EV and line pairs a picture height, positive where the camera is behind; ± one standard deviation.");

        if (result.IsIndicative)
        {
            Console.Out.WriteLine("Some numbers of these cameras are placeholders (pentaprism camera show): what rests on them is indicative.");
        }
    }

    public static IEnumerable<Terms> TermsOf(GapResult result) => result.Entries.Select(entry => entry.Situation.Terms).Distinct();

    public static IEnumerable<IReadOnlyList<string>> GapRows(GapResult result, int camera, Terms terms) =>
        result.Entries.Where(entry => entry.Camera == camera && entry.Situation.Terms == terms).Select(entry => (IReadOnlyList<string>)
        [
            Light(entry.Situation),
            Picture(entry),
            GapText.Of(entry.Gap!.Light, 2),
            .. terms == Terms.AsCaptured ? (string[])[GapText.Of(entry.Gap.LightAtEqualSignal, 2)] : [],
            GapText.Of(entry.Gap.PhotographicRange, 2),
            .. GapChart.Fields.Select(field => GapText.Of(entry.Gap.EdgesAt(field), 0)),
            GapText.Of(entry.Gap.Texture, 0),
            GapText.Of(entry.Gap.Acutance, 3),
            GapText.Of(entry.Gap.Colour, 2),
        ]);

    public static IEnumerable<IReadOnlyList<string>> FigureRows(GapResult result, Terms terms) =>
        result.Entries.Where(entry => entry.Situation.Terms == terms).Select(entry => (IReadOnlyList<string>)
        [
            $"{Light(entry.Situation)}, {result.Cameras[entry.Camera]}{(entry.Camera == result.Reference ? "" : $", {Picture(entry)}")}",
            GapText.Of(entry.Figures.GreyRatio, 1),
            GapText.Of(entry.Figures.PhotographicRange, 2),
            GapText.Of(entry.Figures.EngineeringRange, 2),
            .. GapChart.Fields.Select(field => GapText.Of(entry.Figures.EdgesAt(field)?.Mtf50 ?? Measured.Unknown, 0)),
            GapText.Of(entry.Figures.Texture?.Mtf50 ?? Measured.Unknown, 0),
            GapText.Of(entry.Figures.EdgesAt(0)?.Acutance ?? Measured.Unknown, 3),
            GapText.Of(entry.Figures.Colour?.Mean ?? Measured.Unknown, 2),
            GapText.Of(entry.Figures.Colour?.Largest ?? Measured.Unknown, 1),
            GapText.Of(entry.Figures.EdgesAt(0)?.Overshoot ?? Measured.Unknown, 1, 100),
            GapText.Of(entry.Figures.Residual?.Ratio ?? Measured.Unknown, 0),
            GapText.Of(entry.Figures.Residual?.HighOverLow ?? Measured.Unknown, 2),
        ]);

    public static IEnumerable<IReadOnlyList<string>> WayRows(GapResult result, int camera) => result.Ways.Where(way => way.Camera == camera).SelectMany(way => way.Contributions.Select(contribution => (IReadOnlyList<string>)
    [
        GapText.Of(way.Situation),
        contribution.Of,
        GapText.Of(contribution.Light, 2),
        .. GapChart.Fields.Select(field => GapText.Of(Share(contribution, field), 0)),
        GapText.Of(contribution.Texture, 0),
    ]));

    /// <summary>Gives what a contribution adds at a place of the field.</summary>
    public static Measured Share(Contribution contribution, double field) =>
        contribution.Edges.Where(edge => edge.Field == field).Select(edge => edge.Share).DefaultIfEmpty(Measured.Unknown).First();

    private static string Light(Situation situation) => double.IsFinite(situation.Lux) ? GapText.Lux(situation.Lux) : "–";

    private static string Picture(GapEntry entry) => entry.Figures.FramesUsed < entry.Frames ? $"{entry.Rendition}, {Figure.Fixed(entry.Figures.FramesUsed, 0)} used" : entry.Rendition;
}
