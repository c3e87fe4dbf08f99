using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class MeasureCompareCommandTests
{
    [DataFact("measure/iqa/ref.pgm")]
    public void Two_pictures_are_compared_and_their_difference_is_drawn()
    {
        using var line = new CommandLine();
        var (page, map) = (line.File("difference.html"), line.File("difference.png"));

        var (code, output, error) = line.Run(
            "measure", "compare", TestData.Path("measure/iqa/ref.pgm"), TestData.Path("measure/iqa/noise02.pgm"), "--json", "-o", page, "--difference", map);

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(34.046813812812985, report.GetProperty("psnr").GetDouble(), 1e-9);
        Assert.Equal(0.9171689617726687, report.GetProperty("ssim").GetDouble(), 1e-6);
        Assert.True(report.GetProperty("deltaE2000").GetProperty("mean").GetDouble() > 0.5);
        Assert.Contains("id=\"data\"", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.True(new FileInfo(map).Length > 100);
    }

    [DataFact("measure/iqa/ref.pgm")]
    public void Pictures_of_different_size_are_refused_by_name()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "compare", TestData.Path("measure/iqa/ref.pgm"), TestData.Path("measure/texture/chart0/ref.pgm"));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("--register", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
