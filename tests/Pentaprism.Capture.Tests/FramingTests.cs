namespace Pentaprism.Capture.Tests;

public sealed class FramingTests
{
    [Fact]
    public void Two_cameras_with_one_framing_see_the_same_angle()
    {
        var phone = TestCameras.Of("xiaomi-12s-ultra/main").Camera;
        var dslr = TestCameras.Of("ref-nikon-d850/24-70-2.8").Camera;

        var framing = Framing.Of(phone, new CaptureOptions { Size = (2048, 1536) });
        var options = framing.For(dslr, new CaptureOptions { Lux = 5 });

        // 1536 pixels of 3.2 µm behind 8.71 mm; 24 mm need 13.54 mm for it, 3114 pixels of 4.35 µm.
        Assert.Equal(1536 * 0.0032 / 8.71, framing.Height, 1e-12);
        Assert.Equal(2 * Math.Atan(framing.Height / 2) * 180 / Math.PI, framing.VerticalDegrees, 1e-12);
        Assert.Equal(((4152, 3114), 24.0, 5.0), (options.Size!.Value, options.FocalLength, options.Lux));
        Assert.Equal(framing.Height, Framing.Of(dslr, options).Height, 1.0 / 3114);
    }

    [Fact]
    public void A_zoom_is_drawn_out_as_far_as_the_sensor_holds_the_picture()
    {
        var dslr = TestCameras.Of("ref-nikon-d850/24-70-2.8").Camera;
        var f = dslr.Lens.Settings[0].FocalLength;
        var zoom = dslr with { Lens = dslr.Lens with { Settings = [dslr.Lens.Settings[0], dslr.Lens.Settings[0] with { FocalLength = f with { Value = 70 } }] } };

        var within = new Framing(0.5, 1.4).For(zoom, new CaptureOptions());
        var beyond = new Framing(0.1, 1.4).For(zoom, new CaptureOptions());

        Assert.Equal(dslr.Sensor.Rows.Value * dslr.Sensor.Pitch.Value / 1000 / 0.5, within.FocalLength!.Value, 1e-9);
        Assert.Equal(dslr.Sensor.Rows.Value, within.Size!.Value.Height);
        Assert.Equal(70, beyond.FocalLength);
        Assert.Equal(0.1, Framing.Of(zoom, beyond).Height, 1e-4);
    }

    [Fact]
    public void A_camera_that_does_not_see_as_much_is_refused_with_what_it_sees()
    {
        var tele = TestCameras.Of("xiaomi-12s-ultra/tele").Camera;
        var problem = Assert.Throws<ArgumentException>(() => new Framing(1, 1.33).For(tele, new CaptureOptions()));

        Assert.Contains("53.1°", problem.Message, StringComparison.Ordinal);
        Assert.Contains("22.19 mm sees", problem.Message, StringComparison.Ordinal);
    }
}
