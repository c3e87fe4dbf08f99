using System.Globalization;
using System.Text;
using System.Text.Json;
using Pentaprism.Capture;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

/// <summary>EMVA 1288 series of our own cameras, measured by our own command: what comes out is what went in.</summary>
public sealed class EmvaOfCapturesTests
{
    private const int Side = 160;
    private const int Levels = 16;
    private const int SpatialFrames = 16;
    private const string Light = "1000";
    private const string Darkness = "0.001";
    private static readonly ProcessingContext _context = ProcessingContext.Create();

    [Theory]
    [InlineData("huawei-p9", "mono", 1)]
    [InlineData("huawei-p9", "mono", 8)]
    [InlineData("huawei-mate-10", "mono", 1)]
    [InlineData("huawei-mate-10", "mono", 8)]
    [InlineData("huawei-p50-pro", "mono", 1)]
    [InlineData("huawei-p50-pro", "mono", 8)]
    public void Conversion_gain_read_noise_and_nonuniformity_come_back(string moduleName, string cameraName, int gain)
    {
        using var line = new CommandLine();
        var module = CameraCatalogue.Read(moduleName);
        var camera = module.Cameras.First(camera => camera.Id == cameraName);
        Photograph Shot(double seconds, string lux) => Photograph.Of(_context, module, camera, SceneCatalogue.Make("flat", 1), new CaptureOptions
        {
            Size = (Side, Side),
            Tremor = 0,
            ExposureSeconds = seconds,
            Iso = gain * BaseIso(camera),
            Lux = double.Parse(lux, CultureInfo.InvariantCulture),
            Frames = SpatialFrames,
            Seed = (ulong)(seconds * 1e9),
        });

        using var first = Shot(1e-4, Light);
        var reading = first.Reading;
        using var electrons = first.MeanElectrons(_context, 0);
        var white = 1e-4 * reading.ElectronsToWhite / electrons[Side / 2, Side / 2];
        var descriptor = new StringBuilder(FormattableString.Invariant($"v 4.0\nn 16 {Side} {Side}\n"));
        for (var level = 0; level <= Levels; level++)
        {
            // Nearly none, up to beyond white.
            Add(descriptor, line, white * (0.005 + (1.1 * level / Levels)), 2, Shot);
        }

        Add(descriptor, line, white / 2, SpatialFrames, Shot);
        File.WriteAllText(line.File("series.txt"), descriptor.ToString());

        var (code, output, error) = line.Run("measure", "noise", line.File("series.txt"), "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        var noise = Math.Sqrt((reading.ReadNoise * reading.ReadNoise) + (reading.RowNoise * reading.RowNoise) + reading.DarkElectrons);
        Assert.Equal(1, report.GetProperty("gain").GetDouble() / reading.CodesPerElectron, 0.01);
        Assert.Equal(1, report.GetProperty("darkNoiseElectrons").GetDouble() / noise, 0.02);
        Assert.Equal(1, report.GetProperty("prnuPercent").GetDouble() / (100 * camera.Sensor.Prnu.Value / Math.Sqrt(reading.PhotositesOfRead)), 0.03);
    }

    private static double BaseIso(Camera camera) => Capture.Sensors.SensorReading.BaseIsoOf(camera.Sensor, camera.Sensor.Modes[0]);

    private static void Add(StringBuilder descriptor, CommandLine line, double seconds, int frames, Func<double, string, Photograph> shot)
    {
        foreach (var (kind, lux) in new[] { ('b', Light), ('d', Darkness) })
        {
            using var photograph = shot(seconds, lux);
            using var electrons = photograph.MeanElectrons(_context, 0);
            descriptor.Append(CultureInfo.InvariantCulture, $"{kind} {seconds * 1e9:0.###}{(kind == 'b' ? $" {electrons[Side / 2, Side / 2]:0.####}" : "")}\n");
            for (var frame = 0; frame < frames; frame++)
            {
                var name = FormattableString.Invariant($"{kind}-{frames}-{seconds * 1e9:0}-{frame}.png");
                using var picture = new EncodedPicture(1, photograph.Expose(_context, frame));
                PictureFile.Write(line.File(name), picture, new PictureMetadata(), new JpegOptions(), true, _context);
                descriptor.Append(CultureInfo.InvariantCulture, $"i {name}\n");
            }
        }
    }
}
