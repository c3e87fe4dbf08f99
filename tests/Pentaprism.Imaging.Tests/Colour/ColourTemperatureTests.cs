using System.Globalization;
using Pentaprism.TestSupport;

namespace Pentaprism.Imaging.Tests.Colour;

public sealed class ColourTemperatureTests
{
    [DataFact("measure/colour/illuminant_xy_cct.csv")]
    public void Illuminants_have_the_temperatures_of_an_independent_program()
    {
        foreach (var cells in File.ReadLines(TestData.Path("measure/colour/illuminant_xy_cct.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var found = ColourTemperature.FromChromaticity(new Chromaticity(Number(cells[1]), Number(cells[2])));

            // The file's last columns are Robertson's; six digits of x leave about 1 K, other interpolation of the slope 2e-5 of tint.
            Assert.Equal(Number(cells[6]), found.Kelvin, 2.5);
            Assert.Equal(Number(cells[7]) * 3000, found.Tint, 0.1);
        }
    }

    [Fact]
    public void A_white_goes_there_and_back()
    {
        for (var kelvin = 1700; kelvin < 40000; kelvin += 150)
        {
            for (var tint = -60; tint <= 60; tint += 20)
            {
                var back = ColourTemperature.FromChromaticity(new ColourTemperature(kelvin, tint).ToChromaticity());

                // Between two lines the way back divides angles, not lengths: half a mired at most, far from the locus.
                Assert.Equal(1e6 / kelvin, 1e6 / back.Kelvin, 0.5);
                Assert.Equal(tint, back.Tint, 0.05);
            }
        }
    }

    [Fact]
    public void Daylight_is_greener_than_a_black_body()
    {
        var daylight = ColourTemperature.FromChromaticity(ColourTemperature.Daylight(5503));
        Assert.Equal(5500, daylight.Kelvin, 10.0);
        Assert.Equal(10, daylight.Tint, 0.5);
    }

    [Fact]
    public void Daylight_passes_through_its_illuminants()
    {
        // CIE 15: nominal temperatures times 1.4388/1.4380; the y of the series' formula is that of the tables to 0.00013.
        Assert.Equal(0.3127, ColourTemperature.Daylight(6500 * 1.4388 / 1.4380).X, 1e-4);
        Assert.Equal(0.3290, ColourTemperature.Daylight(6500 * 1.4388 / 1.4380).Y, 2e-4);
        Assert.Equal(0.3457, ColourTemperature.Daylight(5000 * 1.4388 / 1.4380).X, 1e-4);
        Assert.Equal(0.3585, ColourTemperature.Daylight(5000 * 1.4388 / 1.4380).Y, 2e-4);
    }

    [Fact]
    public void Daylight_is_continuous_where_its_two_formulas_meet() =>
        Assert.Equal(ColourTemperature.Daylight(6999.999).X, ColourTemperature.Daylight(7000.001).X, 2e-5);

    [DataFact("measure/colour/cmf_cie1931_2deg_5nm.csv")]
    public void Black_bodies_agree_with_the_integral_of_Planck()
    {
        var observer = File.ReadLines(TestData.Path("measure/colour/cmf_cie1931_2deg_5nm.csv")).Skip(1)
            .Select(line => line.Split(',').Select(Number).ToArray()).ToArray();
        for (var kelvin = 1700.0; kelvin <= 15000; kelvin += 190)
        {
            var sum = default(Vector3d);
            foreach (var row in observer)
            {
                var metres = row[0] * 1e-9;
                sum += new Vector3d(row[1], row[2], row[3]) * (Math.Pow(row[0] / 560, -5) / (Math.Exp(1.4388e-2 / (metres * kelvin)) - 1));
            }

            var exact = Chromaticity.FromXyz(sum);
            Assert.Equal(exact.X, ColourTemperature.Planckian(kelvin).X, 4e-4);
            Assert.Equal(exact.Y, ColourTemperature.Planckian(kelvin).Y, 4e-4);

            // Every isotemperature line is right: a misprint in the table shows as tint or as a jump in temperature.
            var found = ColourTemperature.FromChromaticity(exact);
            Assert.Equal(1e6 / kelvin, 1e6 / found.Kelvin, 0.4);
            Assert.Equal(0, found.Tint, 0.6);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
