using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Sensors;
using Pentaprism.Capture.Spectra;

namespace Pentaprism.Capture;

/// <summary>A camera's automatic before an even card far away: the exposure alone, nothing is photographed.</summary>
public static class CardMeter
{
    private const string DefaultLight = "D65";

    /// <summary>Finds the exposure.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="reflectance">What the card reflects of the light, above 0.</param>
    /// <param name="options">Light, focal length and read mode; exposure time and ISO where they are given.</param>
    /// <returns>How the sensor is read: exposure time and ISO with it. It is that of a <see cref="Photograph"/> of the card.</returns>
    /// <exception cref="ArgumentException">Mode, focal length, ISO or light are not to be had; the message says what there is.</exception>
    public static SensorReading Read(Camera camera, double reflectance, CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(options);
        var mode = SensorReading.ModeOf(camera.Sensor, options.Mode);
        var unexposed = SensorReading.Of(camera.Sensor, mode, 0, 1);
        var light = Light.Of(options.Light ?? DefaultLight);
        var white = SpectralEye.Of(camera.Sensor with { Filters = unexposed.Filters }).See(light.Spectrum).Max();
        var lux = Exposure.ImageLux(camera.Lens, camera.Lens.At(options.FocalLength).FNumber, options.Lux, 0);
        var (seconds, iso) = Exposure.Of(camera, mode, options, white * Photograph.PixelArea(unexposed) * lux, reflectance);
        return SensorReading.Of(camera.Sensor, mode, iso, seconds);
    }
}
