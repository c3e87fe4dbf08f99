using System.Text.Json.Nodes;
using Pentaprism.Capture.Cameras;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.CaptureSharpening;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Lens;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>A sensor with cells of four photosites against a Bayer sensor of the same pitch, behind the same lens, before the same scene.</summary>
public sealed class SensorModeCommandTests
{
    private const int Width = 512;
    private const int Height = 384;
    private const int Border = 16;
    private static readonly string[] _phases = ["RG GB", "GR BG", "GB RG", "BG GR"];
    private static readonly ProcessingContext _context = ProcessingContext.Create();

    // Without noise: what is left is what the pattern costs. A small picture holds more detail for its pixels: at 1536 × 1152 it was 60.4 dB
    // for the Bayer sensor, 58.5 in full and 49.1 by nearest neighbours.
    [Fact]
    public void A_full_picture_is_close_to_that_of_a_Bayer_sensor_and_far_better_than_nearest_neighbours()
    {
        using var line = new CommandLine();
        var frames = _phases.Select(filters => Frame(line, filters)).ToArray();
        var quad = Frame(line, "RRGG RRGG GGBB GGBB");

        var truth = Luma(line.File("truth.dng"), path => WriteTruth(path, frames));
        var native = Psnr(Luma(frames[0]), truth);
        var full = Psnr(Luma(quad), truth);
        var nearest = Psnr(Luma(line.File("nearest.dng"), path => WriteNearest(path, quad)), truth);

        Assert.InRange(full, native - 4, native + 2);
        Assert.InRange(full, nearest + 8, double.PositiveInfinity);
    }

    // White photosites fill first, so that the frame is darker in all colours: compared is what is left after the gain that fits best.
    [Fact]
    public void White_photosites_tell_the_detail_of_a_full_picture()
    {
        using var line = new CommandLine();
        var frames = _phases.Select(filters => Frame(line, filters)).ToArray();

        var truth = Picture(line.File("truth.dng"), path => WriteTruth(path, frames));
        var native = Psnr(Picture(frames[0]), truth);
        var full = Picture(Frame(line, "RWGW WRWG GWBW WGWB"));
        var gain = full.Zip(truth, (a, b) => a * b).Sum() / full.Sum(a => a * a);
        var guided = Psnr([.. full.Select(value => gain * value)], truth);

        Assert.InRange(guided, native - 4, double.PositiveInfinity);
    }

    [Fact]
    public void Light_decides_and_the_line_says_so()
    {
        using var line = new CommandLine();
        foreach (var (lux, mode, size) in new[] { ("20000", "remosaiced in full", "256 × 192"), ("0.5", "binned", "128 × 96") })
        {
            Assert.Equal(0, line.Run("camera", "capture", "--camera", "xiaomi-12-pro/main", "--mode", "full", "--scene", "landscape", "--size", "256x192", "--lux", lux, "--tremor", "0", "-o", line.File(lux), "--no-truth").ExitCode);
            var frame = Path.Combine(line.File(lux), "frame-00.dng");

            var plan = line.Run("inspect", frame, "--json").Output;
            var (code, output, error) = line.Run("develop", frame, "-o", line.File($"{lux}.png"), "--json");

            Assert.Equal(0, code);
            Assert.Contains(mode, System.Text.RegularExpressions.Regex.Unescape(plan), StringComparison.Ordinal);
            Assert.Contains(size, System.Text.RegularExpressions.Regex.Unescape(plan), StringComparison.Ordinal);
            Assert.Contains($"2 × 2 photosites of a colour: {mode}", error, StringComparison.Ordinal);
            Assert.Equal(int.Parse(size.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), (int)JsonNode.Parse(output)!["width"]!);
        }
    }

    // A sensor of many electrons and bits, without crosstalk and unevenness.
    private static string Frame(CommandLine line, string filters)
    {
        var name = filters.Replace(" ", "", StringComparison.Ordinal);
        var module = JsonNode.Parse(CameraFile.ToText(CameraCatalogue.Read("xiaomi-12-pro")))!;
        var sensor = module["cameras"]![0]!["sensor"]!;
        sensor["filters"] = filters;
        sensor["modes"] = JsonNode.Parse("""[{ "name": "full", "chargeBinning": 1, "digitalBinning": 1 }]""");
        sensor["crosstalk"]!["values"] = new JsonArray(0, 0);
        foreach (var (figure, value) in new[] { ("fullWell", 200000.0), ("bits", 16), ("hotPixels", 0), ("prnu", 0), ("dsnu", 0) })
        {
            sensor[figure]!["value"] = value;
        }

        File.WriteAllText(line.File($"{name}.camera.json"), module.ToJsonString());
        var (code, _, error) = line.Run(
            "camera", "capture", "--camera", line.File($"{name}.camera.json") + "/main", "--scene", "landscape", "--size", $"{Width}x{Height}", "--lux", "20000", "--tremor", "0", "-o", line.File(name), "--no-truth");
        Assert.Equal((0, ""), (code, error));
        return Path.Combine(line.File(name), "frame-00.dng");
    }

    private static void WriteTruth(string path, string[] frames)
    {
        Plane<ushort>[] planes = [new(Width, Height), new(Width, Height), new(Width, Height)];
        foreach (var frame in frames)
        {
            using var reader = DngReader.Open(frame);
            using var pixels = reader.ReadPixels(_context);
            Each((x, y) => planes[reader.Metadata.Layout.Cfa![x, y]][x, y] = pixels.Codes![0][x, y]);
        }

        using var first = DngReader.Open(frames[0]);
        var dng = first.Metadata;
        Write(path, dng with
        {
            Layout = dng.Layout with { Cfa = null, Planes = 3 },
            Levels = dng.Levels with { Black = [.. Enumerable.Repeat(dng.Levels.Black[0], 3)], White = [.. Enumerable.Repeat(dng.Levels.White[0], 3)] },
            OpcodeList2 = OpcodeList.Empty,
        }, planes);
    }

    private static void WriteNearest(string path, string quad)
    {
        using var reader = DngReader.Open(quad);
        using var pixels = reader.ReadPixels(_context);
        var (cfa, codes, nearest) = (reader.Metadata.Layout.Cfa!, pixels.Codes![0], new Plane<ushort>(Width, Height));
        var reach = Enumerable.Range(0, 49).Select(i => (X: (i % 7) - 3, Y: (i / 7) - 3)).OrderBy(step => (step.X * step.X) + (step.Y * step.Y)).ToList();
        Each((x, y) =>
        {
            var (dx, dy) = reach.First(step => cfa[x + step.X, y + step.Y] == CfaPattern.Rggb[x, y] && x + step.X is >= 0 and < Width && y + step.Y is >= 0 and < Height);
            nearest[x, y] = codes[x + dx, y + dy];
        });
        Write(path, reader.Metadata with { Layout = reader.Metadata.Layout with { Cfa = CfaPattern.Rggb } }, nearest);
    }

    private static void Write(string path, DngMetadata metadata, params Plane<ushort>[] codes) =>
        DngWriter.Write(path, true, metadata, new RawPixels(codes), new DngWriteOptions { Compression = DngCompression.None }, _context);

    private static void Each(Action<int, int> action)
    {
        for (var i = 0; i < Width * Height; i++)
        {
            action(i % Width, i / Width);
        }
    }

    // Luma as it is seen.
    private static double[] Luma(string path, Action<string>? write = null)
    {
        var samples = Picture(path, write);
        return [.. Enumerable.Range(0, samples.Length / 3).Select(i => RgbSpace.Srgb.Transfer.Encode((0.2126 * samples[3 * i]) + (0.7152 * samples[(3 * i) + 1]) + (0.0722 * samples[(3 * i) + 2])))];
    }

    // Linear red, green and blue of the pixels within the border.
    private static double[] Picture(string path, Action<string>? write = null)
    {
        write?.Invoke(path);
        var recipe = new Recipe
        {
            Render = Rendering.Scene,
            Remosaic = new RemosaicOptions { Mode = SensorMode.Full },
            Linearise = new LineariseOptions { ApplyShading = false },
            Denoise = new DenoiseOptions { Luma = 0, Chroma = 0 },
            Demosaic = new DemosaicOptions { Method = DemosaicMethod.Rcd },
            Lens = new LensOptions { Distortion = false, LateralColour = false, Shading = false },
            Sharpening = new CaptureSharpeningOptions { Strength = 0 },
            Finish = new FinishOptions { Samples = SampleKind.Float },
        };
        using var reader = DngReader.Open(path);
        using var developed = Developer.Develop(reader, recipe, reader.Metadata.Profile, _context, TimeProvider.System);
        var samples = developed.Picture.Floats!.Samples.ToArray();
        return [.. Enumerable.Range(0, Width * Height).Where(IsInside).SelectMany(i => new double[] { samples[3 * i], samples[(3 * i) + 1], samples[(3 * i) + 2] })];
    }

    private static bool IsInside(int i) => i % Width is >= Border and < Width - Border && i / Width is >= Border and < Height - Border;

    private static double Psnr(double[] picture, double[] truth) =>
        -10 * Math.Log10(picture.Zip(truth, (a, b) => (a - b) * (a - b)).Average());
}
