using System.Text;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture.Tests.Cameras;

public sealed class CameraFilePatchTests
{
    private const string Name = "xiaomi-12s-ultra";

    [Fact]
    public void Numbers_are_replaced_and_every_other_byte_stays()
    {
        var text = CameraCatalogue.Text(Name);

        var (sourced, key) = CameraFilePatch.WithSource(text, "measured", "By ourselves, \"twice\".");
        var patched = CameraFilePatch.With(sourced, [("cameras[1].sensor.prnu", new Figure(0.0061, Provenance.Verified, key)), ("cameras[0].sensor.conversionGains[0].noiseAfterGain", new Figure(2.5, Provenance.Verified, key))]);

        var (before, after) = (Lines(text), Lines(patched));
        Assert.Equal(before.Length + 1, after.Length);
        Assert.Equal(3, after.Except(before).Count());
        var module = CameraFile.Parse(patched, Name);
        Assert.Equal("By ourselves, \"twice\".", module.Sources[key]);
        Assert.Equal(new Figure(0.0061, Provenance.Verified, key), module.Cameras[1].Sensor.Prnu);
        Assert.Equal(new Figure(2.5, Provenance.Verified, key), module.Cameras[0].Sensor.ConversionGains[0].NoiseAfterGain);
        Assert.Equal(CameraCatalogue.Read(Name).Cameras[0].Sensor.Prnu, module.Cameras[0].Sensor.Prnu);
    }

    [Fact]
    public void A_source_that_says_the_same_is_used_again_and_one_that_says_something_else_gets_a_key_of_its_own()
    {
        var (text, first) = CameraFilePatch.WithSource(CameraCatalogue.Text(Name), "measured", "one");

        Assert.Equal(("measured", "measured"), (first, CameraFilePatch.WithSource(text, "measured", "one").Key));
        Assert.Equal("measured-2", CameraFilePatch.WithSource(text, "measured", "two").Key);
    }

    [Fact]
    public void A_place_that_is_not_there_is_named() =>
        Assert.Contains("cameras[0].sensor.colour", Assert.Throws<ArgumentException>(() => CameraFilePatch.With(CameraCatalogue.Text(Name), [("cameras[0].sensor.colour", default)])).Message, StringComparison.Ordinal);

    private static string[] Lines(byte[] text) => Encoding.UTF8.GetString(text).Split('\n');
}
