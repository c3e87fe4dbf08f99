using Pentaprism.Optics.Tolerances;

namespace Pentaprism.Optics.Tests.Tolerances;

public sealed class ToleranceFileTests
{
    [Fact]
    public void Every_preset_is_written_and_read_back_as_it_was()
    {
        Assert.All(TolerancePresets.All, preset =>
        {
            var grades = Read(ToleranceFile.Write(preset));
            Assert.Equal(preset, grades with { Surfaces = preset.Surfaces });
            Assert.Empty(grades.Surfaces);
        });
    }

    [Fact]
    public void A_file_starts_from_its_base_and_single_surfaces_from_the_file()
    {
        var grades = Read("""
            {
              "base": "phone", // what the moulder promised
              "thickness": 0.002,
              "distribution": "uniform",
              "compensators": ["focus", "sensorTilt"],
              "surfaces": { "3": { "surfaceDecentre": 0.0005 } },
            }
            """);

        Assert.Equal((0.002, TolerancePresets.Phone.AirGap), (grades.Thickness, grades.AirGap));
        Assert.Equal(ToleranceDistribution.Uniform, grades.Distribution);
        Assert.Equal(ToleranceCompensators.Focus | ToleranceCompensators.SensorTilt, grades.Compensators);
        Assert.Equal((0.0005, 0.002), (grades.Surfaces[3].SurfaceDecentre, grades.Surfaces[3].Thickness));
    }

    [Theory]
    [InlineData("{ \"thicknes\": 0.1 }", "thicknes")]
    [InlineData("{ \"thickness\": -0.1 }", "thickness")]
    [InlineData("{ \"thickness\": \"0.1\" }", "thickness")]
    [InlineData("{ \"base\": \"cheap\" }", "phone")]
    [InlineData("{ \"distribution\": \"gauss\" }", "normal")]
    [InlineData("{ \"compensators\": \"focus\" }", "compensators")]
    [InlineData("{ \"surfaces\": { \"front\": {} } }", "surfaces.front")]
    [InlineData("{ \"surfaces\": { \"2\": { \"tilt\": 1 } } }", "surfaces.2.tilt")]
    [InlineData("[]", "object")]
    [InlineData("{\n\"thickness\": 0.1,\n,}", "line 3")]
    public void What_is_wrong_is_named_with_its_place(string text, string named)
    {
        var problem = Assert.Throws<LensFileException>(() => Read(text));

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    private static ToleranceGrades Read(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ToleranceFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
