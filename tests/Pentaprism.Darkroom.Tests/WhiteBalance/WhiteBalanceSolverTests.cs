using System.Text.Json;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.Tests.Colour;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.WhiteBalance;

public sealed class WhiteBalanceSolverTests
{
    private static readonly Vector3d _asShot = new(0.45, 1, 0.55);

    [Fact]
    public void As_shot_takes_the_neutral_of_the_file()
    {
        var found = Solve(new WhiteBalanceOptions(), new CameraColour { AsShotNeutral = _asShot * 0.5 });
        Assert.Equal(0.45, found.Neutral.X, 1e-12);
        Assert.Equal(1, found.Neutral.Max, 1e-12);
        Assert.Equal(WhiteBalanceMode.AsShot, found.Source);
        Assert.Null(found.Note);
    }

    [Fact]
    public void As_shot_white_serves_where_there_is_no_neutral()
    {
        var white = ColourTemperature.Daylight(5000);
        var found = Solve(new WhiteBalanceOptions(), new CameraColour { AsShotWhite = white });
        Assert.Equal(WhiteBalanceMode.AsShot, found.Source);
        Assert.Equal(white.X, found.White!.Value.X, 1e-6);
        Assert.Equal(5000, found.Temperature!.Value.Kelvin, 20.0);
    }

    [Fact]
    public void File_that_says_nothing_is_estimated_and_says_so()
    {
        var found = Solve(new WhiteBalanceOptions(), new CameraColour());
        Assert.Equal(WhiteBalanceMode.Automatic, found.Source);
        Assert.Contains("estimated", found.Note, StringComparison.Ordinal);
        Assert.Equal(_asShot.X, found.Neutral.X, 0.03);
        Assert.Equal(_asShot.Z, found.Neutral.Z, 0.03);
    }

    [Fact]
    public void Temperature_gives_what_the_camera_sees_of_that_light()
    {
        var found = Solve(new WhiteBalanceOptions { Mode = WhiteBalanceMode.Temperature, Kelvin = 3200, Tint = 5 }, new CameraColour { AsShotNeutral = _asShot });
        var back = ColourTemperature.FromChromaticity(new CameraColourModel(new CameraColour(), Cameras.Phone).WhiteOf(found.Neutral));
        Assert.Equal(3200, back.Kelvin, 1.0);
        Assert.Equal(5, back.Tint, 0.1);
    }

    [Fact]
    public void Estimate_is_held_to_lights_that_exist()
    {
        // A scene of nothing but saturated green: no lamp looks like that.
        var samples = new IlluminantSamples([.. Scene(new Vector3d(0.1, 1, 0.1))]);
        var found = WhiteBalanceSolver.Solve(
            new WhiteBalanceOptions { Mode = WhiteBalanceMode.Automatic }, new CameraColour(), Cameras.Phone, () => samples);
        Assert.InRange(found.Temperature!.Value.Tint, -40.5, 40.5);
        Assert.InRange(found.Temperature!.Value.Kelvin, 1990, 12100);
    }

    // A writer that records nothing puts 1 1 1, and matrices of samples that were balanced: what the camera saw of grey says otherwise.
    [Fact]
    public void A_white_of_1_1_1_that_the_picture_contradicts_is_not_believed()
    {
        var balanced = new CameraProfile { Calibrations = [new ProfileCalibration { Illuminant = 21, White = Chromaticity.D65, ColorMatrix = RgbSpace.Srgb.FromXyz }] };
        var colour = new CameraColour { AsShotNeutral = Vector3d.One };
        var samples = new IlluminantSamples([.. Scene(_asShot)]);
        var found = WhiteBalanceSolver.Solve(new WhiteBalanceOptions(), colour, balanced, () => samples);
        Assert.Equal(WhiteBalanceMode.Automatic, found.Source);
        Assert.Contains("1 1 1", found.Note, StringComparison.Ordinal);
        Assert.Equal(_asShot.X, found.Neutral.X, 0.03);
        Assert.Equal(found.Neutral, found.MissingBalance);

        // With the missing balance counted in, the light is that of the matrices.
        var seen = new CameraColourModel(colour with { AnalogBalance = found.MissingBalance!.Value }, balanced).WhiteOf(found.Neutral);
        Assert.Equal(Chromaticity.D65.X, seen.X, 1e-4);
        Assert.Equal(Chromaticity.D65.Y, seen.Y, 1e-4);

        var trusted = WhiteBalanceSolver.Solve(new WhiteBalanceOptions { TrustsRecord = true }, colour, balanced, () => samples);
        Assert.Equal((WhiteBalanceMode.AsShot, Vector3d.One, null), (trusted.Source, trusted.Neutral, trusted.MissingBalance));
        var fitting = WhiteBalanceSolver.Solve(new WhiteBalanceOptions(), colour, balanced, () => new IlluminantSamples([.. Scene(new Vector3d(1, 0.98, 0.93))]));
        Assert.Equal((WhiteBalanceMode.AsShot, Vector3d.One), (fitting.Source, fitting.Neutral));
    }

    [Fact]
    public void All_clipped_picture_gets_daylight_and_a_note()
    {
        using var mosaic = Mosaics.Make(CfaPattern.Rggb, 64, 64, (_, _) => 1);
        var found = WhiteBalanceSolver.Solve(
            new WhiteBalanceOptions { Mode = WhiteBalanceMode.Automatic }, Cameras.Metadata(Cameras.Phone), Cameras.Phone, mosaic, Mosaics.Context);
        Assert.Equal(5500, found.Temperature!.Value.Kelvin, 30.0);
        Assert.NotNull(found.Note);
    }

    [Fact]
    public void Mosaic_gives_the_samples_of_its_scene()
    {
        // Uniform colour with a clipped corner: the corner does not count, and neither does the gain it was lifted by.
        var colour = new Vector3d(0.2, 0.5, 0.3);
        using var mosaic = Mosaics.Make(CfaPattern.Bayer("GBRG"), 800, 400, (x, y) => x < 100 && y < 100 ? 2 : (float)colour[CfaPattern.Bayer("GBRG")[x, y]] * 1.5f);
        mosaic.Gain = Mosaics.Make(CfaPattern.Rggb, 800, 400, (_, _) => 1.5f).Samples;
        var samples = IlluminantSamples.From(mosaic, Mosaics.Context);
        Assert.Equal((400 * 200) - (50 * 50), samples.Colours.Length);
        Assert.All(samples.Colours, c => Assert.Equal(0.4, c.X / c.Y, 1e-6));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void Under_two_lights_the_estimate_lies_between_them(double lampShare)
    {
        // Greys under a lamp and under the light of a window that is four times as strong.
        var (lamp, window) = (new Vector3d(0.82, 1, 0.37), new Vector3d(0.48, 1, 0.63));
        var random = new Random(2);
        var colours = Enumerable.Range(0, 4000)
            .Select(i => (i < 4000 * lampShare ? lamp * 0.25 : window) * (0.05 + (0.6 * random.NextDouble()))).ToArray();
        var found = IlluminantEstimator.Estimate(colours);
        Assert.InRange(found.X / found.Y, window.X - 1e-9, lamp.X);
        Assert.InRange(found.Z / found.Y, lamp.Z, window.Z + 1e-9);
    }

    [Fact]
    public void Estimate_of_white_walls_and_warm_things_is_not_drawn_to_the_warm_ones()
    {
        // A third of the bright surfaces is white, the others are cream: the light is that of the white ones.
        var random = new Random(3);
        var colours = Enumerable.Range(0, 6000).Select(i =>
        {
            var level = 0.1 + (0.7 * random.NextDouble());
            var surface = i % 3 == 0 ? Vector3d.One : new Vector3d(1.05, 0.97, 0.8);
            return _asShot * surface * level;
        }).ToArray();
        Assert.InRange(Angle(IlluminantEstimator.Estimate(colours), _asShot), 0, 1.5);
    }

    [DataFact("portrait/wb_imx135")]
    public void Estimates_on_pictures_of_a_phone_sensor_err_by_1_degree()
    {
        var errors = Directory.GetFiles(TestData.Path("portrait/wb_imx135"), "*.png").Order(StringComparer.Ordinal).Select(path =>
        {
            using var truth = JsonDocument.Parse(File.ReadAllText(path.Replace(".png", "_metadata.json", StringComparison.Ordinal)));
            var light = truth.RootElement.GetProperty("illuminant_color_raw").EnumerateArray().Select(e => e.GetDouble()).ToArray();
            var colours = Png16.Read(path).Colours;
            var limit = 0.95 * colours.Max(c => c.Max);
            var estimate = IlluminantEstimator.Estimate([.. colours.Where(c => c.Max < limit && c.Min > 0)]);
            return Angle(estimate, new Vector3d(light[0], light[1], light[2]));
        }).Order().ToArray();
        Assert.Equal(15, errors.Length);
        Assert.InRange(errors.Average(), 0, 1.05);
        Assert.InRange(errors.TakeLast(3).Average(), 0, 2.4);
    }

    private static WhiteBalanceSolution Solve(WhiteBalanceOptions options, CameraColour colour) =>
        WhiteBalanceSolver.Solve(options, colour, Cameras.Phone, () => new IlluminantSamples([.. Scene(_asShot)]));

    // Surfaces of random moderate colours under one light.
    private static IEnumerable<Vector3d> Scene(Vector3d light)
    {
        var random = new Random(1);
        for (var i = 0; i < 4000; i++)
        {
            var level = random.NextDouble() * 0.8;
            yield return light * new Vector3d(level * (0.9 + (0.2 * random.NextDouble())), level, level * (0.9 + (0.2 * random.NextDouble()))) + new Vector3d(1e-4, 1e-4, 1e-4);
        }
    }

    private static double Angle(Vector3d a, Vector3d b)
    {
        double Dot(Vector3d p, Vector3d q) => (p.X * q.X) + (p.Y * q.Y) + (p.Z * q.Z);
        return Math.Acos(Math.Min(1, Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b)))) * 180 / Math.PI;
    }
}
