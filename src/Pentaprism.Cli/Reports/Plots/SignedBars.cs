namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Named bars to both sides of zero, one below the other.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Label">What the bars measure, with its unit.</param>
/// <param name="Bars">Name, value and the number written behind it; one that is not finite has no bar.</param>
internal sealed record SignedBars(string Description, string Label, IReadOnlyList<(string Name, double Value, string Text)> Bars)
{
    private const double Width = 380;
    private const double RowHeight = 37;
    private const double Head = 24;
    private const double Room = 78;

    /// <summary>Gives the chart as an SVG element.</summary>
    public string Draw()
    {
        var svg = new Svg(Width, Head + (RowHeight * Bars.Count) + 4, Description);
        var finite = Bars.Select(bar => bar.Value).Where(double.IsFinite).Append(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        var scale = high > low ? (Width - (2 * Room)) / (high - low) : 0;
        var zero = Room - (low * scale);
        svg.Text(2, 12, Label, "label");
        svg.Line(zero, Head, zero, Head + (RowHeight * Bars.Count), "zero");
        for (var i = 0; i < Bars.Count; i++)
        {
            var (name, value, text) = Bars[i];
            var top = Head + (i * RowHeight);
            svg.Text(2, top + 11, name, "legend");
            if (double.IsFinite(value))
            {
                var (left, wide) = (zero + (Math.Min(value, 0) * scale), Math.Abs(value) * scale);
                svg.Rectangle(left, top + 20, Math.Max(wide, 1), 9, value < 0 ? "bar less" : "bar");
                svg.Text(value < 0 ? left - 5 : left + wide + 5, top + 28.5, text, "tick", value < 0 ? "end" : "start");
            }
        }

        return svg.End();
    }
}
