using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Sensors;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Sensors;

/// <summary>Measures simulated sensors as a laboratory measures real ones (EMVA 1288), and finds the numbers of their files.</summary>
public sealed class PhotonTransferTests
{
    private const int Side = 320;

    public static TheoryData<string, double> Sensors => new()
    {
        { "xiaomi-12s-ultra/main", 1 }, { "xiaomi-12s-ultra/main", 16 }, { "huawei-p9/mono", 1 }, { "huawei-p9/mono", 16 }, { "ref-nikon-d850/24-70-2.8", 1 }, { "ref-nikon-d850/24-70-2.8", 16 },
    };

    [Theory]
    [MemberData(nameof(Sensors))]
    public void Conversion_gain_read_noise_and_noise_profile_are_those_of_the_file(string name, double gain)
    {
        var dark = Temporal(name, gain, 0);
        var reading = dark.Reading;
        Assert.Equal(gain, reading.Gain, 1e-9);
        var quantisation = 1 / (12 * reading.CodesPerElectron * reading.CodesPerElectron);
        var readNoise = Math.Sqrt((dark.Variance / Math.Pow(reading.CodesPerElectron, 2)) - quantisation - Math.Pow(reading.RowNoise, 2) - reading.DarkElectrons);
        Assert.Equal(reading.ReadNoise, readNoise, 0.02 * reading.ReadNoise);

        var (slope, count) = (0.0, 0);
        foreach (var level in new[] { 0.05, 0.15, 0.3, 0.45, 0.6, 0.75 })
        {
            var bright = Temporal(name, gain, level);
            slope += (bright.Variance - dark.Variance) / (bright.Mean - dark.Mean);
            count++;

            // NoiseProfile over the range.
            var range = reading.White - reading.Black;
            var predicted = bright.Reading.Noise.Variance((bright.Mean - reading.Black) / range) * range * range;
            Assert.Equal(predicted, bright.Variance, 0.02 * predicted);
        }

        Assert.Equal(reading.CodesPerElectron, slope / count, 0.01 * reading.CodesPerElectron);
    }

    [Theory]
    [MemberData(nameof(Sensors))]
    public void The_differences_of_photosites_are_those_of_the_file(string name, double gain)
    {
        const int Frames = 8;
        using var photograph = Flat(name, gain, 0.5, Frames);
        var mean = new double[Side * Side];
        var temporal = 0.0;
        var squares = new double[Side * Side];
        for (var frame = 0; frame < Frames; frame++)
        {
            using var codes = photograph.Expose(ProcessingContext.Create(), frame);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += codes.Samples[i] / (double)Frames;
                squares[i] += codes.Samples[i] * (double)codes.Samples[i] / Frames;
            }
        }

        var pixels = OfOneColour(photograph);
        foreach (var i in pixels)
        {
            temporal += (squares[i] - (mean[i] * mean[i])) * Frames / (Frames - 1) / pixels.Count;
        }

        var level = pixels.Average(i => mean[i]);
        var spatial = pixels.Average(i => Math.Pow(mean[i] - level, 2)) - (temporal / Frames);
        var reading = photograph.Reading;
        var dsnu = reading.Sensor.Dsnu.Value * Math.Sqrt(reading.Photosites) * reading.CodesPerElectron;
        var prnu = Math.Sqrt(spatial - (dsnu * dsnu)) / (level - reading.Black);

        Assert.Equal(reading.Sensor.Prnu.Value / Math.Sqrt(reading.Photosites), prnu, 0.03 * prnu);
    }

    [Fact]
    public void Charge_put_together_is_read_once_and_codes_put_together_as_often_as_there_are()
    {
        double Noise(int charge, int digital)
        {
            var (module, camera) = TestCameras.WithPerfectLens("xiaomi-12s-ultra/main");
            var sensor = camera.Sensor with { Modes = [new ReadMode("tried", charge, digital, null)], RowNoise = camera.Sensor.RowNoise with { Value = 0 } };
            using var photograph = TestCameras.Photograph((module, camera with { Sensor = sensor }), new FlatScene(1), Options(1e-9, SensorReading.BaseIsoOf(sensor, sensor.Modes[0]) * 16, 2));
            var reading = photograph.Reading;
            return Math.Sqrt((Difference(photograph).Variance / Math.Pow(reading.CodesPerElectron, 2)) - (reading.Reads / (12 * Math.Pow(reading.CodesPerElectron, 2))));
        }

        var single = Noise(1, 1);

        Assert.Equal(1, Noise(2, 1) / single, 0.02);
        Assert.Equal(2, Noise(1, 2) / single, 0.02);
    }

    [Fact]
    public void Any_number_of_threads_and_any_crop_gives_the_same_codes()
    {
        var camera = TestCameras.WithPerfectLens("xiaomi-12s-ultra/main");
        Plane<ushort> Codes(int side, int workers)
        {
            using var photograph = TestCameras.Photograph(camera, new FlatScene(0.2), new CaptureOptions { Size = (side, side), Tremor = 0, Seed = 4, ExposureSeconds = 0.01 });
            return photograph.Expose(ProcessingContext.Create() with { Workers = workers }, 0);
        }

        using var one = Codes(320, 1);
        using var three = Codes(320, 3);
        using var small = Codes(160, 2);

        Assert.True(one.Samples.SequenceEqual(three.Samples));
        for (var y = 0; y < 160; y++)
        {
            Assert.True(one.Row(y + 80).Slice(80, 160).SequenceEqual(small.Row(y)));
        }
    }

    [Fact]
    public void A_full_well_is_white_and_stays_white()
    {
        using var photograph = TestCameras.Photograph(TestCameras.WithPerfectLens("ref-nikon-d850/24-70-2.8"), new FlatScene(1), new CaptureOptions { Size = (64, 64), Lux = 1e5, ExposureSeconds = 1, Tremor = 0 });
        using var codes = photograph.Expose(ProcessingContext.Create(), 0);

        // Offsets and read noise may pull a full pixel a few codes below.
        Assert.All(codes.Samples.ToArray(), code => Assert.InRange(code, photograph.Reading.White - 10, photograph.Reading.White));
    }

    private static (SensorReading Reading, double Mean, double Variance) Temporal(string name, double gain, double level)
    {
        using var photograph = Flat(name, gain, level, 2);
        var (mean, variance) = Difference(photograph);
        return (photograph.Reading, mean, variance);
    }

    private static (double Mean, double Variance) Difference(Photograph photograph)
    {
        using var a = photograph.Expose(ProcessingContext.Create(), 0);
        using var b = photograph.Expose(ProcessingContext.Create(), 1);
        var pixels = OfOneColour(photograph);
        var difference = pixels.Average(i => a.Samples[i] - (double)b.Samples[i]);
        return (pixels.Average(i => (a.Samples[i] + b.Samples[i]) / 2.0), pixels.Average(i => Math.Pow(a.Samples[i] - b.Samples[i] - difference, 2)) / 2);
    }

    // Green, or all of a sensor without filters; hot photosites aside.
    private static List<int> OfOneColour(Photograph photograph)
    {
        var pattern = photograph.Pattern;
        return [.. Enumerable.Range(0, photograph.Area.Width * photograph.Area.Height).Where(i => pattern[i % photograph.Area.Width, i / photograph.Area.Width] == CfaPattern.Green)];
    }

    // The exposure time gives the level; hot photosites would count as noise of the others.
    private static Photograph Flat(string name, double gain, double level, int frames)
    {
        var (module, camera) = TestCameras.WithPerfectLens(name);
        camera = camera with { Sensor = camera.Sensor with { HotPixels = camera.Sensor.HotPixels with { Value = 0 } } };
        var iso = SensorReading.BaseIsoOf(camera.Sensor, camera.Sensor.Modes[0]) * gain;
        using var probe = TestCameras.Photograph((module, camera), new FlatScene(1), Options(0.001, iso, 1));
        using var electrons = probe.MeanElectrons(ProcessingContext.Create(), 0);
        var brightest = OfOneColour(probe).Average(i => electrons.Samples[i]);
        return TestCameras.Photograph((module, camera), new FlatScene(1), Options(Math.Max(0.001 * level * probe.Reading.ElectronsToWhite / brightest, 1e-9), iso, frames));
    }

    private static CaptureOptions Options(double seconds, double iso, int frames) =>
        new() { Size = (Side, Side), ExposureSeconds = seconds, Iso = iso, Frames = frames, Tremor = 0, Lux = 2000, Seed = 9 };
}
