using System.Collections.Immutable;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Colour;

/// <summary>How much each calibration of a profile counts under a white.</summary>
/// <remarks>
/// Two calibrations mix linearly in reciprocal temperature, the nearer one alone outside their range (DNG 1.7.1, chapter 6). For three, the
/// specification gives no formula; the rule here is the inverse square distance in (1/temperature, tint), smoothed, that Adobe's readers follow.
/// Nothing depends on the order in which the calibrations stand in the file.
/// </remarks>
internal static class CalibrationWeights
{
    /// <summary>Gives the weights, in the order of the calibrations; their sum is 1.</summary>
    public static double[] For(ImmutableArray<ProfileCalibration> calibrations, Chromaticity white) => calibrations.Length switch
    {
        0 => [],
        1 => [1],
        2 => ForTwo(calibrations[0], calibrations[1], ColourTemperature.FromChromaticity(white).Kelvin),
        _ => ForThree(calibrations, ColourTemperature.FromChromaticity(white)),
    };

    /// <summary>Gives the temperature of a calibration's light.</summary>
    /// <remarks>For the codes of EXIF LightSource the round temperatures that DNG readers use, else that of the white.</remarks>
    public static double Kelvin(ProfileCalibration calibration) => calibration.Illuminant switch
    {
        1 or 4 or 9 or 18 or 20 => 5500,
        2 => 4150,
        3 or 17 => 2850,
        10 or 19 or 21 => 6500,
        11 or 22 => 7500,
        12 => 6400,
        13 => 5050,
        14 => 4150,
        15 => 3525,
        16 => 2925,
        23 => 5000,
        24 => 3200,
        _ => ColourTemperature.FromChromaticity(calibration.White).Kelvin,
    };

    private static double[] ForTwo(ProfileCalibration first, ProfileCalibration second, double kelvin)
    {
        var (a, b) = (1 / Kelvin(first), 1 / Kelvin(second));
        var share = a == b ? 0.5 : Math.Clamp(((1 / kelvin) - b) / (a - b), 0, 1);
        return [share, 1 - share];
    }

    private static double[] ForThree(ImmutableArray<ProfileCalibration> calibrations, ColourTemperature white)
    {
        // A distance of zero must not divide; and a weight below 2 % is noise of the far calibration.
        const double NearestDistance = 1e-8;
        const double LeastWeight = 0.02;
        var (x, y) = Place(white);
        var weights = calibrations.Select(calibration =>
        {
            var (cx, cy) = Place(ColourTemperature.FromChromaticity(calibration.White));
            return 1 / (((x - cx) * (x - cx)) + ((y - cy) * (y - cy)) + NearestDistance);
        }).ToArray();
        Normalise(weights);
        for (var i = 0; i < weights.Length; i++)
        {
            var smooth = weights[i] * weights[i] * (3 - (2 * weights[i]));
            weights[i] = Math.Max(0, (smooth - LeastWeight) / (1 - LeastWeight));
        }

        Normalise(weights);
        return weights;
    }

    // The plane in which lights are compared: 1500 K is 1, and 200 units of tint are as far as that.
    private static (double X, double Y) Place(ColourTemperature light) => (Math.Min(1500 / light.Kelvin, 1), light.Tint / 200);

    private static void Normalise(double[] weights)
    {
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }
    }
}
