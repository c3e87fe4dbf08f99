using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class MeasureEdgeCommandTests
{
    [DataFact("measure/sfr/airy/a1.9.png")]
    public void The_four_edges_of_a_rectangle_are_found_and_measured_within_one_percent()
    {
        using var line = new CommandLine();
        var page = line.File("edges.html");

        var (code, output, error) = line.Run("measure", "edge", TestData.Path("measure/sfr/airy/a1.9.png"), "--json", "-o", page);

        Assert.Equal((0, ""), (code, error));
        var edges = JsonDocument.Parse(output).RootElement.GetProperty("edges");
        Assert.Equal(4, edges.GetArrayLength());
        foreach (var edge in edges.EnumerateArray())
        {
            // The closed form of a lens of f/1.9 at 550 nm with square pixels of 3.2 µm, 5 degrees.
            Assert.Equal(0.5040978, edge.GetProperty("mtf50").GetProperty("cyclesPerPixel").GetDouble(), 0.00504);
        }

        var html = File.ReadAllText(page);
        Assert.Contains("MTF50", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [DataFact("measure/sfr/samples/h_edge.tif")]
    public void The_standard_method_adds_its_luminance_and_names_itself()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("measure", "edge", TestData.Path("measure/sfr/samples/h_edge.tif"), "--mode", "iso12233", "--area", "whole", "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal("iso12233", report.GetProperty("mode").GetString());
        Assert.Equal(["R", "G", "B", "Lum"], report.GetProperty("edges").EnumerateArray().Select(edge => edge.GetProperty("channel").GetString()!));
    }

    [DataFact("measure/iqa/ref.pgm")]
    public void A_picture_without_edges_gives_one_line_and_no_page()
    {
        using var line = new CommandLine();
        var page = line.File("edges.html");

        var (code, output, error) = line.Run("measure", "edge", TestData.Path("measure/iqa/noise08.pgm"), "-o", page);

        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(page));
    }
}
