using System.Text.Json.Nodes;
using Pentaprism.Cli.Inspection;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Cli.Measuring;

/// <summary>Measured edges as JSON for machines. Names are stable: scripts rely on them.</summary>
internal static class EdgeJson
{
    public static JsonObject Of(EdgeReport report) => new()
    {
        ["file"] = report.Path,
        ["width"] = report.Width,
        ["height"] = report.Height,
        ["mode"] = LensJson.Named(report.Options.Mode),
        ["method"] = report.Method,
        ["linearisation"] = report.Linearisation,
        ["pixelPitchMicrometres"] = LensJson.Number(report.PitchMicrometres),
        ["viewingDistancePictureHeights"] = report.Viewing.PictureHeights,
        ["verdict"] = report.Verdict(),
        ["edges"] = new JsonArray([.. report.Survey.Measured.Select(edge => Edge(report, edge))]),
        ["refused"] = new JsonArray([.. report.Survey.Refused.Select(edge => new JsonObject
        {
            ["area"] = Area(edge.Area),
            ["channel"] = edge.Channel,
            ["reason"] = edge.Reason,
        })]),
        ["definitions"] = new JsonObject
        {
            ["cyclesPerPixel"] = "cycles/pixel of the picture's own grid",
            ["linePairsPerPictureHeight"] = "lp/ph, cycles/pixel times rows",
            ["lineWidthsPerPictureHeight"] = "LW/PH, twice lp/ph",
            ["linePairsPerMillimetre"] = "lp/mm on the sensor, from the pitch",
            ["field"] = "distance from the middle of the picture, part of half the diagonal",
            ["acutance"] = "sum of transfer times contrast sensitivity over the sum of the sensitivity, both up to the sampling limit",
            ["overshoot"] = "part of the contrast by which the edge spread rises above its bright level",
        },
    };

    private static JsonObject Edge(EdgeReport report, EdgeMeasurement edge) => new()
    {
        ["channel"] = edge.Channel,
        ["area"] = Area(edge.Area),
        ["x"] = edge.Line.X,
        ["y"] = edge.Line.Y,
        ["slantDegrees"] = edge.Line.SlantDegrees,
        ["field"] = report.Field(edge),
        ["mtf50"] = Frequency(report, edge.Mtf50, edge.Mtf50Deviation),
        ["mtf30"] = Frequency(report, edge.Mtf30, double.NaN),
        ["mtf10"] = Frequency(report, edge.Mtf10, double.NaN),
        ["mtfAtNyquist"] = LensJson.Number(edge.AtNyquist),
        ["nyquistCyclesPerPixel"] = edge.Nyquist,
        ["overshoot"] = edge.Overshoot,
        ["undershoot"] = edge.Undershoot,
        ["rise10To90Pixels"] = LensJson.Number(edge.Rise),
        ["acutance"] = LensJson.Number(report.AcutanceOf(edge)),
        ["dark"] = edge.Dark,
        ["bright"] = edge.Bright,
        ["noise"] = LensJson.Number(edge.Noise),
        ["frequencies"] = Numbers(edge.Frequencies),
        ["transfer"] = Numbers(edge.Transfer),
    };

    private static JsonObject Frequency(EdgeReport report, double cyclesPerPixel, double deviation)
    {
        var json = new JsonObject
        {
            ["cyclesPerPixel"] = LensJson.Number(cyclesPerPixel),
            ["linePairsPerPictureHeight"] = LensJson.Number(report.PerHeight(cyclesPerPixel)),
            ["lineWidthsPerPictureHeight"] = LensJson.Number(2 * report.PerHeight(cyclesPerPixel)),
            ["linePairsPerMillimetre"] = LensJson.Number(report.PerMillimetre(cyclesPerPixel)),
        };
        if (double.IsFinite(deviation))
        {
            json["standardDeviationCyclesPerPixel"] = deviation;
        }

        return json;
    }

    private static JsonArray Area(PixelRectangle area) => [area.Left, area.Top, area.Width, area.Height];

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(value => LensJson.Number(value))]);
}
