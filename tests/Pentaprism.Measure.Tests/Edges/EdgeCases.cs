using System.Globalization;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;
using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Edges;

/// <summary>The analytic edges of the test data.</summary>
internal sealed record EdgeCase(string Name, string Set, double Angle, double Sigma, double Noise, double Mtf50, double Mtf30, double Mtf10, double AtNyquist)
{
    public const string Table = "measure/sfr/edges/cases.tsv";

    public static IReadOnlyList<EdgeCase> All { get; } =
    [
        .. File.ReadLines(TestData.Path(Table)).Skip(1).Select(line => line.Split('\t')).Select(cells => new EdgeCase(
            cells[0], cells[1], Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[10]), Number(cells[11]), Number(cells[12]), Number(cells[13]))),
    ];

    public EdgeMeasurement Measure()
    {
        var context = ProcessingContext.Create();
        using var picture = PictureReader.Read(TestData.Path($"measure/sfr/edges/{Name}.pgm"), context);
        var result = AccurateEdge.Measure(new MeasuredChannel("Y", picture.Planes[0]), new PixelRectangle(0, 0, picture.Width, picture.Height));
        Assert.True(result.Edge is not null, $"{Name}: {result.Refusal}");
        return result.Edge;
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
