using Pentaprism.Capture;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>Flats and dark frames of a simulated camera, measured and written into a camera file: the numbers are those of the camera.</summary>
public sealed class MeasureCameraNoiseTests : IDisposable
{
    private readonly CommandLine _command = new();
    private int _taken;

    [Fact]
    public void The_noise_of_a_camera_is_found_in_its_own_frames_and_written_into_a_file()
    {
        var module = CameraCatalogue.Read("xiaomi-12s-ultra");
        var camera = module.Cameras[0];
        var sensor = camera.Sensor with { Prnu = camera.Sensor.Prnu with { Value = 0.009 }, Dsnu = camera.Sensor.Dsnu with { Value = 0.8 }, RowNoise = camera.Sensor.RowNoise with { Value = 0.4 } };
        var taken = camera with { Sensor = sensor with { FullWell = sensor.FullWell with { Value = 13000 }, DarkCurrent = sensor.DarkCurrent with { Value = 3 } } };
        var files = new List<string>();
        foreach (var iso in new double?[] { Capture.Sensors.SensorReading.BaseIsoOf(taken.Sensor, taken.Sensor.Modes[0]), 800 })
        {
            files.AddRange(Take(module, taken, new CaptureOptions { Lux = 200, Iso = iso, Compensation = 1.8 }));
            files.AddRange(Take(module, taken, new CaptureOptions { Lux = 0.001, Iso = iso, ExposureSeconds = 0.001 }));
            files.AddRange(Take(module, taken, new CaptureOptions { Lux = 0.001, Iso = iso, ExposureSeconds = 1 }));
        }

        var target = _command.File("mine.camera.json");
        var (code, output, error) = _command.Run(["measure", "noise", .. files, "--camera", "xiaomi-12s-ultra/main", "--write", target]);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("sensor.fullWell", output, StringComparison.Ordinal);
        var read = CameraFile.Read(target);
        var (now, was) = (read.Cameras[0].Sensor, taken.Sensor);
        Near(was.FullWell, now.FullWell, 0.01);
        Near(was.ConversionGains[0].NoiseBeforeGain, now.ConversionGains[0].NoiseBeforeGain, 0.02);
        Near(was.ConversionGains[0].NoiseAfterGain, now.ConversionGains[0].NoiseAfterGain, 0.02);
        Near(was.Prnu, now.Prnu, 0.03);
        Near(was.Dsnu, now.Dsnu, 0.03);
        Near(was.DarkCurrent, now.DarkCurrent, 0.03);
        Near(was.RowNoise, now.RowNoise, 0.1);
        Assert.Equal((was.Bits.Value, was.BlackLevel.Value), (now.Bits.Value, now.BlackLevel.Value));
        Assert.Contains("raw frames", read.Sources[now.Prnu.Source], StringComparison.Ordinal);

        // All else is as it was: lines that differ are those of the numbers and of their source.
        string[] before = System.Text.Encoding.UTF8.GetString(CameraCatalogue.Text("xiaomi-12s-ultra")).Split('\n');
        Assert.InRange(File.ReadAllLines(target).Except(before).Count(), 9, 10);

        // A camera file that is there is changed in its place, and a second time nothing of it changes.
        var again = File.ReadAllBytes(target);
        Assert.Equal(0, _command.Run(["measure", "noise", .. files, "--write", target, "--json"]).ExitCode);
        Assert.Equal(again, File.ReadAllBytes(target));
    }

    [Fact]
    public void A_frame_that_stands_alone_is_named_and_nothing_is_written()
    {
        var target = _command.File("mine.camera.json");
        var files = Take(CameraCatalogue.Read("xiaomi-12s-ultra"), CameraCatalogue.Read("xiaomi-12s-ultra").Cameras[0], new CaptureOptions { Lux = 200 });

        var (code, _, error) = _command.Run("measure", "noise", files[0], "--camera", "xiaomi-12s-ultra/main", "--write", target);

        Assert.Equal(1, code);
        Assert.Contains("stands alone", error, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    public void Dispose() => _command.Dispose();

    private static void Near(Figure was, Figure now, double part)
    {
        Assert.Equal(Provenance.Verified, now.Provenance);
        Assert.Equal(1, now.Value / was.Value, part);
    }

    private List<string> Take(CameraModule module, Camera camera, CaptureOptions options)
    {
        const int Frames = 4;
        var folder = _command.File($"taken{_taken++}");
        var context = ProcessingContext.Create();
        using var photograph = Photograph.Of(context, module, camera, new FlatScene(options.Lux > 1 ? 1 : 1e-6), options with { Frames = Frames, Size = (512, 512), Tremor = 0 });
        CaptureFolder.Write(context, photograph, folder, false, false);
        return [.. Enumerable.Range(0, Frames).Select(frame => CaptureFolder.FrameFile(folder, frame))];
    }
}
