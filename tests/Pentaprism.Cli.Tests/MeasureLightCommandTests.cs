using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class MeasureLightCommandTests
{
    [DataFact("portrait/wb_imx135")]
    public void Folder_of_pictures_with_known_lights_is_summed_up()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "light", TestData.Path("portrait/wb_imx135"), "--json");

        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(15, json.RootElement.GetProperty("pictures").GetArrayLength());
        Assert.InRange(json.RootElement.GetProperty("mean").GetDouble(), 0.2, 1.1);
        Assert.InRange(json.RootElement.GetProperty("worstQuarter").GetDouble(), 0.2, 2.5);
    }

    [Fact]
    public void Folder_without_truth_is_refused_in_one_line()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "light", line.Folder);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("_metadata.json", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Capture_of_a_grey_wedge_shows_its_own_light()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "light", line.WriteCapture("wedge.dng"), "--json");

        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        Assert.InRange(json.RootElement.GetProperty("mean").GetDouble(), 0, 2);
    }
}
