using Pentaprism.Capture;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Files;
using Pentaprism.Imaging;

namespace Pentaprism.Gap.Tests;

/// <summary>Captures of the user's, made here with a small sensor so that whole pictures are quick.</summary>
public sealed class CapturedGapTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pentaprism-gap-").FullName;

    [Fact]
    public void Captures_of_one_camera_show_no_gap_and_four_times_the_light_shows_two_stops()
    {
        string[][] Captures(string name, ulong seed, double lux) => [Take(name + "-chart", new ColorCheckerScene(), seed, lux), Take(name + "-edges", new EdgesScene(0.3, 0.15), seed, lux)];
        var options = new GapOptions { Frames = 1 };
        var context = ProcessingContext.Create();
        var own = Captures("own", 1, 10);

        var same = CapturedGap.Of(own, Captures("same", 2, 10), options, context).Entries[0].Gap!;
        var brighter = CapturedGap.Of(own, [Take("brighter", new ColorCheckerScene(), 3, 40)], options, context).Entries[0].Gap!;

        Assert.InRange(Math.Abs(same.Light.Value), 0, 3.5 * same.Light.Deviation);
        Assert.All(same.Edges, edge => Assert.InRange(Math.Abs(edge.Gap.Value), 0, 3.5 * edge.Gap.Deviation));
        Assert.InRange(Math.Abs(same.Colour.Value), 0, 0.2);
        Assert.InRange(brighter.Light.Value, 2 - (3.5 * brighter.Light.Deviation), 2 + (3.5 * brighter.Light.Deviation));
        Assert.InRange(brighter.Light.Deviation, 0.02, 0.4);
        Assert.InRange(Math.Abs(brighter.LightAtEqualSignal.Value), 0, 3.5 * brighter.LightAtEqualSignal.Deviation);
        Assert.InRange(brighter.LightAtEqualSignal.Deviation, 0.02, 0.4);
    }

    [Fact]
    public void Captures_without_a_chart_are_refused()
    {
        string[][] captures = [Take("card", new FlatScene(0.3), 1, 10)];

        var refusal = Assert.Throws<ImageFileException>(() => CapturedGap.Of(captures, captures, new GapOptions(), ProcessingContext.Create()));

        Assert.Contains("ColorChecker", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private string[] Take(string name, IScene scene, ulong seed, double lux)
    {
        var camera = TestCameras.Of("xiaomi-12s-ultra/main").Camera;
        var sensor = camera.Sensor;

        // Without fall of light: what its correction amplifies has more noise at the same signal, and the greys of a chart lie apart from each other.
        camera = camera with
        {
            Sensor = sensor with { Columns = sensor.Columns with { Value = 1800 }, Rows = sensor.Rows with { Value = 1280 } },
            Lens = camera.Lens with { Illumination = camera.Lens.Illumination with { Values = [0, 0, 0] } },
        };
        var context = ProcessingContext.Create();
        using var photograph = Photograph.Of(context, TestCameras.Of("xiaomi-12s-ultra/main").Module, camera, scene, new CaptureOptions { Lux = lux, ExposureSeconds = 0.02, Iso = 800, Tremor = 0, Seed = seed });
        CaptureFolder.Write(context, photograph, Path.Combine(_folder, name), false, false);
        return [CaptureFolder.FrameFile(Path.Combine(_folder, name), 0)];
    }
}
