using System.Text.Json.Nodes;

namespace Pentaprism.Cli.Tests;

public sealed class GapCommandTests : IDisposable
{
    private readonly CommandLine _command = new();

    [Fact]
    public void A_comparison_is_a_page_that_carries_its_numbers()
    {
        var page = _command.File("gap.html");

        var (exitCode, output, error) = _command.Run(
            "gap", "--camera", "huawei-p9/colour", "--reference", "xiaomi-12s-ultra/main", "--lux", "50", "--terms", "equal", "--frames", "1", "--repeats", "1", "--picture", "none", "-o", page, "--json");

        Assert.Equal((0, ""), (exitCode, error));
        var json = JsonNode.Parse(output)!;
        var gap = json["entries"]![0]!["gap"]!;

        // The P9 has 5.0 × 3.7 mm behind f/2.2, the 12S Ultra 13.1 × 9.8 mm behind f/1.9: 3.2 stops, and sensors of their times.
        Assert.InRange((double)gap["noiseStops"]!["value"]!, 2.5, 4.5);
        Assert.InRange((double)gap["noiseStops"]!["deviation"]!, 0.01, 0.4);
        Assert.Equal(3, gap["edgeMtf50"]!.AsArray().Count);
        var text = File.ReadAllText(page);
        Assert.Contains((string)json["verdict"]!, System.Net.WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.Contains("id=\"data\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lux takes", "--lux", "1,bright")]
    [InlineData("from 0.01 to 100000", "--lux", "0")]
    [InlineData("--terms takes", "--terms", "equal,unfair")]
    [InlineData("there is no scene", "--picture", "moon")]
    [InlineData("no light", "--light", "candle")]
    public void What_cannot_be_compared_is_refused_in_one_line(string reason, string flag, string value)
    {
        var (exitCode, output, error) = _command.Run("gap", "--camera", "huawei-p9/colour", "--reference", "xiaomi-12s-ultra/main", flag, value);

        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void An_unknown_camera_is_refused_by_name()
    {
        var (exitCode, _, error) = _command.Run("gap", "--camera", "nokia-3310", "--reference", "ref-leica-m11");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("nokia-3310", error, StringComparison.Ordinal);
    }

    public void Dispose() => _command.Dispose();
}
