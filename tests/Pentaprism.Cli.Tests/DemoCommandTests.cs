using System.Text.Json;

namespace Pentaprism.Cli.Tests;

public sealed class DemoCommandTests
{
    [Fact]
    public void Demo_writes_frames_pictures_and_one_page_that_fetches_nothing()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("demo", line.File("demo"), "--size", "480x360", "--json");
        var again = line.Run("demo", line.File("demo"), "--size", "480x360");

        Assert.Equal((0, ""), (code, error));
        var pictures = JsonDocument.Parse(output).RootElement.GetProperty("pictures").EnumerateArray().ToArray();
        double Figure(int picture, string name) => pictures[picture].GetProperty("figures").GetProperty(name).GetDouble();
        double Noise(int picture) => pictures[picture].GetProperty("figures").GetProperty("noise")[0].GetProperty("decibels").GetDouble();
        Assert.Equal([1, 8, 1], pictures.Select(picture => picture.GetProperty("frames").GetInt32()));
        Assert.Equal(8, pictures[1].GetProperty("light").GetDouble() / pictures[0].GetProperty("light").GetDouble(), 1e-9);
        Assert.InRange(Noise(1) - Noise(0), 5, 15);
        Assert.InRange(Figure(1, "ssim"), Figure(0, "ssim"), 1);
        Assert.Equal(["dslr-one-frame.jpg", "phone-eight-frames.jpg", "phone-one-frame.jpg"], Directory.GetFiles(line.File("demo"), "*.jpg").Select(Path.GetFileName).Order());
        var page = File.ReadAllText(line.File("demo/demo.html"));
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("slider whole").Length - 1);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("demo.html: exists already", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lux", "0")]
    [InlineData("--size", "full")]
    [InlineData("--size", "9000x9000")]
    public void What_cannot_be_had_is_refused_and_nothing_is_left(string flag, string value)
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("demo", line.File("demo"), flag, value);

        Assert.Equal((2, ""), (code, output));
        Assert.Single(error.Trim().Split('\n'));
        Assert.False(Directory.Exists(line.File("demo")));
    }
}
