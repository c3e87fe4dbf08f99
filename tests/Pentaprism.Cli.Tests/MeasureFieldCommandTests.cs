using System.Text.Json.Nodes;
using Pentaprism.Capture;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>Shading, distortion and lateral colour of a simulated lens, measured on its own captures and written back into them.</summary>
public sealed class MeasureFieldCommandTests : IDisposable
{
    private static readonly double[] _distortion = [-0.03, 0.004, 0];

    private readonly CommandLine _command = new();

    [Fact]
    public void Shading_that_was_measured_and_written_back_leaves_the_flat_even()
    {
        var flat = Take("flat", new FlatScene(0.5));
        var corrected = _command.File("corrected.dng");

        var (exitCode, _, error) = _command.Run("measure", "shading", flat, "--dng", corrected, "-o", _command.File("shading.html"));

        Assert.Equal((0, ""), (exitCode, error));
        var context = ProcessingContext.Create();
        using var reader = DngReader.Open(corrected);
        Assert.Equal(4, reader.Metadata.OpcodeList2.Items.Length);
        using var pixels = reader.ReadPixels(context);
        using var mosaic = Lineariser.ToMosaic(reader.Metadata, pixels, new LineariseOptions(), context);
        var (middle, corner) = (Mean(mosaic.Samples, 380, 280), Mean(mosaic.Samples, 4, 4));
        Assert.Equal(1, corner / middle, 0.01);

        // Without the maps a place at 0.95 of the field has 1 − 0.75 · 0.9 + 0.1 · 0.81 of the light.
        using var again = reader.ReadPixels(context);
        using var bare = Lineariser.ToMosaic(reader.Metadata, again, new LineariseOptions { ApplyShading = false }, context);
        Assert.InRange(Mean(bare.Samples, 4, 4) / Mean(bare.Samples, 380, 280), 0.38, 0.45);
    }

    [Fact]
    public void Distortion_that_was_measured_is_that_of_the_lens_and_is_gone_where_it_was_written_back()
    {
        var grid = Take("grid", new EdgesScene(0.1, 0.05));
        var corrected = _command.File("corrected.dng");

        var (exitCode, output, error) = _command.Run("measure", "distortion", grid, "--dng", corrected, "--json");

        Assert.Equal((0, ""), (exitCode, error));
        var json = JsonNode.Parse(output)!;
        var corner = double.Hypot(800, 600) / 2;
        for (var radius = 0.2; radius <= (double)json["reach"]!; radius += 0.1)
        {
            var square = radius * radius;
            var measured = square * ((double)json["k1"]! + (square * ((double)json["k2"]! + (square * (double)json["k3"]!))));
            Assert.Equal(square * (_distortion[0] + (square * _distortion[1])), measured, 0.25 / corner / radius);
        }

        var picture = _command.File("straight.tif");
        Assert.Equal(0, _command.Run("develop", corrected, "--render", "scene", "--bits", "float", "-o", picture).ExitCode);
        var left = JsonNode.Parse(_command.Run("measure", "distortion", picture, "--json").Output)!;
        Assert.InRange((double)left["rmsBefore"]!, 0, 0.1);
        Assert.InRange(Math.Abs((double)left["corner"]!), 0, 0.001);
    }

    [Fact]
    public void Lateral_colour_that_was_measured_is_that_of_the_lens_and_stands_in_the_file()
    {
        var chart = Take("chart", new EdgesScene(0.2, 0.1));
        var corrected = _command.File("corrected.dng");

        var (exitCode, _, error) = _command.Run("measure", "lateral-colour", chart, "--dng", corrected);

        Assert.Equal((0, ""), (exitCode, error));
        using var reader = DngReader.Open(corrected);
        var warp = Assert.IsType<WarpRectilinearOpcode>(reader.Metadata.OpcodeList3.Items[^1]);
        Assert.Equal(new WarpCoefficients(1, 0, 0, 0, 0, 0), warp.Sets[1]);

        // 4 µm outwards and 3 µm inwards in the corner, in pixels of 3.2 µm.
        var corner = double.Hypot(800, 600) / 2;
        double Shift(WarpCoefficients set, double r) => corner * r * (set.K0 - 1 + (set.K1 * r * r) + (set.K2 * r * r * r * r));
        Assert.Equal(0.7 * 4 / 3.2, Shift(warp.Sets[0], 0.7), 0.1);
        Assert.Equal(0.7 * -3 / 3.2, Shift(warp.Sets[2], 0.7), 0.1);
    }

    [Fact]
    public void Lateral_colour_that_stands_in_the_file_already_is_replaced()
    {
        var chart = Take("chart", new EdgesScene(0.2, 0.1));
        var (once, twice) = (_command.File("once.dng"), _command.File("twice.dng"));
        Assert.Equal(0, _command.Run("measure", "lateral-colour", chart, "--dng", once).ExitCode);

        Assert.Equal(0, _command.Run("measure", "lateral-colour", once, "--dng", twice).ExitCode);

        using var first = DngReader.Open(once);
        using var second = DngReader.Open(twice);
        Assert.Equal(
            Assert.IsType<WarpRectilinearOpcode>(Assert.Single(first.Metadata.OpcodeList3.Items)).Sets.AsEnumerable(),
            Assert.IsType<WarpRectilinearOpcode>(Assert.Single(second.Metadata.OpcodeList3.Items)).Sets);
    }

    [Fact]
    public void Shading_of_a_flat_that_its_opcodes_trim_goes_back_into_it()
    {
        var flat = Take("flat", new FlatScene(0.5));
        var (trimmed, corrected) = (_command.File("trimmed.dng"), _command.File("corrected.dng"));
        var context = ProcessingContext.Create();
        using (var reader = DngReader.Open(flat))
        {
            using var pixels = reader.ReadPixels(context);
            DngWriter.Write(trimmed, false, reader.Metadata with { OpcodeList2 = new OpcodeList([new TrimBoundsOpcode(10, 20, 580, 760)]) }, pixels, new DngWriteOptions(), context);
        }

        var (exitCode, _, error) = _command.Run("measure", "shading", trimmed, "--dng", corrected);

        Assert.Equal((0, ""), (exitCode, error));
        using var written = DngReader.Open(corrected);
        using var codes = written.ReadPixels(context);
        using var mosaic = Lineariser.ToMosaic(written.Metadata, codes, new LineariseOptions(), context);
        Assert.Equal((740, 570), (mosaic.Samples.Width, mosaic.Samples.Height));
        Assert.Equal(1, Mean(mosaic.Samples, 4, 4) / Mean(mosaic.Samples, 360, 270), 0.01);
    }

    [Fact]
    public void A_correction_for_another_size_is_refused()
    {
        var flat = Take("flat", new FlatScene(0.5));
        var other = _command.WriteCapture("other.dng");

        var (exitCode, _, error) = _command.Run("measure", "shading", flat, "--into", other, "--dng", _command.File("corrected.dng"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("800 × 600", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_command.File("corrected.dng")));
    }

    public void Dispose() => _command.Dispose();

    // A small sensor, so that the whole field of the lens is in a small file; the file says nothing of the lens.
    private string Take(string name, IScene scene)
    {
        var module = CameraCatalogue.Read("xiaomi-12s-ultra");
        var camera = module.Cameras[0];
        var (lens, sensor) = (camera.Lens, camera.Sensor);
        camera = camera with
        {
            Lens = lens with
            {
                Distortion = lens.Distortion with { Values = [.. _distortion] },
                LateralColour = lens.LateralColour with { Values = name == "chart" ? [4, -3] : [0, 0] },
            },
            Sensor = sensor with { Columns = sensor.Columns with { Value = 1600 }, Rows = sensor.Rows with { Value = 1200 } },
        };
        var context = ProcessingContext.Create();
        using var photograph = Photograph.Of(context, module, camera, scene, new CaptureOptions { Lux = 1000, Tremor = 0, Iso = 50 });
        CaptureFolder.Write(context, photograph, _command.File(name), false, false);
        var silent = _command.File(name + ".dng");
        using var reader = DngReader.Open(CaptureFolder.FrameFile(_command.File(name), 0));
        using var pixels = reader.ReadPixels(context);
        DngWriter.Write(silent, false, reader.Metadata with { OpcodeList2 = OpcodeList.Empty, OpcodeList3 = OpcodeList.Empty }, pixels, new DngWriteOptions(), context);
        return silent;
    }

    private static double Mean(Plane<float> plane, int left, int top)
    {
        var sum = 0.0;
        for (var y = top; y < top + 40; y++)
        {
            foreach (var sample in plane.Row(y).Slice(left, 40))
            {
                sum += sample / 1600;
            }
        }

        return sum;
    }
}
