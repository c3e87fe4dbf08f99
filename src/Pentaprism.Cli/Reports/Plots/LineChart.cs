namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Lines over two axes with units, a grid and a legend.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up.</param>
/// <param name="Lines">The lines, drawn in this order.</param>
internal sealed record LineChart(string Description, Axis X, Axis Y, IReadOnlyList<Series> Lines)
{
    private const double Left = 46;
    private const double Right = 14;
    private const double LegendLine = 17;
    private const double CharacterWidth = 6.8;
    private const double Swatch = 20;

    /// <summary>Gets the width, about CSS pixels.</summary>
    public double Width { get; init; } = 380;

    /// <summary>Gets the height without the legend.</summary>
    public double Height { get; init; } = 250;

    /// <summary>Gives the chart as an SVG element.</summary>
    public string Draw()
    {
        var x = X.Fitted(Lines.SelectMany(line => line.Points.Select(point => point.X)));
        var y = Y.Fitted(Lines.SelectMany(line => line.Points.Select(point => point.Y).Concat(Reach(line, -1)).Concat(Reach(line, 1))));
        var legend = Legend();
        var head = (legend.Count == 0 ? 4 : 4 + (LegendLine * (1 + legend.Max(entry => entry.Row)))) + (y.Label.Length > 0 ? 21 : 6);
        var (top, width) = (head, Width - Left - Right);
        var height = Height - 58;
        var svg = new Svg(Width, head + Height - 18, Description);
        foreach (var (line, row, at) in legend)
        {
            var middle = 12 + (row * LegendLine);
            svg.Line(Left + at, middle, Left + at + Swatch, middle, "line " + line.Style);
            svg.Text(Left + at + Swatch + 6, middle + 4, line.Name, "legend");
        }

        svg.Text(2, top - 11, y.Label, "label");
        foreach (var (value, text) in x.Ticks((int)Math.Max(2, width / 60)))
        {
            var at = Left + (x.Place(value) * width);
            svg.Line(at, top, at, top + height, value == 0 ? "zero" : "grid");
            svg.Text(at, top + height + 16, text, "tick", "middle");
        }

        foreach (var (value, text) in y.Ticks((int)Math.Max(2, height / 38)))
        {
            var at = top + height - (y.Place(value) * height);
            svg.Line(Left, at, Left + width, at, value == 0 ? "zero" : "grid");
            svg.Text(Left - 6, at + 4, text, "tick", "end");
        }

        svg.Text(Left + width, top + height + 33, x.Label, "label", "end");
        svg.BeginWindow(Left - 3, top - 3, width + 6, height + 6);
        foreach (var line in Lines)
        {
            var points = line.Points.Select(point => (Left + (x.Place(point.X) * width), top + height - (y.Place(point.Y) * height))).ToList();
            svg.Polyline(points, "line " + line.Style);
            foreach (var (px, py) in line.HasMarks ? points : [])
            {
                svg.Circle(px, py, 2.6, "mark " + line.Style);
            }

            foreach (var (low, high, place) in Reach(line, -1).Zip(Reach(line, 1), points))
            {
                svg.Line(place.Item1, top + height - (y.Place(low) * height), place.Item1, top + height - (y.Place(high) * height), "line thin " + line.Style);
            }
        }

        svg.EndWindow();
        return svg.End();
    }

    // Where the deviations of a line's points end.
    private static IEnumerable<double> Reach(Series line, int sign) => line.Deviations.Zip(line.Points, (deviation, point) => point.Y + (sign * deviation));

    private List<(Series Line, int Row, double At)> Legend()
    {
        var entries = new List<(Series, int, double)>();
        var (row, at) = (0, 0.0);
        foreach (var line in Lines.Where(line => line.Name.Length > 0))
        {
            var wide = Swatch + 6 + (line.Name.Length * CharacterWidth) + 14;
            if (at > 0 && at + wide > Width - Left)
            {
                (row, at) = (row + 1, 0);
            }

            entries.Add((line, row, at));
            at += wide;
        }

        return entries;
    }
}
