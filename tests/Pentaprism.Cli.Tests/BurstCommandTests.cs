using System.Globalization;
using System.Text;
using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Cli.Tests;

public sealed class BurstCommandTests
{
    private static readonly (double X, double Y)[] _places = [(0, 0), (3.3, -2.6), (-5.2, 4.4), (7.7, 1.5)];

    [Fact]
    public void A_burst_becomes_one_picture_and_the_report_tells_how_each_frame_lies()
    {
        using var line = new CommandLine();
        var frames = Burst(line);

        var (code, output, error) = line.Run(["develop", .. frames, "-o", line.File("a.png"), "--json"]);

        Assert.Equal((0, ""), (code, error));
        using var report = JsonDocument.Parse(output);
        var root = report.RootElement;
        Assert.Equal("Burst", root.GetProperty("mode").GetString());
        Assert.Equal("Kernel", root.GetProperty("merge").GetString());
        Assert.Equal(4, root.GetProperty("framesUsed").GetInt32());
        Assert.InRange(root.GetProperty("effectiveFrames").GetDouble(), 3, 4);
        var reference = root.GetProperty("reference").GetInt32() - 1;
        for (var i = 0; i < 4; i++)
        {
            var shift = root.GetProperty("frames")[i].GetProperty("shift");
            Assert.Equal(_places[i].X - _places[reference].X, shift[0].GetDouble(), 0.3);
            Assert.Equal(_places[i].Y - _places[reference].Y, shift[1].GetDouble(), 0.3);
        }

        Assert.Contains("merge", root.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("stage").GetString()));
        Assert.Single(Directory.GetFiles(line.Folder, "*.png"));
    }

    [Fact]
    public void A_burst_is_the_same_for_any_number_of_threads()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        line.Run(["develop", .. frames, "-o", line.File("1.png"), "--threads", "1"]);
        line.Run(["develop", .. frames, "-o", line.File("2.png"), "--threads", "2"]);
        Assert.Equal(File.ReadAllBytes(line.File("1.png")), File.ReadAllBytes(line.File("2.png")));
    }

    [Fact]
    public void A_cut_frame_is_left_out_and_named_unless_that_is_refused()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        File.WriteAllBytes(frames[2], File.ReadAllBytes(frames[2])[..^4000]);

        var (code, output, error) = line.Run(["develop", .. frames, "-o", line.File("a.png"), "--json"]);
        Assert.Equal(0, code);
        Assert.Contains("1 of 4 frames left out: f2.dng: ", error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(output);
        Assert.False(report.RootElement.GetProperty("frames")[2].GetProperty("used").GetBoolean());
        Assert.Equal(3, report.RootElement.GetProperty("framesUsed").GetInt32());

        var strict = line.Run(["develop", .. frames, "-o", line.File("b.png"), "--strict"]);
        Assert.Equal(1, strict.ExitCode);
        Assert.Contains("f2.dng", strict.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(line.File("b.png")));
    }

    [Fact]
    public void A_copy_of_a_frame_and_a_frame_of_another_scene_are_left_out_and_named()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        File.Copy(frames[1], line.File("f4.dng"));
        line.WriteScene("f5.dng", (0, 0), 9, scene: 5);

        var (code, _, error) = line.Run(["develop", .. frames, line.File("f4.dng"), line.File("f5.dng"), "-o", line.File("a.png"), "--one-burst"]);

        Assert.Equal(0, code);
        Assert.Contains("2 of 6 frames left out", error, StringComparison.Ordinal);
        Assert.Contains("f4.dng: holds the same samples", error, StringComparison.Ordinal);
        Assert.Contains("f5.dng: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_burst_of_which_nothing_can_be_read_is_an_error()
    {
        using var line = new CommandLine();
        File.WriteAllText(line.File("f0.dng"), "no picture");
        File.WriteAllText(line.File("f1.dng"), "none either");
        foreach (var flags in new string[][] { [], ["--one-burst"] })
        {
            var (code, _, error) = line.Run(["develop", line.File("f0.dng"), line.File("f1.dng"), "-o", line.File("a.png"), .. flags]);
            Assert.Equal(1, code);
            Assert.Contains("none of the 2 frames", error, StringComparison.Ordinal);
            Assert.False(File.Exists(line.File("a.png")));
        }
    }

    [Fact]
    public void Files_of_two_sizes_are_no_burst()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        var other = line.WriteCapture("f4.dng");
        var (code, _, error) = line.Run(["develop", .. frames, other, "-o", line.File("a.png"), "--one-burst"]);
        Assert.Equal(1, code);
        Assert.Contains("f4.dng: does not belong to this burst", error, StringComparison.Ordinal);
        var (misuse, _, why) = line.Run(["develop", .. frames, other, "-o", line.File("a.png")]);
        Assert.Equal(2, misuse);
        Assert.Contains("f4.dng is 96 × 64 RGGB, the others are 320 × 240 RGGB", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_a_burst_and_a_photograph_becomes_two_pictures_or_one_for_each_file()
    {
        using var line = new CommandLine();
        Directory.CreateDirectory(line.File("in"));
        for (var i = 0; i < 3; i++)
        {
            line.WriteScene($"in/f{i}.dng", _places[i], i);
        }

        line.WriteScene("in/f3.dng", (0, 0), 8, scene: 7);
        line.WriteCapture("in/lone.dng");

        Assert.Equal((0, "", ""), line.Run("develop", line.File("in"), "-o", line.File("out")));
        Assert.Equal(["f0.jpg", "f3.jpg", "lone.jpg"], Directory.GetFiles(line.File("out")).Select(Path.GetFileName).Order());
        Assert.Equal(0, line.Run("develop", line.File("in"), "-o", line.File("each"), "--no-group").ExitCode);
        Assert.Equal(5, Directory.GetFiles(line.File("each")).Length);
    }

    [Fact]
    public void A_merge_into_the_folder_of_its_frames_is_no_frame_of_the_next_one_and_lone_files_are_passed_over()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        line.WriteScene("f9.dng", (0, 0), 8, scene: 7);
        File.WriteAllBytes(frames[1], File.ReadAllBytes(frames[1])[..^4000]);

        foreach (var flags in new string[][] { [], ["--overwrite"] })
        {
            var (code, _, error) = line.Run(["merge", line.Folder, .. flags]);
            Assert.Equal(0, code);
            Assert.Contains("1 of 4 frames left out: f1.dng", error, StringComparison.Ordinal);
            Assert.Contains("in no burst and passed over", error, StringComparison.Ordinal);
            Assert.Equal(6, Directory.GetFiles(line.Folder).Length);
        }
    }

    [Fact]
    public void Frames_of_one_name_in_several_folders_are_told_apart()
    {
        using var line = new CommandLine();
        string[] frames = [.. _places.Select((place, i) =>
        {
            Directory.CreateDirectory(line.File($"{i}"));
            return line.WriteScene($"{i}/f.dng", place, i);
        })];
        File.WriteAllText(frames[1], "no picture");

        var (code, output, _) = line.Run(["develop", .. frames, "-o", line.File("a.png"), "--reference", "3", "--json"]);

        Assert.Equal(0, code);
        using var report = JsonDocument.Parse(output);
        Assert.Equal(frames[2], report.RootElement.GetProperty("file").GetString());
        Assert.Equal([true, false, true, true], report.RootElement.GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("used").GetBoolean()));
    }

    [Fact]
    public void Inspecting_several_files_tells_which_are_frames_of_one_capture()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        var other = line.WriteScene("f4.dng", (0, 0), 8, scene: 7);
        var (code, output, error) = line.Run(["inspect", other, .. frames, "--json"]);
        Assert.Equal((0, ""), (code, error));
        using var report = JsonDocument.Parse(output);
        var captures = report.RootElement.EnumerateArray().Select(file => file.GetProperty("capture")).ToArray();
        Assert.Equal([1, 2, 2, 2, 2], captures.Select(capture => capture.GetProperty("number").GetInt32()));
        Assert.Equal([1, 1, 2, 3, 4], captures.Select(capture => capture.GetProperty("frame").GetInt32()));
        Assert.Equal([1, 4, 4, 4, 4], captures.Select(capture => capture.GetProperty("of").GetInt32()));
        Assert.Equal("Names", captures[1].GetProperty("evidence").GetString());
        Assert.Contains("f0.dng … f3.dng", line.Run(["inspect", .. frames]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--scale", "3")]
    [InlineData("--reference", "0")]
    [InlineData("--mode", "magic")]
    [InlineData("--merge", "magic")]
    public void A_wrong_burst_flag_is_a_misuse(string flag, string value)
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        Assert.Equal(2, line.Run(["develop", .. frames, "-o", line.File("a.png"), flag, value]).ExitCode);
        Assert.False(File.Exists(line.File("a.png")));
    }

    [Fact]
    public void The_reference_may_be_chosen_and_stands_in_the_recipe()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        var (_, output, _) = line.Run(["develop", .. frames, "-o", line.File("a.png"), "--json", "--reference", "3", "--save-recipe", line.File("r.json")]);
        using var report = JsonDocument.Parse(output);
        Assert.Equal(3, report.RootElement.GetProperty("reference").GetInt32());
        Assert.Equal(_places[0].X - _places[2].X, report.RootElement.GetProperty("frames")[0].GetProperty("shift")[0].GetDouble(), 0.3);
        using var recipe = JsonDocument.Parse(File.ReadAllText(line.File("r.json")));
        Assert.Equal(3, recipe.RootElement.GetProperty("burst").GetProperty("reference").GetInt32());
        Assert.NotEqual(0, line.Run(["develop", .. frames, "-o", line.File("b.png"), "--reference", "9"]).ExitCode);
    }

    [Fact]
    public void Little_motion_is_no_base_for_a_picture_of_twice_the_size()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        var (code, output, error) = line.Run(["develop", .. frames, "-o", line.File("a.png"), "--scale", "2", "--json"]);
        Assert.Equal(0, code);
        Assert.Contains("insufficient phase coverage", error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(output);
        Assert.Equal(2 * CommandLine.SceneWidth, report.RootElement.GetProperty("width").GetInt32());
        Assert.NotEmpty(report.RootElement.GetProperty("warnings").EnumerateArray());
    }

    [OracleFact("exiftool")]
    public void A_merged_file_says_what_its_reference_says_with_less_noise()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        var (code, output, error) = line.Run(["merge", .. frames, "-o", line.File("m.dng"), "--json", "--reference", "1"]);
        Assert.Equal((0, ""), (code, error));
        using var report = JsonDocument.Parse(output);
        var effective = report.RootElement.GetProperty("effectiveFrames").GetDouble();

        var (before, after) = (Tags(frames[0]), Tags(line.File("m.dng")));
        Assert.Equal("65535", after["WhiteLevel"].ToString());
        Assert.Equal("32803", after["PhotometricInterpretation"].ToString());
        foreach (var name in new[] { "Make", "Model", "UniqueCameraModel", "AsShotNeutral", "ColorMatrix1", "CFAPattern2", "Orientation", "DefaultCropSize" })
        {
            Assert.Equal(before[name].ToString(), after[name].ToString());
        }

        Assert.Equal(Numbers(before["NoiseProfile"])[0] / effective, Numbers(after["NoiseProfile"])[0], 1e-7);
    }

    [OracleFact("dcraw_emu")]
    public void Another_program_develops_the_merged_file_as_it_does_a_frame()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        Assert.Equal(0, line.Run(["merge", .. frames, "-o", line.File("m.dng"), "--reference", "1"]).ExitCode);
        Assert.Equal(0, line.Run(["merge", .. frames, "-o", line.File("l.dng"), "--reference", "1", "--linear"]).ExitCode);

        var one = Develop(frames[0]);
        Assert.Equal(one, Develop(line.File("m.dng")), one * 0.01);

        // LibRaw subtracts the black of three planes from the samples, but not from white.
        var black = Numbers(Tags(line.File("l.dng"))["BlackLevel"])[0];
        Assert.Equal(one * (65535 - black) / 65535, Develop(line.File("l.dng")), one * 0.01);
    }

    [Fact]
    public void A_merge_overwrites_no_frame_and_wants_a_DNG()
    {
        using var line = new CommandLine();
        var frames = Burst(line);
        var before = File.ReadAllBytes(frames[1]);
        Assert.Equal(1, line.Run(["merge", .. frames, "-o", frames[1], "--overwrite"]).ExitCode);
        Assert.Equal(before, File.ReadAllBytes(frames[1]));
        Assert.Equal(1, line.Run(["merge", .. frames, "-o", line.File("m.jpg")]).ExitCode);
        Assert.Equal(1, line.Run("merge", frames[0], "-o", line.File("m.dng")).ExitCode);
        Assert.False(File.Exists(line.File("m.dng")));
    }

    private static string[] Burst(CommandLine line) => [.. _places.Select((place, i) => line.WriteScene($"f{i}.dng", place, i))];

    private static Dictionary<string, JsonElement> Tags(string path)
    {
        var (_, output, _) = Oracle.Run("exiftool", "-j", "-n", path);
        using var document = JsonDocument.Parse(output);
        return document.RootElement[0].EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.Clone());
    }

    private static double[] Numbers(JsonElement value) =>
        [.. value.ToString().Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    // Linear, no brightness change, camera colours.
    private static double Develop(string path)
    {
        var (code, output, error) = Oracle.Run("dcraw_emu", "-c", "0", "-W", "-o", "0", "-4", "-w", "-Z", "-", path);
        Assert.True(code == 0, error);
        var header = Encoding.ASCII.GetString(output, 0, 64).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("P6", header[0]);
        var (width, height) = (int.Parse(header[1], CultureInfo.InvariantCulture), int.Parse(header[2], CultureInfo.InvariantCulture));
        var samples = output.AsSpan(output.Length - (6 * width * height));
        double sum = 0;
        for (var i = 0; i < samples.Length; i += 2)
        {
            sum += (samples[i] << 8) | samples[i + 1];
        }

        Assert.Equal(CommandLine.SceneWidth, width);
        return sum / (samples.Length / 2);
    }
}
