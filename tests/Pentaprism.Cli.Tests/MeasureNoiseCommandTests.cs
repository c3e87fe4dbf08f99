using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class MeasureNoiseCommandTests
{
    [DataFact("measure/emva/EMVA1288descriptor.txt")]
    public void A_series_gives_the_sensor_that_made_it()
    {
        using var line = new CommandLine();
        var page = line.File("emva.html");

        var (code, output, error) = line.Run("measure", "noise", TestData.Path("measure/emva/EMVA1288descriptor.txt"), "--json", "-o", page);

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0.23166874711625515, report.GetProperty("gain").GetDouble(), 2e-6);
        Assert.Equal(2.0143197947551674, report.GetProperty("dsnuElectrons").GetDouble(), 0.002);
        Assert.Contains("Photon transfer", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_raw_frames_give_back_the_noise_line_they_were_made_with()
    {
        using var line = new CommandLine();
        var profile = line.File("noise.json");

        var (code, output, error) = line.Run(
            "measure", "noise", line.WriteScene("a.dng", (0, 0), 1), line.WriteScene("b.dng", (0, 0), 2), "--json", "--save-profile", profile);

        Assert.Equal((0, ""), (code, error));
        var lines = JsonDocument.Parse(output).RootElement.GetProperty("noiseProfile").EnumerateArray().ToList();
        Assert.Equal(["R", "G", "B"], lines.Select(channel => channel.GetProperty("channel").GetString()!));

        // The frames' noise is the sum of three even draws: its line is (1e-4, 1e-6) in codes of 3840 to a white of 3839, and rounding adds 1/12.
        Assert.All(lines, channel => Assert.Equal(1e-4, channel.GetProperty("slope").GetDouble(), 2e-5));
        Assert.Equal(output.Contains("noiseProfile", StringComparison.Ordinal), File.Exists(profile));
    }

    [Fact]
    public void What_a_viewer_sees_of_the_noise_of_one_picture_grows_fainter_with_the_distance()
    {
        using var line = new CommandLine();
        var picture = line.File("grey.pgm");
        var random = new Random(3);
        File.WriteAllBytes(picture, [.. "P5\n240 240\n255\n"u8, .. Enumerable.Range(0, 240 * 240).Select(_ => (byte)(118 + random.Next(-9, 10)))]);

        double Ratio(string distance) =>
            JsonDocument.Parse(line.Run("measure", "noise", picture, "--area", "whole", "--viewing", distance, "--json").Output).RootElement.GetProperty("visual").GetProperty("vSnr").GetDouble();

        Assert.InRange(Ratio("12") / Ratio("3"), 2, 8);
        var (code, output, error) = line.Run("measure", "noise", picture, "--area", "0,0,8,8", "--viewing", "12");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("a degree of the viewer's field", error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_frame_is_refused_with_what_to_do()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "noise", line.WriteCapture("a.dng"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("two files or more", error, StringComparison.Ordinal);
    }
}
