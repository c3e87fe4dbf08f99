using System.Globalization;
using System.Xml.Linq;
using Pentaprism.Cli.Reports;
using Pentaprism.Cli.Reports.Plots;

namespace Pentaprism.Cli.Tests.Reports;

public sealed class PlotTests
{
    private static readonly XNamespace _none = XNamespace.None;

    [Theory]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.0123, 0.0377, "−0.01 0 0.01 0.02 0.03")]
    [InlineData(0, 300, "0 50 100 150 200 250 300")]
    [InlineData(3.99, 4.01, "3.990 3.995 4.000 4.005 4.010")]
    public void Ticks_are_round_numbers_inside_the_axis(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', new Axis("", low, high).Ticks(5).Select(tick => tick.Text)));

    [Fact]
    public void An_axis_with_open_ends_holds_all_values_and_keeps_the_end_that_was_set()
    {
        var axis = new Axis("", 0).Fitted([0.3, 7.9, double.NaN, double.PositiveInfinity]);

        Assert.Equal((0, 8), (axis.Minimum, axis.Maximum));
        var flat = new Axis("").Fitted([2, 2, 2]);
        Assert.True(flat.Minimum < 2 && flat.Maximum > 2);
    }

    [Fact]
    public void A_line_runs_through_its_points_and_breaks_where_one_is_missing()
    {
        var chart = new LineChart("d", new Axis("x", 0, 10), new Axis("y", 0, 1), [new Series("", [(0, 0), (5, 0.5), (6, double.NaN), (10, 1)], "c0")]);

        var path = (string)XElement.Parse(chart.Draw()).Descendants("path").Single().Attribute("d")!;

        var strokes = path.Split('M', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, strokes.Length);
        double[][] points = [.. strokes[0].Split('L').Select(point => point.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())];
        var end = strokes[1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal((points[0][0] + end[0]) / 2, points[1][0], 0.02);
        Assert.Equal((points[0][1] + end[1]) / 2, points[1][1], 0.02);
        Assert.True(end[0] > points[0][0] && end[1] < points[0][1]);
    }

    [Fact]
    public void Equal_lengths_across_and_up_stay_equal_in_a_diagram_of_dots()
    {
        var svg = XElement.Parse(new DotChart("d", 10, "µm", [("blue", [(0, 0), (4, 0), (0, 4)])]) { Circle = 4 }.Draw());

        var dots = ((string)svg.Descendants("path").Single().Attribute("d")!).Split('M', StringSplitOptions.RemoveEmptyEntries)
            .Select(dot => dot.Split(' ', 'h')).Select(d => (X: double.Parse(d[0], CultureInfo.InvariantCulture), Y: double.Parse(d[1], CultureInfo.InvariantCulture))).ToArray();
        var radius = double.Parse((string)svg.Descendants("circle").Single().Attribute("r")!, CultureInfo.InvariantCulture);
        Assert.Equal(dots[1].X - dots[0].X, dots[0].Y - dots[2].Y, 1e-9);
        Assert.Equal(radius, dots[1].X - dots[0].X, 1e-9);
    }

    [Fact]
    public void A_page_is_one_file_that_fetches_nothing_runs_nothing_and_shows_text_as_it_is()
    {
        var report = new HtmlReport("f < 5 & \"more\"", "");
        report.KeyFigure("EFL", "<50>");
        report.Section("A <b>", "text <i>");
        report.Figures("charts", [(new LineChart("\"d\" <", new Axis("<x>"), new Axis("&y"), [new Series("<n>", [(0, 0), (1, 1)], "c0")]).Draw(), "<caption>")]);
        report.Figures("thumbs", [(HeatMap.Draw("h", new double[,] { { 0, 1 }, { 0.5, 2 } }, 10, "µm"), "")]);
        report.Table(["<a>", "b"], [["<c>", "1"]], "<folded>");

        var page = report.Page();

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
        foreach (var text in new[] { "f < 5 & \"more\"", "<50>", "A <b>", "text <i>", "<caption>", "<a>", "<c>", "<folded>", "<x>", "&y", "<n>" })
        {
            Assert.Contains(body.DescendantNodes().OfType<XText>(), node => node.Value == text);
        }

        Assert.All(body.Descendants(_none + "svg").Where(svg => svg.Parent!.Name == "figure"), svg => Assert.NotEmpty((string)svg.Attribute("aria-label")!));
        var png = Convert.FromBase64String(((string)body.Descendants("image").Single().Attribute("href")!)["data:image/png;base64,".Length..]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
    }
}
