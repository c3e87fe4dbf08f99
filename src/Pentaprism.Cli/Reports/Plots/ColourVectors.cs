using Pentaprism.Imaging;

namespace Pentaprism.Cli.Reports.Plots;

/// <summary>Colours in the plane of a* and b*: from where they should be (a ring in the colour itself) to where they are (the end of the line).</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Sets">Pairs of true and seen colours, and the style of each set's lines.</param>
internal sealed record ColourVectors(string Description, IReadOnlyList<(string Name, string Style, IReadOnlyList<(Cielab Truth, Cielab Seen)> Pairs)> Sets)
{
    private const double Size = 340;
    private const double Head = 20;
    private const double Half = 70;

    /// <summary>Gives the chart as an SVG element.</summary>
    public string Draw()
    {
        var svg = new Svg(Size, Size + (Head * Sets.Count), Description);
        foreach (var (index, set) in Sets.Index())
        {
            svg.Line(4, 10 + (index * Head), 24, 10 + (index * Head), "line " + set.Style);
            svg.Text(30, 14 + (index * Head), set.Name, "legend");
        }

        var top = Head * Sets.Count;
        (double X, double Y) Place(Cielab colour) => ((Size / 2) * (1 + (colour.A / Half)), top + ((Size / 2) * (1 - (colour.B / Half))));
        svg.Rectangle(0.5, top + 0.5, Size - 1, Size - 1, "frame");
        svg.BeginWindow(1, top + 1, Size - 2, Size - 2);
        svg.Line(Size / 2, top, Size / 2, top + Size, "grid");
        svg.Line(0, top + (Size / 2), Size, top + (Size / 2), "grid");
        foreach (var set in Sets)
        {
            foreach (var (truth, seen) in set.Pairs)
            {
                // The ends of lines are drawn three times as far as they are, or small errors could not be seen.
                var (from, to) = (Place(truth), Place(new Cielab(0, truth.A + (3 * (seen.A - truth.A)), truth.B + (3 * (seen.B - truth.B)))));
                svg.Polyline([from, to], "line " + set.Style);
            }
        }

        foreach (var (truth, _) in Sets.Count > 0 ? Sets[0].Pairs : [])
        {
            var (x, y) = Place(truth);
            svg.Circle(x, y, 4, "frame");
        }

        svg.EndWindow();
        svg.Text(Size - 4, top + (Size / 2) - 5, "a*", "tick", "end");
        svg.Text((Size / 2) + 5, top + 13, "b*", "tick");
        return svg.End();
    }
}
