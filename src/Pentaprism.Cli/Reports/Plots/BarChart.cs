namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Named bars, one below the other, longest first or in any other order that is given.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Label">What the bars measure, with its unit.</param>
/// <param name="Bars">Name, length and the number written behind it.</param>
internal sealed record BarChart(string Description, string Label, IReadOnlyList<(string Name, double Length, string Text)> Bars)
{
    private const double Width = 620;
    private const double RowHeight = 20;
    private const double Head = 22;
    private const double Room = 60;
    private const double CharacterWidth = 6.6;

    /// <summary>Gives the chart as an SVG element.</summary>
    public string Draw()
    {
        var svg = new Svg(Width, Head + (RowHeight * Bars.Count) + 4, Description);
        var left = Math.Min(300, 10 + (CharacterWidth * Bars.Select(bar => bar.Name.Length).DefaultIfEmpty(0).Max()));
        var longest = Bars.Select(bar => bar.Length).DefaultIfEmpty(1).Max();
        svg.Text(2, 12, Label, "label");
        for (var i = 0; i < Bars.Count; i++)
        {
            var (name, length, text) = Bars[i];
            var top = Head + (i * RowHeight);
            var wide = longest > 0 ? (Width - left - Room) * length / longest : 0;
            svg.Text(left - 8, top + 13, name, "legend", "end");
            svg.Rectangle(left, top + 3, Math.Max(wide, 1), RowHeight - 7, "bar");
            svg.Text(left + wide + 6, top + 13, text, "tick");
        }

        return svg.End();
    }
}
