using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Sensors;

namespace Pentaprism.Gap.Plan;

/// <summary>A camera that takes part: one of the catalogue, or one with a part swapped.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Module">The module it belongs to.</param>
/// <param name="Camera">The camera; the first read mode of its sensor is used.</param>
public sealed record GapCamera(string Name, CameraModule Module, Camera Camera)
{
    /// <summary>Gets the focal length in mm and the f-number.</summary>
    public (double FocalLength, double FNumber) Setting => Camera.Lens.At(null);

    /// <summary>Gets the light-sensitive area, mm².</summary>
    public double Area => CameraFacts.Of(Camera).Area;

    /// <summary>Gets columns and rows of its files.</summary>
    public (int Columns, int Rows) Size
    {
        get
        {
            var reading = SensorReading.Of(Camera.Sensor, Camera.Sensor.Modes[0], 0, 1);
            return (reading.Columns, reading.Rows);
        }
    }

    /// <summary>Gets the light that a scene of one lux lays on the whole sensor, but for what the glass swallows: area over squared f-number, mm².</summary>
    public double Light => Area / (Setting.FNumber * Setting.FNumber);

    /// <summary>Gets a value indicating whether one of its numbers is a placeholder, so that what rests on it is indicative.</summary>
    public bool IsIndicative => CameraFacts.Of(Camera).Counts.Placeholder > 0;

    /// <summary>Gives the camera with its aperture closed until it gathers so much light.</summary>
    /// <param name="light">Area over squared f-number, mm²; where the camera gathers less it stays as it is.</param>
    /// <returns>The camera behind its closed aperture.</returns>
    public GapCamera StoppedDownTo(double light)
    {
        var factor = Math.Sqrt(Light / light);
        return factor <= 1 + 1e-9
            ? this
            : this with { Camera = Camera with { Lens = Camera.Lens.StoppedDown(factor) } };
    }
}
