using Pentaprism.Capture.Cameras;

namespace Pentaprism.Capture;

/// <summary>What a camera sees of the world in front of it. Two cameras with one framing take the same picture, each with its own pixels.</summary>
/// <param name="Height">Height of what is seen at a distance of 1, before the lens distorts it: 2 tan of half the vertical angle of view.</param>
/// <param name="Aspect">Width over height.</param>
public sealed record Framing(double Height, double Aspect)
{
    /// <summary>Gets the vertical angle of view, degrees.</summary>
    public double VerticalDegrees => 2 * Math.Atan(Height / 2) * 180 / Math.PI;

    /// <summary>Gives the framing of a camera.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="options">Focal length, mode and size of the capture.</param>
    /// <returns>The framing.</returns>
    /// <exception cref="ArgumentException">Mode, size or focal length are not to be had.</exception>
    public static Framing Of(Camera camera, CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(options);
        var reading = Reading(camera, options);
        var (width, height) = PartOfSensor.SizeOf(reading, options.Size);
        return new Framing(height * reading.PixelPitch / 1000 / camera.Lens.At(options.FocalLength).FocalLength, (double)width / height);
    }

    /// <summary>Sets another camera up so that it sees the same: a zoom is drawn out as far as it goes, and of the picture the middle is kept.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="options">How it captures otherwise; a focal length that is given stays.</param>
    /// <returns>The options with focal length and size, which are even numbers and so right to a pixel.</returns>
    /// <exception cref="ArgumentException">The camera does not see as much; the message says what it sees.</exception>
    public CaptureOptions For(Camera camera, CaptureOptions options)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(options);
        var reading = Reading(camera, options);
        var pitch = reading.PixelPitch / 1000;
        var settings = camera.Lens.Settings;
        var longest = Math.Min(reading.Rows * pitch / Height, reading.Columns * pitch / (Height * Aspect));
        var focal = options.FocalLength ?? Math.Clamp(longest, settings[0].FocalLength.Value, settings[^1].FocalLength.Value);
        var rows = Even(focal * Height / pitch);
        var columns = Even(rows * Aspect);
        return rows <= reading.Rows && columns <= reading.Columns
            ? options with { FocalLength = focal, Size = (columns, rows) }
            : throw new ArgumentException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{camera.Name} at {focal:0.##} mm sees {Of(camera, options with { FocalLength = focal, Size = null }).VerticalDegrees:0.0}° from top to bottom; the framing is {VerticalDegrees:0.0}° with sides of {Aspect:0.00} to 1"));
    }

    private static Sensors.SensorReading Reading(Camera camera, CaptureOptions options) =>
        Sensors.SensorReading.Of(camera.Sensor, Sensors.SensorReading.ModeOf(camera.Sensor, options.Mode), 0, 1);

    private static int Even(double value) => 2 * (int)Math.Round(value / 2);
}
