using System.Text.Json;
using Pentaprism.Files.Dcp;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class MeasureChartCommandTests
{
    [DataTheory("charts/CHARTS_TRUTH_dev.json")]
    [InlineData("charts/infinite_isp/Indoor1_2592x1536_8bit_GRBG.raw", "2592x1536,8,GRBG,12.5,255")]
    [InlineData("charts/infinite_isp/Outdoor1_2592x1536_8bit_GRBG.raw", "2592x1536,8,GRBG,12.5,255")]
    [InlineData("charts/hdrisp_colorchecker_1920x1080_mipiRAW10_BGGR.raw", "1920x1080,mipi10,BGGR,64,1023")]
    public void Real_charts_are_found_and_give_a_profile(string relative, string layout)
    {
        using var line = new CommandLine();
        var profile = line.File("camera.dcp");
        var truth = JsonDocument.Parse(File.ReadAllText(TestData.Path("charts/CHARTS_TRUTH_dev.json"))).RootElement.EnumerateObject().Single(shot => shot.Name.EndsWith(relative, StringComparison.Ordinal)).Value;

        var (code, output, error) = line.Run("measure", "chart", TestData.Path(relative), "--headerless", layout, "--json", "--profile", profile, "--camera", "Test Camera");

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        // The corners of the truth were picked by eye: dark patches are up to 6 pixels off the borders that the picture shows, so that the tests of the finder
        // with a drawn chart are the sharper ones.
        string[] names = ["dark_skin", "bluish_green", "black", "white"];
        foreach (var (name, corner) in names.Zip(report.GetProperty("corners").EnumerateArray()))
        {
            var expected = truth.GetProperty("corner_patch_centres_fullres").GetProperty(name);
            Assert.Equal(expected[0].GetDouble(), corner[0].GetDouble(), 6.5);
            Assert.Equal(expected[1].GetDouble(), corner[1].GetDouble(), 6.5);
        }

        Assert.InRange(report.GetProperty("matrix").GetProperty("deltaE2000Mean").GetDouble(), 0, truth.GetProperty("best_3x3_mean_dE00_unsat").GetDouble() + 0.3);
        var read = DcpFile.Read(profile);
        Assert.NotNull(read.Calibrations[0].ForwardMatrix);
    }

    [DataFact("measure/iqa/ref.pgm")]
    public void A_picture_without_a_chart_says_what_was_tried_and_what_to_do()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "chart", TestData.Path("charts/sfrmat3/h_edge.tif"));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("--corners", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
