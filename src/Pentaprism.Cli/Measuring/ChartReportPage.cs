using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;
using Pentaprism.Files;
using Pentaprism.Files.Png;
using Pentaprism.Imaging;
using Pentaprism.Measure.Charts;

namespace Pentaprism.Cli.Measuring;

/// <summary>The page that tells how true colours are.</summary>
internal static class ChartReportPage
{
    public static HtmlReport Of(ChartReport report, MeasuredFile file, ProcessingContext context)
    {
        var page = new HtmlReport($"Colours of {Path.GetFileName(report.Path)}", report.Verdict());
        page.Section("Difference of each patch", report.Rendered is null ? "ΔE2000 after the 3 × 3 matrix." : "ΔE2000 of the picture after white balance on the greys, exposure matched on neutral 5.");
        var differences = report.Differences;
        page.Figures("charts", [(new BarChart("Colour difference of each patch", "ΔE2000", [.. report.Patches.Select((patch, i) => (patch.Reference.Name, differences.Length > 0 ? differences[i] : 0, Figure.Fixed(differences.Length > 0 ? differences[i] : 0, 1)))]).Draw(), ""), (Tone(report), "Greys: level over the chart's luminance, both against neutral 5")]);
        if (report.Matrix is { } matrix)
        {
            page.Section("Swatches", "Outside as the matrix renders the patch, inside the chart's own colour.");
            page.Figures("wide", [(Swatches(report, matrix, context), "")]);
        }

        page.Section("Where", $"{report.Chart.Patches} of 24 patches were seen; the circles are the middles.");
        page.Figures("wide", [(Map(report, file, context), $"{file.Width} × {file.Height} pixels")]);
        page.Section("Numbers", $"Red, green, blue: means of the inner half of each patch, {report.Linearisation}. ΔE is CIEDE2000: after the 3 × 3 matrix, after the root polynomial, of the finished picture as it is and balanced on the greys.");
        page.Table(ChartReport.Columns, report.Rows());
        page.Data(report.Json());
        return page;
    }

    private static string Tone(ChartReport report)
    {
        var greys = report.Patches.Skip(ColourChecker.White).ToList();
        var (reference, level) = (greys[3].Reference.Xyz.Y, greys[3].Mean.Y);
        (double X, double Y)[] points = [.. greys.Where(grey => grey.Mean.Y > 0).Select(grey => (Math.Log2(grey.Reference.Xyz.Y / reference), Math.Log2(grey.Mean.Y / level)))];
        return new LineChart(
            "Tone",
            new Axis("chart, stops"),
            new Axis("picture, stops"),
            [new Series("measured", points, "c1") { HasMarks = true }, new Series("linear", [(points.Min(point => point.X), points.Min(point => point.X)), (points.Max(point => point.X), points.Max(point => point.X))], Palette.Quiet)]).Draw();
    }

    private static string Swatches(ChartReport report, ColourFit matrix, ProcessingContext context)
    {
        const int Side = 6;
        using var picture = new EncodedPicture(3, new Plane<byte>(ColourChecker.Columns * Side * 3, ColourChecker.Rows * Side));
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var patch = report.Patches[(y / Side * ColourChecker.Columns) + (x / Side)];
                var isInside = x % Side is 2 or 3 && y % Side is 2 or 3;
                var colour = patch.Mean / matrix.Neutral;
                var xyz = isInside ? patch.Reference.Xyz : matrix.Map([colour.X, colour.Y, colour.Z]);
                var rgb = RgbSpace.Srgb.FromXyz * (ChromaticAdaptation.Bradford(Chromaticity.D50, RgbSpace.Srgb.White) * xyz);
                for (var channel = 0; channel < 3; channel++)
                {
                    picture.Bytes![(3 * x) + channel, y] = (byte)Math.Round(255 * TransferFunction.Srgb.Encode(Math.Clamp(rgb[channel], 0, 1)));
                }
            }
        }

        using var stream = new MemoryStream();
        PngWriter.Write(stream, picture, new PngOptions(), new PictureMetadata(), context);
        var svg = new Svg(720, 480, "Measured and true colours of the patches");
        svg.Image(0, 0, 720, 480, stream.ToArray());
        return svg.End();
    }

    private static string Map(ChartReport report, MeasuredFile file, ProcessingContext context)
    {
        var (svg, scale) = PictureMap.Begin(file, "The picture with its chart", context);
        foreach (var patch in report.Patches)
        {
            svg.Circle(patch.X * scale, patch.Y * scale, 4, "line c4");
        }

        return svg.End();
    }
}
