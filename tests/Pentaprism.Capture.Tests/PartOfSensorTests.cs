using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests;

/// <summary>A part of the sensor shows what the whole shows there.</summary>
public sealed class PartOfSensorTests
{
    [Theory]
    [InlineData(0.5, -0.4)]
    [InlineData(-0.7, 0.7)]
    [InlineData(1, 1)]
    public void A_part_has_the_light_of_its_place(double x, double y)
    {
        var (module, camera) = TestCameras.Of("xiaomi-12s-ultra/main");
        var sensor = camera.Sensor;
        camera = camera with { Sensor = sensor with { Columns = sensor.Columns with { Value = 3200 }, Rows = sensor.Rows with { Value = 2400 } } };
        var options = new CaptureOptions { Tremor = 0, ExposureSeconds = 0.01, Iso = 200 };
        using var whole = TestCameras.Photograph((module, camera), new FlatScene(0.4), options);
        using var part = TestCameras.Photograph((module, camera), new FlatScene(0.4), options with { Size = (200, 160), Centre = (x, y) });
        using var all = whole.MeanElectrons(ProcessingContext.Create(), 0);
        using var some = part.MeanElectrons(ProcessingContext.Create(), 0);

        Assert.InRange(part.Area.Left + 100, Math.Min((1 + x) * 800, 1500) - 1, ((1 + x) * 800) + 1);
        for (var row = 8; row < 152; row += 9)
        {
            for (var column = 8; column < 192; column += 7)
            {
                Assert.Equal(all[part.Area.Left + column, part.Area.Top + row], some[column, row], 1e-3f * all[800, 600]);
            }
        }
    }

    [Fact]
    public void The_gain_maps_of_a_part_undo_the_fall_of_light_there()
    {
        var (module, camera) = TestCameras.Of("xiaomi-12s-ultra/main");
        using var part = TestCameras.Photograph((module, camera), new FlatScene(0.4), new CaptureOptions { Size = (256, 256), Centre = (0.8, 0.8), Tremor = 0 });

        var map = Assert.IsType<GainMapOpcode>(LensOpcodes.GainMaps(part)[0]);

        // 1 + c r² + d r⁴ at the middle of the part.
        var (dx, dy) = (part.Area.Left + 128 - 2048.0, part.Area.Top + 128 - 1536.0);
        var square = ((dx * dx) + (dy * dy)) / (2560.0 * 2560.0);
        var fall = 1 + (camera.Lens.Illumination.Values[0] * square) + (camera.Lens.Illumination.Values[1] * square * square);
        Assert.Equal(1 / fall, map.Gains[(12 * 33) + 16], 1e-5);
    }
}
