using Pentaprism.Cli.Reports;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Cli.Measuring;

/// <summary>Measured edges as rows of text, for the terminal and for the page alike.</summary>
internal static class EdgeTables
{
    /// <summary>Gives the headings.</summary>
    public static IReadOnlyList<string> Columns(EdgeReport report) =>
    [
        "edge", "slant °", "field", "MTF50 c/px", "±", "lp/ph", "LW/PH", .. double.IsNaN(report.PitchMicrometres) ? Array.Empty<string>() : ["lp/mm"],
        "MTF30", "MTF10", "Nyquist", "over %", "acutance",
    ];

    /// <summary>Gives a row for each edge.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(EdgeReport report) => report.Survey.Measured.Select(edge => Row(report, edge));

    private static IReadOnlyList<string> Row(EdgeReport report, EdgeMeasurement edge) =>
    [
        $"{edge.Channel} at {edge.Line.X:0}, {edge.Line.Y:0}",
        Figure.Fixed(edge.Line.SlantDegrees, 1),
        Figure.Fixed(report.Field(edge), 2),
        Figure.Fixed(edge.Mtf50, 4),
        Figure.Fixed(edge.Mtf50Deviation, 4),
        Figure.Fixed(report.PerHeight(edge.Mtf50), 0),
        Figure.Fixed(2 * report.PerHeight(edge.Mtf50), 0),
        .. double.IsNaN(report.PitchMicrometres) ? Array.Empty<string>() : [Figure.Fixed(report.PerMillimetre(edge.Mtf50), 1)],
        Figure.Fixed(edge.Mtf30, 3),
        Figure.Fixed(edge.Mtf10, 3),
        Figure.Fixed(edge.AtNyquist, 3),
        Figure.Fixed(100 * edge.Overshoot, 1),
        Figure.Fixed(report.AcutanceOf(edge), 3),
    ];
}
