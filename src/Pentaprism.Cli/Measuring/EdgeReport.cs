using Pentaprism.Measure.Edges;

namespace Pentaprism.Cli.Measuring;

/// <summary>The edges of one file with what their figures depend on.</summary>
/// <param name="Path">The file.</param>
/// <param name="Width">Columns of the picture.</param>
/// <param name="Height">Rows of the picture, to which lp/ph and LW/PH refer.</param>
/// <param name="Linearisation">How codes became light.</param>
/// <param name="Options">The method.</param>
/// <param name="Viewing">How the picture is seen, for the acutance.</param>
/// <param name="PitchMicrometres">Pitch of a pixel; NaN where it is not known.</param>
/// <param name="Survey">The edges.</param>
internal sealed record EdgeReport(
    string Path, int Width, int Height, string Linearisation, EdgeSurveyOptions Options, ViewingCondition Viewing, double PitchMicrometres, EdgeSurvey Survey)
{
    private static readonly string[] _speaking = ["Y", "Lum", "G"];

    /// <summary>Gets the name of the method with its parameters.</summary>
    public string Method => Options.Mode == EdgeMode.Accurate
        ? "accurate: local regression on exact distances"
        : $"iso12233: ISO 12233:2023, polynomial of order {Options.Iso.Order}, {(Options.Iso.Window == EdgeWindow.Tukey ? "Tukey" : "Hamming")} window";

    /// <summary>Gives line pairs in the picture's height.</summary>
    public double PerHeight(double cyclesPerPixel) => cyclesPerPixel * Height;

    /// <summary>Gives line pairs a millimetre; NaN where the pitch is not known.</summary>
    public double PerMillimetre(double cyclesPerPixel) => cyclesPerPixel * 1000 / PitchMicrometres;

    /// <summary>Gives the acutance of an edge.</summary>
    public double AcutanceOf(EdgeMeasurement edge) => Acutance.Of(edge, Height, Viewing);

    /// <summary>Gives how far an edge lies from the middle of the picture, as a part of half the diagonal.</summary>
    public double Field(EdgeMeasurement edge) =>
        Math.Sqrt(Square(edge.Line.X - (Width / 2.0)) + Square(edge.Line.Y - (Height / 2.0))) / (Math.Sqrt(Square(Width) + Square(Height)) / 2);

    /// <summary>Gives the channel that speaks for the picture: luminance, else green.</summary>
    public string MainChannel => _speaking.FirstOrDefault(name => Survey.Measured.Any(edge => edge.Channel == name)) ?? "Y";

    /// <summary>Gives the edges of the main channel, the sharpest first.</summary>
    public IReadOnlyList<EdgeMeasurement> Main =>
        [.. Survey.Measured.Where(edge => edge.Channel == MainChannel && double.IsFinite(edge.Mtf50)).OrderByDescending(edge => edge.Mtf50)];

    /// <summary>Gives what the report says in one sentence.</summary>
    public string Verdict()
    {
        var edges = Main;
        if (edges.Count == 0)
        {
            return "No edge could be measured.";
        }

        var median = edges[edges.Count / 2];
        var height = System.FormattableString.Invariant($"{PerHeight(median.Mtf50):0} line pairs in the picture height ({median.Mtf50:0.000} cycles/pixel)");
        var sharpened = edges.Count(edge => edge.Overshoot > 0.05);
        var note = sharpened > edges.Count / 2 ? $"; the edges overshoot by {Reports.Figure.Fixed(100 * median.Overshoot, 0)} %, so that part of this is sharpening" : "";
        return edges.Count == 1
            ? $"The edge keeps half of its contrast up to {height}{note}."
            : $"Half of the contrast is kept up to {height} at the median of {edges.Count} edges, {Reports.Figure.Fixed(PerHeight(edges[^1].Mtf50), 0)} at the softest and {Reports.Figure.Fixed(PerHeight(edges[0].Mtf50), 0)} at the sharpest{note}.";
    }

    private static double Square(double x) => x * x;
}
