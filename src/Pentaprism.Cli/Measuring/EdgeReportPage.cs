using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Cli.Measuring;

/// <summary>The page that tells how sharp the edges of a picture are.</summary>
internal static class EdgeReportPage
{
    private const int LinesShown = 5;

    public static HtmlReport Of(EdgeReport report, MeasuredFile file, ProcessingContext context)
    {
        var page = new HtmlReport($"Edges of {Path.GetFileName(report.Path)}", report.Verdict());
        var edges = report.Main;
        page.Section("Modulation transfer", $"{report.Method}; {report.Linearisation}; channel {report.MainChannel}. The grid of pixels ends at 0.5 cycles/pixel (Nyquist).");
        if (edges.Count > 0)
        {
            page.Figures("wide", [(Transfers(report, edges), "The sharpest, the median and the softest edges and some between")]);
            var median = edges[edges.Count / 2];
            page.KeyFigure("MTF50, median", $"{Figure.Fixed(report.PerHeight(median.Mtf50), 0)} lp/ph");
            page.KeyFigure("MTF50", $"{Figure.Fixed(median.Mtf50, 3)} c/px");
            page.KeyFigure("MTF10", $"{Figure.Fixed(median.Mtf10, 3)} c/px");
            page.KeyFigure("At Nyquist", Figure.Fixed(median.AtNyquist, 3));
            page.KeyFigure("Overshoot", $"{Figure.Fixed(100 * median.Overshoot, 1)} %");
            page.KeyFigure("Acutance", Figure.Fixed(report.AcutanceOf(median), 3));
            page.KeyFigure("Edges", $"{edges.Count}");
        }

        page.Section("Where", "Each edge with its MTF50 in line pairs in the picture height, blue soft to red sharp; refused ones are thin.");
        page.Figures("wide", [(Map(report, edges, file, context), $"{report.Width} × {report.Height} pixels")]);
        if (edges.Count > 0)
        {
            page.Section("Edge spread", "From the dark to the bright level; what leaves 0 to 1 is over- and undershoot.");
            page.Figures("charts", [(Spreads(edges), "The same edges")]);
        }

        page.Section("Numbers", $"± is the standard deviation of MTF50 from the noise of the samples. MTF30, MTF10 in cycles/pixel. Acutance for a picture seen from {Figure.Short(report.Viewing.PictureHeights)} picture heights, summed up to Nyquist.");
        page.Table(EdgeTables.Columns(report), EdgeTables.Rows(report), edges.Count > 12 ? $"{report.Survey.Measured.Length} measurements" : "");
        if (report.Survey.Refused.Length > 0)
        {
            page.Table(
                ["not measured", "why"],
                report.Survey.Refused.Select(edge => (IReadOnlyList<string>)[$"{edge.Channel} at {edge.Area.Left}, {edge.Area.Top}, {edge.Area.Width} × {edge.Area.Height}", edge.Reason]),
                $"{report.Survey.Refused.Length} refused");
        }

        page.Data(EdgeJson.Of(report));
        return page;
    }

    private static IReadOnlyList<EdgeMeasurement> Chosen(IReadOnlyList<EdgeMeasurement> edges)
    {
        var count = Math.Min(LinesShown, edges.Count);
        return [.. Enumerable.Range(0, count).Select(i => edges[count == 1 ? 0 : i * (edges.Count - 1) / (count - 1)])];
    }

    private static string Transfers(EdgeReport report, IReadOnlyList<EdgeMeasurement> edges)
    {
        var chosen = Chosen(edges);
        var lines = chosen.Select((edge, i) => new Series(
            $"{edge.Line.X:0}, {edge.Line.Y:0}: {Figure.Fixed(report.PerHeight(edge.Mtf50), 0)} lp/ph",
            [.. edge.Frequencies.Zip(edge.Transfer).Where(point => point.First <= 1)],
            Palette.Ramp(chosen.Count - 1 - i, chosen.Count))).ToList();
        var top = Math.Max(1, lines.Max(line => line.Points.Max(point => point.Y)));
        lines.Add(new Series("", [(0.5, 0), (0.5, top)], Palette.Quiet));
        return new LineChart("Modulation transfer over frequency", new Axis("frequency, cycles/pixel", 0), new Axis("MTF", 0), lines) { Width = 720, Height = 320 }.Draw();
    }

    private static string Spreads(IReadOnlyList<EdgeMeasurement> edges)
    {
        var chosen = Chosen(edges);
        var lines = chosen.Select((edge, i) => new Series(
            "",
            [.. edge.Distances.Zip(edge.Spread).Where(point => Math.Abs(point.First) <= 8)],
            Palette.Ramp(chosen.Count - 1 - i, chosen.Count)));
        return new LineChart("Edge spread", new Axis("distance, pixels", -8, 8), new Axis("level"), [.. lines]).Draw();
    }

    private static string Map(EdgeReport report, IReadOnlyList<EdgeMeasurement> edges, MeasuredFile file, ProcessingContext context)
    {
        var (svg, scale) = PictureMap.Begin(file, "The picture with its edges", context);
        foreach (var edge in report.Survey.Refused.Where(edge => edge.Channel == report.MainChannel))
        {
            svg.Rectangle(edge.Area.Left * scale, edge.Area.Top * scale, edge.Area.Width * scale, edge.Area.Height * scale, "line thin dashed c5");
        }

        var (low, high) = edges.Count > 0 ? (edges[^1].Mtf50, edges[0].Mtf50) : (0, 1);
        foreach (var edge in edges)
        {
            var style = Palette.Ramp((int)(100 * (edge.Mtf50 - low) / Math.Max(high - low, 1e-9)), 101);
            var half = Math.Max(edge.Area.Width, edge.Area.Height) / 2.0 * scale;
            var (sine, cosine) = Math.SinCos(edge.Line.Angle);
            var (x, y) = (edge.Line.X * scale, edge.Line.Y * scale);
            svg.Line(x + (half * sine), y - (half * cosine), x - (half * sine), y + (half * cosine), $"line {style}");
            svg.Text(x + 4, y - 4, Figure.Fixed(report.PerHeight(edge.Mtf50), 0), "tick halo");
        }

        return svg.End();
    }
}
