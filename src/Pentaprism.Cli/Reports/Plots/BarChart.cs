namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Named bars, one below the other, longest first or in any other order that is given.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Label">What the bars measure, with its unit.</param>
/// <param name="Bars">Name, length and the number written behind it.</param>
internal sealed record BarChart(string Description, string Label, IReadOnlyList<(string Name, double Length, string Text)> Bars)
{
    private const double Width = 380;
    private const double RowHeight = 33;
    private const double Head = 24;
    private const double Room = 56;

    /// <summary>Gives the chart as an SVG element; each name stands above its bar, so that long ones fit a narrow screen.</summary>
    public string Draw()
    {
        var svg = new Svg(Width, Head + (RowHeight * Bars.Count), Description);
        var longest = Bars.Select(bar => bar.Length).DefaultIfEmpty(1).Max();
        svg.Text(2, 12, Label, "label");
        for (var i = 0; i < Bars.Count; i++)
        {
            var (name, length, text) = Bars[i];
            var top = Head + (i * RowHeight);
            var wide = longest > 0 ? (Width - Room) * length / longest : 0;
            svg.Text(2, top + 11, name, "legend");
            svg.Rectangle(2, top + 16, Math.Max(wide, 1), 9, "bar");
            svg.Text(wide + 8, top + 24.5, text, "tick");
        }

        return svg.End();
    }
}
