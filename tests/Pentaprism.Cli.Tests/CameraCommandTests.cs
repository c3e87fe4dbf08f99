using System.Text.Json;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Cli.Tests;

public sealed class CameraCommandTests
{
    [Fact]
    public void List_names_every_camera_for_people_and_machines()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("camera", "list");
        var json = JsonDocument.Parse(line.Run("camera", "list", "--json").Output).RootElement;

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("xiaomi-12s-ultra/main", output, StringComparison.Ordinal);
        Assert.Equal(CameraCatalogue.Modules, json.EnumerateArray().Select(module => module.GetProperty("id").GetString()));
        Assert.All(json.EnumerateArray(), module => Assert.NotEqual(0, module.GetProperty("cameras").GetArrayLength()));
    }

    [Fact]
    public void Show_gives_numbers_with_their_sources_and_a_file_that_is_valid()
    {
        using var line = new CommandLine();

        var table = line.Run("camera", "show", "xiaomi-12s-ultra/main");
        var report = JsonDocument.Parse(line.Run("camera", "show", "xiaomi-12s-ultra/main", "--json").Output).RootElement;

        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Contains("verified", table.Output, StringComparison.Ordinal);
        var pitch = report.GetProperty("cameras")[0].GetProperty("sensor").GetProperty("pitch");
        Assert.Equal((1.6, "verified"), (pitch.GetProperty("value").GetDouble(), pitch.GetProperty("provenance").GetString()));
        Assert.StartsWith("https://", report.GetProperty("sources").GetProperty(pitch.GetProperty("source").GetString()!).GetString(), StringComparison.Ordinal);
        Assert.InRange(report.GetProperty("facts").GetProperty("main").GetProperty("baseIso").GetDouble(), 35, 70);
    }

    [Fact]
    public void Validate_names_the_path_and_the_reason_of_all_that_is_wrong()
    {
        using var line = new CommandLine();
        var module = CameraCatalogue.Read("xiaomi-12s-ultra");
        CameraFile.Write(line.File("good.camera.json"), false, module);
        File.WriteAllText(line.File("bad.camera.json"), CameraFile.ToText(module).Replace("\"pitch\": { \"value\": 1.6", "\"pitch\": { \"value\": 1.7", StringComparison.Ordinal));

        var good = line.Run("camera", "validate", line.File("good.camera.json"));
        var bad = line.Run("camera", "validate", line.File("bad.camera.json"));
        var json = line.Run("camera", "validate", line.File("bad.camera.json"), line.File("good.camera.json"), "--json");

        Assert.Equal((0, ""), (good.ExitCode, good.Error));
        Assert.Equal((1, ""), (bad.ExitCode, bad.Output));
        Assert.Contains("bad.camera.json: cameras[0].sensor.width: is 13.107 mm, but 8192 photosites of 1.7 µm make 13.926 mm", bad.Error, StringComparison.Ordinal);
        Assert.Contains("bad.camera.json: cameras[0].sensor.height", bad.Error, StringComparison.Ordinal);
        Assert.Equal([false, true], JsonDocument.Parse(json.Output).RootElement.EnumerateArray().Select(file => file.GetProperty("valid").GetBoolean()));
    }

    [Theory]
    [InlineData("xiaomi-13", 0, "")]
    [InlineData("xiaomi-99", 2, "camera list")]
    [InlineData("12s-ultra", 2, "xiaomi-12s-ultra")]
    [InlineData("xiaomi-13/front", 2, "it has main")]
    [InlineData("missing.camera.json/main", 1, "missing.camera.json: cannot be read")]
    public void A_camera_is_found_or_what_there_is_is_named(string name, int exitCode, string named)
    {
        using var line = new CommandLine();

        var (code, _, error) = line.Run("camera", "show", name);

        Assert.Equal(exitCode, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_captured_chart_is_developed_to_greys_that_are_grey()
    {
        using var line = new CommandLine();

        var captured = line.Run("camera", "capture", "--camera", "xiaomi-12s-ultra/main", "--scene", "colorchecker", "--size", "320x240", "--light", "A", "-o", line.File("chart"), "--json");
        var developed = line.Run("develop", line.File("chart/frame-00.dng"), "-o", line.File("chart.tif"), "--tone", "linear");

        Assert.Equal((0, "", 0, ""), (captured.ExitCode, captured.Error, developed.ExitCode, developed.Error));
        Assert.Equal("A", JsonDocument.Parse(captured.Output).RootElement.GetProperty("light").GetString());
        Assert.True(File.Exists(line.File("chart/truth/mosaic.tif")));
    }

    [Theory]
    [InlineData("--scene", "moon", "there is no scene 'moon'")]
    [InlineData("--size", "20000x20", "cannot be had")]
    [InlineData("--size", "large", "--size takes full")]
    [InlineData("--mode", "square", "it has binned, full")]
    [InlineData("--iso", "10", "the sensor is full at ISO")]
    [InlineData("--light", "X", "there is no light 'X'")]
    [InlineData("--exposure", "fast", "--exposure takes seconds")]
    [InlineData("--focus", "0.01", "focuses from 0.09")]
    [InlineData("--focus", "near", "--focus takes metres")]
    [InlineData("--frames", "0", "")]
    public void What_cannot_be_captured_is_named_and_writes_nothing(string flag, string value, string named)
    {
        using var line = new CommandLine();
        string[] usual = ["camera", "capture", "--camera", "xiaomi-12s-ultra/main", "--size", "64x64", "-o", line.File("none")];

        var (code, output, error) = line.Run([.. flag is "--size" ? usual[..4].Concat(usual[6..]) : usual, .. flag is "--scene" ? Array.Empty<string>() : ["--scene", "flat"], flag, value]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(line.File("none")));
    }

    [Fact]
    public void Pairs_of_photodiodes_are_written_where_the_sensor_has_them()
    {
        using var line = new CommandLine();
        string[] Capture(string camera, string folder) => ["camera", "capture", "--camera", camera, "--scene", "focus", "--size", "96x64", "--dual-pixel", "--no-truth", "-o", line.File(folder)];

        var pairs = line.Run(Capture("ref-canon-5d4", "pairs"));
        var none = line.Run(Capture("xiaomi-12s-ultra/main", "none"));

        Assert.Equal((0, ""), (pairs.ExitCode, pairs.Error));
        Assert.Contains("focused at 1.05 m", pairs.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(line.File("pairs/dual-pixel/frame-00-left.dng")) && File.Exists(line.File("pairs/dual-pixel/frame-00-right.dng")));
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("one photodiode under a microlens", none.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(line.File("none")));
    }
}
