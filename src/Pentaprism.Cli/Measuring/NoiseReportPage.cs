using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;

namespace Pentaprism.Cli.Measuring;

/// <summary>The page that tells how much noise a camera makes.</summary>
internal static class NoiseReportPage
{
    private const int TilesDrawn = 300;

    public static HtmlReport Of(NoiseReport report)
    {
        var page = new HtmlReport($"Noise of {string.Join(", ", report.Files.Select(file => Path.GetFileName(file)).Take(2))}", report.Verdict());
        if (report.Channels.Any(channel => channel.Fit is not null))
        {
            page.Section("Noise over signal", $"Variance of tiles of 16 × 16 samples of two frames over their level, black 0, white 1, and the line through them: variance = S x + O. {report.Linearisation}.");
            page.Figures("wide", [(Transfer(report), "Dots: tiles; lines: fits")]);
        }

        page.Section("Spectrum", "Power of the noise over frequency; a sensor's own noise is white, 1 everywhere. Less at high frequencies was smoothed, more was sharpened.");
        page.Figures("charts", [(Spectrum(report), "The grid is that of the channel's own samples")]);
        page.Section("Numbers", "S and O as in the DNG tag NoiseProfile, with their standard deviation. Stops from clipping down to a signal-to-noise ratio of 1 for a pixel, of 20 scaled to 12 megapixels, and after ISO 15739 for a linear response.");
        page.Table(NoiseReport.Columns, report.Rows());
        if (report.Visual is not null)
        {
            page.Section("As a viewer sees it", $"Standard deviations of lightness and colour in the area after the filters of the eye (S-CIELAB), seen from {report.Viewing.PictureHeights:0.##} picture heights; vSNR = 1 / √(var L* + var a* + var b*). Above 1 noise is hard to see.");
            page.Table(NoiseReport.VisualColumns, report.VisualRows());
        }

        if (report.Channels.Any(channel => channel.Spatial is not null))
        {
            page.Section("Fixed pattern", "Standard deviations of what stays from frame to frame in the area that was named, taken apart into rows, columns and pixels; – where noise hides it.");
            page.Table(NoiseReport.SpatialColumns, report.SpatialRows());
        }

        page.Data(report.Json());
        return page;
    }

    private static string Transfer(NoiseReport report)
    {
        var lines = new List<Series>();
        foreach (var channel in report.Channels)
        {
            if (channel.Fit is not { } fit)
            {
                continue;
            }

            var style = Style(channel.Name);
            var step = Math.Max(1, fit.Tiles.Length / TilesDrawn);
            var top = fit.Tiles.Max(tile => tile.Level);
            lines.Add(new Series(channel.Name, [(0, fit.Line.Offset), (top, fit.Line.Variance(top))], style));
            lines.AddRange(fit.Tiles.Where((_, i) => i % step == 0).Select(tile => new Series("", [(tile.Level, tile.Variance)], style) { HasMarks = true }));
        }

        return new LineChart("Variance over level", new Axis("level", 0), new Axis("variance", 0), lines) { Width = 720, Height = 320 }.Draw();
    }

    private static string Spectrum(NoiseReport report) => new LineChart(
        "Noise power over frequency",
        new Axis("frequency, cycles/sample", 0, 0.5),
        new Axis("power", 0),
        [.. report.Channels.Where(channel => channel.Spectrum is not null).Select(channel => new Series(channel.Name, [.. channel.Spectrum!.Points.Where(point => point.Frequency >= 0.03)], Style(channel.Name)))]).Draw();

    private static string Style(string channel) => channel switch { "R" => "c5", "G" => "c2", "B" => "c0", _ => "c1" };
}
