using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;
using Pentaprism.TestSupport;

namespace Pentaprism.Measure.Tests.Edges;

public sealed class Iso12233EdgeTests
{
    [DataTheory("measure/sfr/samples")]
    [InlineData("measure/sfr/samples", 16)]
    [InlineData("measure/sfr/edges", 16)]
    public void Curves_agree_with_those_of_the_reference_program(string folder, int expected)
    {
        var curves = Directory.GetFiles(TestData.Path(folder), "*.sfrmat5.npol*.csv");
        Assert.Equal(expected, curves.Length);
        Assert.All(curves, Compare);
    }

    private static void Compare(string curve)
    {
        var name = Path.GetFileName(curve);
        var stem = name[..name.IndexOf(".sfrmat5", StringComparison.Ordinal)];
        var picture = Directory.GetFiles(Path.GetDirectoryName(curve)!, stem + ".*").Single(file => !file.EndsWith(".csv", StringComparison.Ordinal));
        var options = new Iso12233Options
        {
            Order = name.Contains("npol5", StringComparison.Ordinal) ? 5 : 1,
            Window = name.Contains("win1", StringComparison.Ordinal) ? EdgeWindow.Hamming : EdgeWindow.Tukey,
        };
        using var read = PictureReader.Read(picture, ProcessingContext.Create());
        List<MeasuredChannel> channels = [.. read.Planes.Select((plane, i) => new MeasuredChannel("RGB"[i].ToString(), plane) { ClipLevel = 2 })];
        var results = Iso12233Edge.Measure(channels, new PixelRectangle(0, 0, read.Width, read.Height), options);
        var rows = File.ReadLines(curve).Where(line => char.IsAsciiDigit(line[0])).Select(line => line.Split(',').Select(EdgeCase.Number).ToArray()).ToList();
        Assert.Equal(rows[0].Length - 1, results.Length);
        for (var channel = 0; channel < results.Length; channel++)
        {
            var edge = results[channel].Edge;
            Assert.True(edge is not null, $"{name}: {results[channel].Refusal}");
            Assert.Equal(rows.Count, edge.Transfer.Length);
            for (var k = 0; k < rows.Count; k++)
            {
                Assert.True(Math.Abs(rows[k][0] - edge.Frequencies[k]) < 1e-6, $"{name}, channel {channel}: frequency {k} is {edge.Frequencies[k]} instead of {rows[k][0]}");
                Assert.True(Math.Abs(rows[k][channel + 1] - edge.Transfer[k]) < 1e-6, $"{name}, channel {channel}: at {k} {edge.Transfer[k]} instead of {rows[k][channel + 1]}");
            }
        }
    }
}
