using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pentaprism.Cli.Tests;

public sealed partial class DevelopCompareTests
{
    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.tif")]
    public void A_page_beside_the_picture_lays_the_look_over_the_plain_frame(string name)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("IMG_1.dng");

        var (code, output, error) = line.Run("develop", capture, "-o", line.File(name), "--look", "authentic", "--compare", "--json");

        Assert.Equal((0, ""), (code, error));
        var page = line.File("a.compare.html");
        Assert.Equal(page, JsonDocument.Parse(output).RootElement.GetProperty("compare").GetString());
        var (before, after) = PicturesOf(page);
        Assert.NotEqual(before, after);
        Assert.DoesNotContain("http", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(line.Folder).Length);

        // Before is what a snapshot without other flags gives, after is what was asked for.
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("plain.jpg"), "--mode", "snapshot").ExitCode);
        Assert.Equal(Scan(File.ReadAllBytes(line.File("plain.jpg"))), Scan(before));
        if (name == "a.jpg")
        {
            Assert.Equal(Scan(File.ReadAllBytes(line.File(name))), Scan(after));
        }
    }

    [Fact]
    public void The_white_balance_and_the_way_up_are_the_same_on_both_sides()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("IMG_1.dng", orientation: 6);

        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("a.jpg"), "--mode", "snapshot", "--white-balance", "3200", "--compare").ExitCode);

        var (before, after) = PicturesOf(line.File("a.compare.html"));
        Assert.Equal(after, before);
        Assert.Contains("both are the same", File.ReadAllText(line.File("a.compare.html")), StringComparison.Ordinal);
        Assert.Contains("aspect-ratio:64/96", File.ReadAllText(line.File("a.compare.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_burst_is_laid_over_its_reference_alone()
    {
        using var line = new CommandLine();
        string[] frames = [.. Enumerable.Range(0, 3).Select(i => line.WriteScene($"f{i}.dng", (2.3 * i, -1.6 * i), i))];

        var (code, output, error) = line.Run(["develop", .. frames, "-o", line.File("a.jpg"), "--reference", "2", "--scale", "2", "--compare", "--json"]);

        Assert.Equal(0, code);
        Assert.DoesNotContain("compare", error, StringComparison.Ordinal);
        Assert.Equal(frames[1], JsonDocument.Parse(output).RootElement.GetProperty("file").GetString());
        var (before, after) = PicturesOf(line.File("a.compare.html"));
        Assert.NotEqual(before, after);
        Assert.Contains("After: 3 frames", File.ReadAllText(line.File("a.compare.html")), StringComparison.Ordinal);
        Assert.Equal((2 * CommandLine.SceneWidth, 2 * CommandLine.SceneHeight), SizeOf(before));
        Assert.Equal(SizeOf(after), SizeOf(before));
        line.Run("develop", frames[1], "-o", line.File("alone.jpg"), "--mode", "snapshot", "--compare");
        Assert.NotEqual(before, PicturesOf(line.File("alone.compare.html")).Before);
    }

    [Fact]
    public void Several_captures_have_a_page_each()
    {
        using var line = new CommandLine();
        var (a, b) = (line.WriteCapture("a.dng"), line.WriteCapture("b.dng"));

        var (code, output, _) = line.Run("develop", a, b, "--no-group", "-o", line.File("out/"), "--compare", "--json");

        Assert.Equal(0, code);
        string[] pages = [line.File("out/a.compare.html"), line.File("out/b.compare.html")];
        Assert.Equal(pages, JsonDocument.Parse(output).RootElement.EnumerateArray().Select(report => report.GetProperty("compare").GetString()!));
        Assert.All(pages, page => Assert.True(File.Exists(page)));
    }

    [Fact]
    public void A_page_that_is_there_is_kept_before_any_work_unless_overwriting_is_asked_for()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var page = line.File("a.compare.html");
        File.WriteAllText(page, "mine");

        var (code, _, error) = line.Run("develop", capture, "-o", line.File("a.jpg"), "--compare");

        Assert.Equal(1, code);
        Assert.Contains("a.compare.html", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("--overwrite", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(page));
        Assert.False(File.Exists(line.File("a.jpg")));
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("a.jpg"), "--compare", "--overwrite").ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(page));
    }

    [Theory]
    [InlineData("--render", "scene")]
    [InlineData("--bits", "float")]
    public void Linear_light_is_refused_in_one_line(string flag, string value)
    {
        using var line = new CommandLine();

        var (code, _, error) = line.Run("develop", line.WriteCapture("a.dng"), "-o", line.File("a.tif"), flag, value, "--compare");

        Assert.NotEqual(0, code);
        Assert.Contains("--compare", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(line.Folder));
    }

    // The right picture lies below, the left one over it.
    private static (byte[] Before, byte[] After) PicturesOf(string page)
    {
        var pictures = Pictures().Matches(File.ReadAllText(page)).Select(match => Convert.FromBase64String(match.Groups[1].Value)).ToArray();
        Assert.Equal(2, pictures.Length);
        return (pictures[1], pictures[0]);
    }

    // What a JPEG says about itself differs; the coded pixels follow the start of scan.
    private static byte[] Scan(byte[] jpeg) => jpeg[jpeg.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA])..];

    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        var frame = jpeg.AsSpan(jpeg.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xC0]));
        return ((frame[7] << 8) | frame[8], (frame[5] << 8) | frame[6]);
    }

    [GeneratedRegex("src=\"data:image/jpeg;base64,([^\"]+)\"")]
    private static partial Regex Pictures();
}
