using System.Text.Json.Nodes;
using Pentaprism.Cli.Reports;
using Pentaprism.Gap;
using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Cli.Gaps;

/// <summary>The page of a comparison: verdict and one chart first, then pictures, where the gap comes from, plots and tables.</summary>
internal static class GapPage
{
    public static HtmlReport Of(GapResult result, GapOptions options, JsonObject data)
    {
        var page = new HtmlReport($"{string.Join(", ", result.Cameras.SkipLast(1))} against {result.Cameras[^1]}", GapText.Verdict(result));
        var terms = GapTables.TermsOf(result).ToList();
        if (terms.Contains(Terms.EqualExposure))
        {
            page.Section("How far behind", "How much less light would make the reference as noisy. Above zero the camera is behind, below it is ahead.");
            page.Figures("wide", [(GapCharts.ByLight(result, Terms.EqualExposure), "All wide open, same exposure time, from the hand.")]);
        }
        else if (GapText.Headline(result)[0].Situation is var captured && GapCharts.Noise(result, captured) is { Length: > 0 } noise)
        {
            page.Section("How far behind", "Signal-to-noise ratio of a pixel of a 12 megapixel picture over signal, neither denoised nor sharpened.");
            page.Figures("wide", [(noise, GapText.Of(captured))]);
        }

        Pictures(page, result);
        Ways(page, result);
        Plots(page, result);
        foreach (var here in terms)
        {
            page.Section($"Behind, {GapText.Of(here)}", "Positive where the camera is behind; ± one standard deviation.");
            for (var camera = 0; camera < result.Reference; camera++)
            {
                page.Paragraph(result.Cameras[camera]);
                page.Table(GapTables.GapColumns(here), GapTables.GapRows(result, camera, here));
            }

            page.Table(GapTables.FigureColumns, GapTables.FigureRows(result, here), "The figures of each picture");
        }

        page.Section("What was compared");
        page.Table(["camera", "numbers"], result.Cameras.Zip(result.Facts, (name, facts) => (IReadOnlyList<string>)[name, facts]));
        page.Paragraph(
            terms.Contains(Terms.AsCaptured) ? "All numbers were measured in these captures; no model of a camera takes part."
            : result.IsIndicative ? "Placeholders are numbers without evidence: what rests on them is indicative."
            : "All numbers of these cameras rest on evidence.");
        page.Section("How it was measured");
        page.Table(["number", "how"], GapMethods.All.Select(method => (IReadOnlyList<string>)[method.Name, method.Text]));
        page.Data(data);
        return page;
    }

    private static void Pictures(HtmlReport page, GapResult result)
    {
        if (result.Pictures.Length == 0)
        {
            return;
        }

        page.Section("Side by side at 100 %", "The same scene at the size of the camera with the fewest pixels. Choose what is shown on either side and move the line.");
        page.Compare([.. result.Pictures.Select(picture => (
            $"{GapText.Lux(picture.Situation.Lux)}: {result.Cameras[picture.Camera]}{(picture.Camera == result.Reference ? "" : $", {picture.Rendition}")}",
            picture.Jpeg,
            picture.Width,
            picture.Height))], result.Pictures.ToList().FindIndex(picture => picture.Camera == result.Reference));
    }

    private static void Ways(HtmlReport page, GapResult result)
    {
        if (result.Ways.Length == 0)
        {
            return;
        }

        page.Section("Where it comes from", "One thing after the other is swapped for that of the reference. Right of zero it holds the camera back, left of zero it helps.");
        var headline = GapText.Headline(result)[0].Situation;
        var noise = result.Ways.Where(way => way.Situation == headline).Select(way => (GapCharts.Way(result, way, "noise, EV", part => part.Light, 2), GapText.Of(way.Situation)));
        var detail = result.Ways.Where(way => way.Contributions[0].Texture.IsKnown).SelectMany(way => new[]
        {
            (GapCharts.Way(result, way, "edges on the axis, lp/ph", part => GapTables.Share(part, 0), 0), GapText.Of(way.Situation)),
            (GapCharts.Way(result, way, "edges in the corner, lp/ph", part => GapTables.Share(part, GapChart.Fields[^1]), 0), GapText.Of(way.Situation)),
            (GapCharts.Way(result, way, "texture, lp/ph", part => part.Texture, 0), GapText.Of(way.Situation)),
        });
        page.Figures("charts", [.. noise, .. detail]);
        for (var camera = 0; camera < result.Reference; camera++)
        {
            page.Table(GapTables.WayColumns, GapTables.WayRows(result, camera), $"All numbers of {result.Cameras[camera]}");
        }
    }

    private static void Plots(HtmlReport page, GapResult result)
    {
        var dim = GapText.Headline(result)[0].Situation;
        var bright = result.Entries.Select(entry => entry.Situation).LastOrDefault(here => here.Terms == Terms.Tripod) ?? dim;
        Situation[] shown = dim == bright ? [dim] : [dim, bright];
        Charts(
            page, "Detail", "Modulation transfer after the whole development, in line pairs a picture height.",
            [
                .. shown.Select(here => (GapCharts.Edges(result, here, 0), $"Edges on the axis, {GapText.Of(here)}")),
                .. GapChart.Fields.Skip(1).Where(field => field == GapChart.Fields[^1] || dim.Terms == Terms.AsCaptured)
                    .Select(field => (GapCharts.Edges(result, bright, field), $"Edges {(field == GapChart.Fields[^1] ? "in the corner" : $"at {Figure.Fixed(field, 1)} of the field")}, {GapText.Of(bright)}")),
                .. shown.Select(here => (GapCharts.Texture(result, here), $"Texture, {GapText.Of(here)}")),
            ]);
        Charts(
            page, "Noise, range and colour", "Noise of a pixel of a 12 megapixel picture, neither denoised nor sharpened. Lines of the colour chart are drawn three times as long as the errors are.",
            [
                .. shown.Select(here => (GapCharts.Noise(result, here), GapText.Of(here))),
                (GapCharts.Residual(result, dim), $"What development leaves of noise, {GapText.Of(dim)}: falling lines were smoothed."),
                (GapCharts.Colours(result, bright), $"ColorChecker, {GapText.Of(bright)}"),
            ]);
    }

    // Charts of which there is something to show.
    private static void Charts(HtmlReport page, string title, string text, IEnumerable<(string Chart, string Caption)> charts)
    {
        var drawn = charts.Where(chart => chart.Chart.Length > 0).ToArray();
        if (drawn.Length > 0)
        {
            page.Section(title, text);
            page.Figures("charts", drawn);
        }
    }
}
