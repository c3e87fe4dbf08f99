using System.Text.Json;

namespace Pentaprism.Cli.Tests;

public sealed class HdrCommandTests
{
    [Fact]
    public void Hdr_adds_a_gain_map_that_inspect_finds_and_changes_no_byte_of_the_picture()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        line.Run("develop", capture, "-o", line.File("plain.jpg"));
        var (code, _, error) = line.Run("develop", capture, "-o", line.File("hdr.jpg"), "--hdr", "--hdr-map", "half", "--hdr-colour");
        Assert.Equal((0, ""), (code, error));
        var plain = Coded(line.File("plain.jpg"));
        Assert.Equal(plain, Coded(line.File("hdr.jpg"))[..plain.Length]);

        using var said = JsonDocument.Parse(line.Run("inspect", line.File("hdr.jpg"), "--json").Output);
        var map = said.RootElement.GetProperty("gainMap");
        Assert.Equal((48, 32, 3), (map.GetProperty("width").GetInt32(), map.GetProperty("height").GetInt32(), map.GetProperty("channels").GetInt32()));
        Assert.True(map.GetProperty("iso21496").GetBoolean() && map.GetProperty("xmp").GetBoolean());
        Assert.Equal("natural", said.RootElement.GetProperty("look").GetString());
        using var without = JsonDocument.Parse(line.Run("inspect", line.File("plain.jpg"), "--json").Output);
        Assert.Equal(JsonValueKind.Null, without.RootElement.GetProperty("gainMap").ValueKind);
        Assert.Contains("gain map", line.Run("inspect", line.File("hdr.jpg")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recipe_in_the_picture_makes_the_same_file_again()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        line.Run("develop", capture, "-o", line.File("a.jpg"), "--hdr", "--hdr-headroom", "2", "--space", "p3");
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("b.jpg"), "--reproduce", line.File("a.jpg")).ExitCode);
        Assert.Equal(File.ReadAllBytes(line.File("a.jpg")), File.ReadAllBytes(line.File("b.jpg")));
    }

    [Theory]
    [InlineData("a.png", "--hdr")]
    [InlineData("a.tif", "--hdr")]
    [InlineData("a.jpg", "--hdr", "--render", "scene")]
    [InlineData("a.jpg", "--hdr-map", "half")]
    [InlineData("a.jpg", "--hdr", "--hdr-headroom", "9")]
    public void What_cannot_be_is_a_misuse_and_writes_nothing(string name, params string[] flags)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (code, _, error) = line.Run(["develop", capture, "-o", line.File(name), .. flags]);
        Assert.Equal(2, code);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.False(File.Exists(line.File(name)));
    }

    [Fact]
    public void A_damaged_gain_map_is_told_in_one_line()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        line.Run("develop", capture, "-o", line.File("a.jpg"), "--hdr");
        var bytes = File.ReadAllBytes(line.File("a.jpg"));
        File.WriteAllBytes(line.File("cut.jpg"), bytes[..^30]);
        var (code, _, error) = line.Run("inspect", line.File("cut.jpg"));
        Assert.Equal(1, code);
        Assert.Contains("cut.jpg", error, StringComparison.Ordinal);
        Assert.Contains("picture 2", error, StringComparison.Ordinal);
    }

    private static byte[] Coded(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes[bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB])..];
    }
}
