using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class DevelopCommandTests
{
    [Theory]
    [InlineData("picture.jpg", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("picture.png", new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' })]
    [InlineData("picture.tif", new byte[] { (byte)'I', (byte)'I', 42, 0 })]
    public void A_capture_becomes_a_picture_in_the_format_of_its_name(string name, byte[] signature)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var before = File.ReadAllBytes(capture);

        var (code, _, error) = line.Run("develop", capture, "-o", line.File(name));

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(signature, File.ReadAllBytes(line.File(name))[..signature.Length]);
        Assert.Equal(before, File.ReadAllBytes(capture));
        Assert.Equal(2, Directory.GetFiles(line.Folder).Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_before_any_work()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (code, _, error) = line.Run("develop", capture, "-o", Path.Combine(line.File("missing"), "a.jpg"));

        Assert.Equal(1, code);
        Assert.Contains("there is no folder", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
    }

    [Fact]
    public void A_recipe_of_sixteen_bits_is_reproduced_in_a_format_of_eight()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("a.tif"), "--look", "authentic").ExitCode);
        Assert.Equal((0, ""), line.Run("develop", capture, "-o", line.File("b.jpg"), "--reproduce", line.File("a.tif")) is var made ? (made.ExitCode, made.Error) : default);
        line.Run("develop", capture, "-o", line.File("c.jpg"), "--look", "authentic");
        Assert.Equal(File.ReadAllBytes(line.File("c.jpg")), File.ReadAllBytes(line.File("b.jpg")));
    }

    [Theory]
    [InlineData("{ \"tone\": { \"contrst\": 1.1 } }", "$.tone.contrst: there is no setting of the name 'contrst'")]
    [InlineData("{ \"tone\": { \"contrast\": 7 } }", "$.tone.contrast: value ('7') must be less than or equal to '2'.\n")]
    public void A_wrong_look_is_told_in_words_of_its_own(string look, string expected)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        File.WriteAllText(line.File("x.look.json"), look);
        var (code, _, error) = line.Run("develop", capture, "-o", line.File("a.jpg"), "--look", line.File("x.look.json"));

        Assert.Equal(1, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_there_is_kept_unless_overwriting_is_asked_for()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        File.WriteAllText(line.File("a.jpg"), "mine");

        var (code, _, error) = line.Run("develop", capture, "-o", line.File("a.jpg"));
        Assert.Equal(1, code);
        Assert.Contains("--overwrite", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(line.File("a.jpg")));

        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("a.jpg"), "--overwrite").ExitCode);
        Assert.NotEqual(4, new FileInfo(line.File("a.jpg")).Length);
    }

    [Fact]
    public void A_folder_becomes_a_folder_and_a_broken_capture_does_not_stop_the_others()
    {
        using var line = new CommandLine();
        Directory.CreateDirectory(line.File("in"));
        line.WriteCapture("in/a.dng");
        var cut = line.WriteCapture("in/b.dng");
        line.WriteCapture("in/c.DNG");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^400]);

        var (code, _, error) = line.Run("develop", line.File("in"), "-o", line.File("out"));

        Assert.Equal(1, code);
        Assert.Contains("b.dng", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Equal(["a.jpg", "c.jpg"], Directory.GetFiles(line.File("out")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_for_pictures_goes_away_again_where_there_are_none()
    {
        using var line = new CommandLine();
        Directory.CreateDirectory(line.File("in"));
        Directory.CreateDirectory(line.File("there"));
        foreach (var name in (string[])["in/a.dng", "in/b.dng"])
        {
            var cut = line.WriteCapture(name);
            File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^400]);
        }

        foreach (var command in (string[])["develop", "merge"])
        {
            Assert.Equal(1, line.Run(command, line.File("in"), "-o", line.File("new/pictures/")).ExitCode);
            Assert.False(Directory.Exists(line.File("new")));
            Assert.Equal(1, line.Run(command, line.File("in"), "-o", line.File("there/new/")).ExitCode);
            Assert.Empty(Directory.GetFileSystemEntries(line.File("there")));
        }
    }

    [Fact]
    public void A_cut_capture_gives_no_picture_and_no_leftovers()
    {
        using var line = new CommandLine();
        var whole = File.ReadAllBytes(line.WriteCapture("a.dng"));
        var cut = line.File("cut.dng");
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 23))
        {
            File.WriteAllBytes(cut, whole[..length]);
            var (code, _, error) = line.Run("develop", cut, "-o", line.File("cut.jpg"));
            Assert.Equal(1, code);
            Assert.StartsWith($"pentaprism: {cut}", error, StringComparison.Ordinal);
            Assert.Equal(1, error.Count(c => c == '\n'));
        }

        Assert.Equal(2, Directory.GetFiles(line.Folder).Length);
    }

    [Fact]
    public void The_same_recipe_gives_the_same_bytes_for_any_number_of_threads()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        line.Run("develop", capture, "-o", line.File("1.png"), "--threads", "1", "--exposure", "0.3", "--save-recipe", line.File("r.recipe.json"));
        line.Run("develop", capture, "-o", line.File("2.png"), "--threads", "2", "--recipe", line.File("r.recipe.json"));
        Assert.Equal(File.ReadAllBytes(line.File("1.png")), File.ReadAllBytes(line.File("2.png")));
    }

    [Theory]
    [InlineData(".png", "")]
    [InlineData(".tif", "")]
    [InlineData(".avif", "avifenc")]
    [InlineData(".heic", "heif-enc")]
    [InlineData(".jxl", "cjxl")]
    public void Every_format_carries_the_recipe_that_makes_it_again(string ending, string encoder)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (first, second) = (line.File("1" + ending), line.File("2" + ending));
        var (code, _, error) = line.Run("develop", capture, "-o", first, "--look", "vibrant", "--exposure", "0.5", "--space", "p3");
        if (encoder.Length > 0 && Oracle.Find(encoder) is null)
        {
            Assert.Equal(1, code);
            Assert.Contains($"needs {encoder}", error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(0, line.Run("develop", capture, "-o", second, "--reproduce", first).ExitCode);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    // A recipe's own files are read before the captures: of two captures neither is begun, and the fault is told once.
    [Theory]
    [InlineData("a.cube", "LUT_3D_SIZE 2\n0 0 0\n0 x 0\n", "line 3")]
    [InlineData("a.dcp", "II*\0", "a.dcp")]
    [InlineData("a.look.json", "{ \"tone\": {\n \"contrast\": 9 } }", "contrast")]
    public void A_broken_look_is_told_once_by_its_line_or_tag_before_any_capture(string name, string text, string place)
    {
        using var line = new CommandLine();
        line.WriteCapture("1.dng");
        line.WriteCapture("2.dng");
        File.WriteAllText(line.File(name), text);
        var (code, _, error) = line.Run("develop", line.File("1.dng"), line.File("2.dng"), "--no-group", "-o", line.File("out/"), "--look", line.File(name));
        Assert.Equal(1, code);
        Assert.Contains(place, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.False(Directory.Exists(line.File("out")));
        if (name == "a.cube")
        {
            File.WriteAllText(line.File("r.json"), $"{{ \"lookTable\": {{ \"cube\": \"{line.File(name)}\" }} }}");
            (code, _, error) = line.Run("develop", line.File("1.dng"), line.File("2.dng"), "--one-burst", "-o", line.File("b.jpg"), "--recipe", line.File("r.json"), "--json");
            Assert.Equal((1, 1), (code, error.Count(letter => letter == '\n')));
            Assert.Contains("line 3", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_automatic_says_what_it_chose_where_it_was_named()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        Assert.Equal("", line.Run("develop", capture, "-o", line.File("a.jpg")).Error);
        var (code, output, error) = line.Run("develop", capture, "-o", line.File("b.jpg"), "--mode", "auto", "--json");
        Assert.Equal(0, code);
        Assert.Contains("b.jpg: auto chose snapshot, one frame", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        using var said = JsonDocument.Parse(output);
        Assert.Equal("snapshot", said.RootElement.GetProperty("choice").GetProperty("mode").GetString());
        Assert.Equal(File.ReadAllBytes(line.File("a.jpg")), File.ReadAllBytes(line.File("b.jpg")));
    }

    [Fact]
    public void Flags_come_after_the_mode_and_the_recipe_names_it()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        line.Run("develop", capture, "-o", line.File("a.jpg"), "--mode", "portrait", "--look", "vibrant", "--save-recipe", line.File("r.json"));
        using var saved = JsonDocument.Parse(File.ReadAllText(line.File("r.json")));
        Assert.Equal(("Portrait", "vibrant"), (saved.RootElement.GetProperty("mode").GetString(), saved.RootElement.GetProperty("look").GetString()));
        line.Run("develop", capture, "-o", line.File("p.jpg"), "--mode", "pro");
        line.Run("develop", capture, "-o", line.File("q.jpg"), "--mode", "pro", "--exposure", "1");
        Assert.NotEqual(File.ReadAllBytes(line.File("p.jpg")), File.ReadAllBytes(line.File("q.jpg")));
    }

    [Fact]
    public void Flags_override_the_recipe()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        File.WriteAllText(line.File("r.json"), """{ "tone": { "exposureEv": 1 }, "jpeg": { "quality": 40 } }""");
        line.Run("develop", capture, "-o", line.File("a.jpg"), "--recipe", line.File("r.json"), "--exposure", "-1", "--save-recipe", line.File("s.json"));

        using var saved = JsonDocument.Parse(File.ReadAllText(line.File("s.json")));
        Assert.Equal(-1, saved.RootElement.GetProperty("tone").GetProperty("exposureEv").GetDouble());
        Assert.Equal(40, saved.RootElement.GetProperty("jpeg").GetProperty("quality").GetInt32());
    }

    [Theory]
    [InlineData("""{ "tone": { "exposure": 1 } }""", "exposure")]
    [InlineData("""{ "version": 99 }""", "version")]
    [InlineData("""{ "tone": { "exposureEv": 99 } }""", "exposureEv")]
    [InlineData("""{ "demosaic": { "method": "magic" } }""", "method")]
    [InlineData("""{ "tone": """, "line 1")]
    public void A_wrong_recipe_is_refused_by_the_name_of_what_is_wrong(string json, string name)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        File.WriteAllText(line.File("r.json"), json);
        var (code, _, error) = line.Run("develop", capture, "-o", line.File("a.jpg"), "--recipe", line.File("r.json"));
        Assert.Equal(1, code);
        Assert.Contains("r.json", error, StringComparison.Ordinal);
        Assert.Contains(name, error, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(line.File("a.jpg")));
    }

    [Theory]
    [InlineData("--white-balance", "warm")]
    [InlineData("--white-balance", "100")]
    [InlineData("--space", "adobe")]
    [InlineData("--bits", "12")]
    [InlineData("--quality", "101")]
    [InlineData("--exposure", "1000")]
    [InlineData("--demosaic", "magic")]
    [InlineData("--no-such-flag", "1")]
    public void A_wrong_flag_is_a_misuse(string flag, string value)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (code, _, error) = line.Run("develop", capture, "-o", line.File("a.jpg"), flag, value);
        Assert.Equal(2, code);
        Assert.NotEqual("", error);
        Assert.False(File.Exists(line.File("a.jpg")));
    }

    [Fact]
    public void A_format_that_cannot_hold_the_samples_is_refused()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        Assert.NotEqual(0, line.Run("develop", capture, "-o", line.File("a.jpg"), "--bits", "16").ExitCode);
        Assert.NotEqual(0, line.Run("develop", capture, "-o", line.File("a.webp")).ExitCode);
        Assert.NotEqual(0, line.Run("develop", capture, "-o", capture).ExitCode);
        Assert.Single(Directory.GetFiles(line.Folder));
    }

    [OracleFact("exiftool")]
    public void Pictures_stand_upright_and_say_where_they_come_from()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng", orientation: 6);
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("a.jpg")).ExitCode);

        var (_, output, _) = Oracle.Run("exiftool", "-j", "-n", line.File("a.jpg"));
        using var tags = JsonDocument.Parse(output);
        var picture = tags.RootElement[0];
        Assert.Equal(64, picture.GetProperty("ImageWidth").GetInt32());
        Assert.Equal(96, picture.GetProperty("ImageHeight").GetInt32());
        Assert.Equal(1, picture.GetProperty("Orientation").GetInt32());
        Assert.Equal("Test", picture.GetProperty("Model").GetString());
    }

    [OracleFact("vips")]
    public void A_grey_wedge_stays_grey_and_rises()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        line.Run("develop", capture, "-o", line.File("a.tif"), "--render", "scene", "--bits", "float");
        Oracle.Run("vips", "copy", line.File("a.tif"), line.File("a.csv"));
        Oracle.Run("vips", "shrink", line.File("a.tif"), line.File("s.v"), "8", "64");
        var values = new List<double[]>();
        for (var x = 0; x < 12; x++)
        {
            var (_, output, _) = Oracle.Run("vips", "getpoint", line.File("s.v"), x.ToString(System.Globalization.CultureInfo.InvariantCulture), "0");
            values.Add([.. System.Text.Encoding.ASCII.GetString(output).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))]);
        }

        for (var x = 1; x < 11; x++)
        {
            var truth = 0.05 + (0.6 * ((8 * x) + 3.5) / 96);
            Assert.All(values[x], v => Assert.InRange(v, truth * 0.98, truth * 1.02));
        }
    }

    [Fact]
    public void Json_says_what_was_done()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (_, output, _) = line.Run("develop", capture, "-o", line.File("a.jpg"), "--json");
        using var report = JsonDocument.Parse(output);
        Assert.Equal(96, report.RootElement.GetProperty("width").GetInt32());
        Assert.Contains("demosaic", report.RootElement.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("stage").GetString()));
    }

    [Theory]
    [InlineData("develop")]
    [InlineData("inspect")]
    public void Help_has_an_example(string command)
    {
        using var line = new CommandLine();
        var (code, output, _) = line.Run(command, "--help");
        Assert.Equal(0, code);
        Assert.Contains("Example", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_tells_people_and_machines_the_same()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (code, table, _) = line.Run("inspect", capture);
        Assert.Equal(0, code);
        Assert.Contains("mosaic RGGB", table, StringComparison.Ordinal);

        using var report = JsonDocument.Parse(line.Run("inspect", capture, "--json").Output);
        Assert.Equal("RGGB", report.RootElement.GetProperty("cfa").GetString());
        Assert.Equal(256, report.RootElement.GetProperty("levels").GetProperty("black")[0].GetDouble());
        Assert.Contains("finish", report.RootElement.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("stage").GetString()));
    }
}
