using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;
using Pentaprism.Optics.FirstOrder;

namespace Pentaprism.Capture.Tests;

public sealed class CardMeterTests
{
    [Theory]
    [InlineData("xiaomi-12s-ultra/main", 5, null, null)]
    [InlineData("ref-leica-m11/28-1.4", 300, 0.01, null)]
    [InlineData("ref-nikon-d850/24-70-2.8", 100, null, 100.0)]
    public void The_exposure_is_that_of_a_photograph_of_the_card(string name, double lux, double? seconds, double? iso)
    {
        var (module, camera) = TestCameras.Of(name);
        var options = new CaptureOptions { Lux = lux, ExposureSeconds = seconds, Iso = iso, Tremor = 0, Size = (64, 64) };
        using var photograph = Photograph.Of(ProcessingContext.Create(), module, camera, new FlatScene(0.18), options);

        var reading = CardMeter.Read(camera, 0.18, options);

        Assert.Equal(photograph.Reading.ExposureSeconds, reading.ExposureSeconds, 1e-6 * reading.ExposureSeconds);
        Assert.Equal(photograph.Reading.Iso, reading.Iso, 1e-6 * reading.Iso);
    }

    [Fact]
    public void A_drawn_lens_is_stopped_down_in_its_drawing()
    {
        var lens = TestCameras.Of("pentaprism/main").Camera.Lens;

        var stopped = lens.StoppedDown(2);

        Assert.Equal(2 * lens.Settings[0].FNumber.Value, stopped.Settings[0].FNumber.Value, 1e-9);
        Assert.Equal(2 * FirstOrderData.Of(lens.Drawing!).FNumber, FirstOrderData.Of(stopped.Drawing!).FNumber, 1e-6);
    }
}
