using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Sensors;
using Pentaprism.Imaging;

namespace Pentaprism.Capture;

/// <summary>The exposure of a capture: given, or such that the mean of the scene lies where the standard puts a grey card.</summary>
internal static class Exposure
{
    // ISO 12232: a card of 18 % lies 1/√2 below the output of a scene whose white fills the scale, 0.18 / √2 of full scale.
    private const double GreyOfFullScale = 0.127;

    // Lamps and the sun count as this many times white, so that they do not darken all else.
    private const double BrightestCounted = 3;

    private const double ShortestSeconds = 1e-5;

    /// <summary>Gives exposure time and ISO.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="mode">Its read mode.</param>
    /// <param name="options">What is given.</param>
    /// <param name="electronsPerSecond">Electrons that white makes in a pixel of the file in a second.</param>
    /// <param name="mean">Mean of the scene, relative to white.</param>
    public static (double Seconds, double Iso) Of(Camera camera, ReadMode mode, CaptureOptions options, double electronsPerSecond, double mean)
    {
        var baseIso = SensorReading.BaseIsoOf(camera.Sensor, mode);
        var full = SensorReading.Of(camera.Sensor, mode, 0, 1).ElectronsToWhite;

        // Time × gain.
        var wanted = GreyOfFullScale * full / Math.Max(electronsPerSecond * mean, 1e-12) * Math.Pow(2, options.Compensation);
        var seconds = options.ExposureSeconds
            ?? (options.Iso is { } given ? Math.Clamp(wanted * baseIso / given, ShortestSeconds, 3600) : Math.Clamp(wanted, ShortestSeconds, camera.Tuning.LongestExposure.Value));
        var iso = options.Iso ?? (baseIso * Math.Clamp(wanted / seconds, 1, camera.Tuning.LargestGain.Value));
        return (seconds, iso);
    }

    /// <summary>Gives the illuminance on the middle of the sensor where the scene is white, lux.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="fNumber">Its f-number.</param>
    /// <param name="lux">The light on the scene.</param>
    /// <param name="magnification">Size of the image over that of the scene, 0 for a distant one.</param>
    public static double ImageLux(CameraLens lens, double fNumber, double lux, double magnification) =>
        lux * lens.Transmission.Value / (4 * fNumber * fNumber * (1 + magnification) * (1 + magnification));

    /// <summary>Gives the mean of a scene, relative to white, brightest parts bounded.</summary>
    /// <param name="plane">The plane of the most sensitive colour.</param>
    /// <param name="frame">The picture within it.</param>
    /// <param name="white">What white gives.</param>
    public static double Mean(Plane<float> plane, SceneFrame frame, double white)
    {
        var (sum, most) = (0.0, (float)(white * BrightestCounted));
        for (var y = 0; y < frame.Height; y++)
        {
            var line = 0.0;
            foreach (var sample in plane.Row(y + frame.Margin).Slice(frame.Margin, frame.Width))
            {
                line += Math.Min(sample, most);
            }

            sum += line;
        }

        return sum / ((double)frame.Width * frame.Height * white);
    }
}
