using System.Collections.Immutable;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class CalibrationWeightsTests
{
    private static readonly ImmutableArray<ProfileCalibration> _three =
    [
        Cameras.Calibration(21, Chromaticity.D65, Cameras.PhoneD65),
        Cameras.Calibration(17, new Chromaticity(0.44757, 0.40745), Cameras.PhoneA),
        Cameras.Calibration(255, new Chromaticity(0.3457, 0.3585), Cameras.PhoneD65),
    ];

    [Theory]
    [InlineData(2000, 1)]
    [InlineData(2850, 1)]
    [InlineData(6500, 0)]
    [InlineData(12000, 0)]
    public void Outside_the_range_the_nearer_calibration_stands_alone(double kelvin, double warm)
    {
        var weights = CalibrationWeights.For(Cameras.Phone.Calibrations, new ColourTemperature(kelvin, 5).ToChromaticity());
        Assert.Equal(warm, weights[0], 1e-3);
        Assert.Equal(1 - warm, weights[1], 1e-3);
    }

    [Fact]
    public void Two_calibrations_mix_linearly_in_mired()
    {
        // 4000 K is 250 mired; A 350.88 and D65 153.85 mired.
        var weights = CalibrationWeights.For(Cameras.Phone.Calibrations, new ColourTemperature(4000, 0).ToChromaticity());
        Assert.Equal((250 - (1e6 / 6500)) / ((1e6 / 2850) - (1e6 / 6500)), weights[0], 1e-3);
    }

    [Fact]
    public void At_one_of_three_lights_its_calibration_stands_alone()
    {
        for (var i = 0; i < 3; i++)
        {
            var weights = CalibrationWeights.For(_three, _three[i].White);
            Assert.Equal(1, weights[i], 1e-3);
            Assert.Equal(1, weights.Sum(), 1e-12);
        }
    }

    [Fact]
    public void Three_calibrations_change_hands_in_the_order_of_their_lights()
    {
        // From warm to cool: first A (index 1), then D50 (2), then D65 (0), and the weight of A only falls.
        var kelvins = Enumerable.Range(0, 60).Select(i => 2700.0 + (70 * i)).ToArray();
        var weights = kelvins.Select(k => CalibrationWeights.For(_three, new ColourTemperature(k, 0).ToChromaticity())).ToArray();
        Assert.True(weights.Zip(weights.Skip(1)).All(pair => pair.Second[1] <= pair.First[1] + 1e-3));
        int Winner(double kelvin) => Array.IndexOf(CalibrationWeights.For(_three, ColourTemperature.Daylight(kelvin)), CalibrationWeights.For(_three, ColourTemperature.Daylight(kelvin)).Max());
        Assert.Equal(1, Array.IndexOf(weights[0], weights[0].Max()));
        Assert.Equal(2, Winner(5000));
        Assert.Equal(0, Winner(7500));
    }
}
