namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Dots in a square of equal scales, such as a spot diagram, with a circle of reference and a bar of scale.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="HalfWidth">What lies between the middle and each edge, in the unit of the dots.</param>
/// <param name="Unit">The unit for the bar of scale.</param>
/// <param name="Groups">Dots of one colour each, about the middle.</param>
internal sealed record DotChart(string Description, double HalfWidth, string Unit, IReadOnlyList<(string Style, IReadOnlyList<(double X, double Y)> Dots)> Groups)
{
    private const double Size = 200;

    /// <summary>Gets the radius of the circle of reference; 0 for none.</summary>
    public double Circle { get; init; }

    /// <summary>Gives the chart as an SVG element.</summary>
    public string Draw()
    {
        var svg = new Svg(Size, Size, Description);
        var (middle, scale) = (Size / 2, Size / 2 / HalfWidth);
        svg.Rectangle(0.5, 0.5, Size - 1, Size - 1, "frame");
        svg.Line(middle, 0, middle, Size, "grid");
        svg.Line(0, middle, Size, middle, "grid");
        svg.BeginWindow(1, 1, Size - 2, Size - 2);
        if (Circle > 0)
        {
            svg.Circle(middle, middle, Circle * scale, "line quiet");
        }

        foreach (var (style, dots) in Groups)
        {
            svg.Dots(dots.Select(dot => (middle + (dot.X * scale), middle - (dot.Y * scale))), style);
        }

        svg.EndWindow();
        var bar = new Axis("", 0, HalfWidth).Ticks(2).ElementAt(1);
        svg.Line(10, Size - 10, 10 + (bar.Value * scale), Size - 10, "scale");
        svg.Text(10, Size - 15, $"{bar.Text} {Unit}", "tick");
        return svg.End();
    }
}
