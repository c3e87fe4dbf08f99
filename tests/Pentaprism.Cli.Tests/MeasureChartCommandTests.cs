using System.Globalization;
using System.Text.Json;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;
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
        var patches = report.GetProperty("patches").EnumerateArray().Select(patch => (X: patch.GetProperty("x").GetDouble(), Y: patch.GetProperty("y").GetDouble())).ToArray();

        // The truth was picked by eye: its corners lie up to 6 pixels beside the middle of the borders that the picture shows, so that these are the sharper truth.
        string[] names = ["dark_skin", "bluish_green", "black", "white"];
        foreach (var (name, corner) in names.Zip(report.GetProperty("corners").EnumerateArray()))
        {
            var expected = truth.GetProperty("corner_patch_centres_fullres").GetProperty(name);
            Assert.Equal(expected[0].GetDouble(), corner[0].GetDouble(), 6.5);
            Assert.Equal(expected[1].GetDouble(), corner[1].GetDouble(), 6.5);
        }

        var fields = layout.Split(',');
        var size = fields[0].Split('x').Select(int.Parse).ToArray();
        using var mosaic = HeaderlessRaw.Read(
            TestData.Path(relative),
            new HeaderlessLayout(size[0], size[1], fields[1] == "8" ? HeaderlessPacking.Bytes : HeaderlessPacking.Mipi10, CfaPattern.Bayer(fields[2]), double.Parse(fields[3], CultureInfo.InvariantCulture), double.Parse(fields[4], CultureInfo.InvariantCulture)),
            ProcessingContext.Create());
        var borders = new PatchBorders(mosaic);
        var seen = 0;
        for (var i = 0; i < patches.Length; i++)
        {
            var (right, down) = (Apart(patches, i % 6 == 5 ? i - 1 : i, 1), Apart(patches, i >= 18 ? i - 6 : i, 6));
            if (borders.Miss(patches[i], right, down) is { } across && borders.Miss(patches[i], down, right) is { } along)
            {
                seen++;
                Assert.True(double.Hypot(across, along) <= 2, $"patch {i}: {across:0.0}, {along:0.0} pixels");
            }
        }

        Assert.InRange(seen, 20, 24);
        Assert.InRange(report.GetProperty("matrix").GetProperty("deltaE2000Mean").GetDouble(), 0, truth.GetProperty("best_3x3_mean_dE00_unsat").GetDouble() + 0.3);
        var read = DcpFile.Read(profile);
        Assert.NotNull(read.Calibrations[0].ForwardMatrix);
    }

    [DataTheory("raw/charts/Indoor1_8bit_GRBG.dng")]
    [InlineData("raw/charts/Indoor1_8bit_GRBG.dng")]
    [InlineData("raw/charts/Outdoor1_8bit_GRBG.dng")]
    public void A_real_chart_that_got_its_profile_develops_to_the_colours_of_the_chart(string relative)
    {
        using var line = new CommandLine();
        var (profiled, picture) = (line.File("profiled.dng"), line.File("picture.tif"));

        var fitted = JsonDocument.Parse(line.Run("measure", "chart", TestData.Path(relative), "--dng", profiled, "--json").Output).RootElement;
        Assert.Equal(0, line.Run("develop", profiled, "--render", "scene", "--bits", "float", "-o", picture).ExitCode);
        var shown = JsonDocument.Parse(line.Run("measure", "chart", picture, "--json").Output).RootElement;

        Assert.InRange(shown.GetProperty("whiteBalanceErrorDegrees").GetDouble(), 0, 1);
        var mean = shown.GetProperty("patches").EnumerateArray().Average(patch => patch.GetProperty("deltaE2000Picture").GetDouble());
        Assert.InRange(mean, 0, fitted.GetProperty("rootPolynomial").GetProperty("deltaE2000Mean").GetDouble() + 0.6);
    }

    private static (double X, double Y) Apart((double X, double Y)[] patches, int i, int step) => (patches[i + step].X - patches[i].X, patches[i + step].Y - patches[i].Y);

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
