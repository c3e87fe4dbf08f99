using System.Globalization;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Spectra;
using Pentaprism.TestSupport;

namespace Pentaprism.Capture.Tests.Spectra;

public sealed class SpectraTests
{
    // CIE 015:2018, tables of chromaticities; integrated here in steps of 5 nm from 380 to 780 nm.
    [Theory]
    [InlineData("A", 0.44758, 0.40745)]
    [InlineData("D50", 0.34567, 0.35851)]
    [InlineData("D65", 0.31272, 0.32903)]
    [InlineData("E", 0.33333, 0.33333)]
    [InlineData("FL11", 0.38052, 0.37692)]
    [InlineData("D60", 0.32163, 0.33774)]
    [InlineData("2856K", 0.44758, 0.40745)]
    public void Lights_have_the_chromaticities_of_the_CIE(string name, double x, double y)
    {
        var white = Light.Of(name).White;

        Assert.Equal(x, white.X, 2e-4);
        Assert.Equal(y, white.Y, 2e-4);
    }

    [Theory]
    [InlineData("X")]
    [InlineData("D3")]
    [InlineData("500K")]
    public void A_light_that_is_not_known_is_named(string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => Light.Of(name)).Message, StringComparison.Ordinal);

    // Photons per µm² and lux s between 400 and 700 nm.
    [Theory]
    [InlineData("D65", 10996)]
    [InlineData("A", 12231)]
    [InlineData("E", 11571)]
    public void A_lux_second_has_its_photons(string name, double photons)
    {
        var camera = CameraCatalogue.Read("huawei-p9").Cameras.Single(one => one.Id == "mono");
        var sensor = camera.Sensor with
        {
            QuantumEfficiency = camera.Sensor.QuantumEfficiency with { Value = 1 },
            Sensitivity = camera.Sensor.Sensitivity with { Set = "", First = 400, Step = 300, Curves = camera.Sensor.Sensitivity.Curves.Add('W', [1, 1]) },
        };

        // The trapezoidal rule over the grid gives the ends of the band a whole step.
        Assert.Equal(photons, SpectralEye.Of(sensor).See(Light.Of(name).Spectrum)[0], photons * 0.015);
    }

    [DataFact("measure/colour/simraw_nikon5100_ohta_400-700_10nm.csv")]
    public void Patches_have_the_colours_that_others_integrated()
    {
        var rows = File.ReadLines(TestData.Path("measure/colour/simraw_nikon5100_ohta_400-700_10nm.csv")).Where(line => line[0] != '#').Skip(1).Select(line => line.Split(','));
        var light = Light.Of("D65");
        foreach (var row in rows.Where(row => row[0] == "D65"))
        {
            var name = row[1].Split(" (")[0];
            var xyz = Observer.Xyz(light.Spectrum * SpectralTable.ColorChecker[name]);
            Assert.Equal(double.Parse(row[6], CultureInfo.InvariantCulture), xyz.Y, 3e-4);
        }
    }

    [Fact]
    public void The_large_sensor_of_a_phone_has_a_base_ISO_of_about_50()
    {
        var facts = CameraFacts.Of(CameraCatalogue.Read("xiaomi-12s-ultra").Cameras[0]);

        Assert.InRange(facts.BaseIso, 35, 70);
        Assert.Equal(16.38, facts.Diagonal, 0.02);
        Assert.Equal(23, facts.EquivalentFocalLength, 0.1);
        Assert.Equal(-1.63, facts.LightAgainstFullFrame, 0.02);
    }
}
