using System.Text.Json;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

public sealed class LinearDngTests
{
    // Lamps that clip, shading, a warp, a neutral far from 1: everything that the file must have done or must carry.
    [Fact]
    public void Developed_again_a_linear_DNG_gives_the_picture_that_its_capture_gives()
    {
        using var line = new CommandLine();
        Assert.Equal(0, line.Run("camera", "capture", "--camera", "xiaomi-12s-ultra/main", "--mode", "binned", "--scene", "night-street", "--size", "384x288", "-o", line.File("night"), "--no-truth").ExitCode);
        var capture = Path.Combine(line.File("night"), "frame-00.dng");
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("direct.png"), "--bits", "16").ExitCode);
        Assert.Equal((0, ""), line.Run("develop", capture, "-o", line.File("linear.dng")) is var made ? (made.ExitCode, made.Error) : default);
        Assert.Equal(0, line.Run("develop", line.File("linear.dng"), "-o", line.File("again.png"), "--bits", "16").ExitCode);

        using var compared = JsonDocument.Parse(line.Run("measure", "compare", line.File("direct.png"), line.File("again.png"), "--json").Output);
        Assert.InRange(compared.RootElement.GetProperty("psnr").GetDouble(), 45, 200);
        using var reader = DngReader.Open(line.File("linear.dng"));
        var dng = reader.Metadata;
        Assert.Equal((384, 288, 3, 16), (dng.Layout.Width, dng.Layout.Height, dng.Layout.Planes, dng.Layout.BitsPerSample));
        Assert.Empty(dng.OpcodeList1.Items.Concat(dng.OpcodeList2.Items).Concat(dng.OpcodeList3.Items));
        Assert.Equal(1, dng.NoiseReductionApplied);
        Assert.InRange(dng.LinearResponseLimit, 0.01, 0.99);
        Assert.Single(dng.Previews);
    }

    [Fact]
    public void That_of_a_sensor_without_filters_has_one_plane_and_asks_for_no_colour()
    {
        using var line = new CommandLine();
        Assert.Equal(0, line.Run("camera", "capture", "--camera", "huawei-p9/mono", "--scene", "landscape", "--size", "192x144", "-o", line.File("mono"), "--no-truth").ExitCode);
        var capture = Path.Combine(line.File("mono"), "frame-00.dng");
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("direct.png"), "--bits", "16").ExitCode);
        Assert.Equal((0, ""), line.Run("develop", capture, "-o", line.File("linear.dng")) is var made ? (made.ExitCode, made.Error) : default);
        Assert.Equal((0, ""), line.Run("develop", line.File("linear.dng"), "-o", line.File("again.png"), "--bits", "16") is var again ? (again.ExitCode, again.Error) : default);

        using var compared = JsonDocument.Parse(line.Run("measure", "compare", line.File("direct.png"), line.File("again.png"), "--json").Output);
        Assert.InRange(compared.RootElement.GetProperty("psnr").GetDouble(), 45, 200);
        using var reader = DngReader.Open(line.File("linear.dng"));
        Assert.Equal((1, 0), (reader.Metadata.Layout.Planes, reader.Metadata.Profile.Calibrations.Length));
    }

    [Fact]
    public void Samples_are_camera_colour_before_white_balance_and_shooting_data_go_along()
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng", orientation: 6);
        Assert.Equal(0, line.Run("develop", capture, "-o", line.File("b.dng"), "--denoise", "0").ExitCode);

        using var before = DngReader.Open(capture);
        using var after = DngReader.Open(line.File("b.dng"));
        var (old, dng) = (before.Metadata, after.Metadata);
        Assert.Equal((old.Orientation, old.Model, old.Exif.Iso), (dng.Orientation, dng.Model, dng.Exif.Iso));
        Assert.Equal(old.Profile.Calibrations.Length, dng.Profile.Calibrations.Length);
        Assert.Equal((dng.Layout.Width, dng.Layout.Height), (dng.Previews[0].Width, dng.Previews[0].Height));

        // The wedge of the capture: 0.05 + 0.6 x / 96 of a white of 0.5, 1, 0.7.
        using var pixels = after.ReadPixels(ProcessingContext.Create());
        for (var colour = 0; colour < 3; colour++)
        {
            var (black, white) = (dng.Levels.Black[colour], dng.Levels.White[colour] * dng.LinearResponseLimit);
            var mean = 0.0;
            foreach (var code in pixels.Codes![colour].Row(32)[40..56])
            {
                mean += (code - black) / (white - black) / 16;
            }

            Assert.Equal((0.05 + (0.6 * 47.5 / 96)) * new[] { 0.5, 1, 0.7 }[colour], mean, 0.012);
        }
    }

    [Fact]
    public void A_burst_becomes_one_linear_DNG_whose_recipe_reproduces_it()
    {
        using var line = new CommandLine();
        string[] frames = [line.WriteScene("1.dng", (0, 0), 1), line.WriteScene("2.dng", (2.3, 1.1), 2), line.WriteScene("3.dng", (-1.2, 0.6), 3)];
        Assert.Equal(0, line.Run(["develop", .. frames, "-o", line.File("a.dng"), "--one-burst"]).ExitCode);
        Assert.Equal(0, line.Run(["develop", .. frames, "-o", line.File("b.dng"), "--reproduce", line.File("a.dng"), "--one-burst"]).ExitCode);

        Assert.Equal(File.ReadAllBytes(line.File("a.dng")), File.ReadAllBytes(line.File("b.dng")));
    }

    [Theory]
    [InlineData("b.dng", "--render", "scene")]
    [InlineData("b.dng", "--hdr")]
    [InlineData("b.dng", "--bits", "float")]
    [InlineData("b.dng", "--compare")]
    [InlineData("b.jpg", "--render", "linear")]
    public void What_a_DNG_cannot_hold_is_a_misuse_and_writes_nothing(string name, params string[] flags)
    {
        using var line = new CommandLine();
        var capture = line.WriteCapture("a.dng");
        var (code, _, error) = line.Run(["develop", capture, "-o", line.File(name), .. flags]);

        Assert.Equal(2, code);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.False(File.Exists(line.File(name)));
    }
}
