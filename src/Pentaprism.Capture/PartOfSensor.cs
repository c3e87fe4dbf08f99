using Pentaprism.Capture.Sensors;
using Pentaprism.Imaging;

namespace Pentaprism.Capture;

/// <summary>What part of a sensor is written.</summary>
internal static class PartOfSensor
{
    /// <summary>Gets the size of the written part: that which is asked for, or all.</summary>
    /// <exception cref="ArgumentException">The mode has not as many pixels.</exception>
    public static (int Width, int Height) SizeOf(SensorReading reading, (int Width, int Height)? size)
    {
        var (width, height) = size ?? (reading.Columns, reading.Rows);
        return width >= 16 && height >= 16 && width <= reading.Columns && height <= reading.Rows
            ? (width, height)
            : throw new ArgumentException($"a size of {width} × {height} cannot be had; mode '{reading.Mode.Name}' has {reading.Columns} × {reading.Rows}", nameof(size));
    }

    /// <summary>Gets the written part, its corner on a whole repeat of the filters.</summary>
    /// <exception cref="ArgumentException">The mode has not as many pixels.</exception>
    public static PixelRectangle AreaOf(SensorReading reading, (int Width, int Height)? size, (double X, double Y) centre)
    {
        var (width, height) = SizeOf(reading, size);
        int Start(int whole, int part, double place, int repeat) =>
            (int)Math.Clamp(((whole - part) / 2) + Math.Round(place * whole / 2), 0, whole - part) / repeat * repeat;
        return new PixelRectangle(
            Start(reading.Columns, width, centre.X, reading.Filters.Columns), Start(reading.Rows, height, centre.Y, reading.Filters.Rows), width, height);
    }

    /// <summary>Gets where the axis of the lens meets the sensor, pixels from the upper left corner of the written part.</summary>
    public static (double X, double Y) AxisOf(SensorReading reading, PixelRectangle area) => ((reading.Columns / 2.0) - area.Left, (reading.Rows / 2.0) - area.Top);

    /// <summary>Gets the distance of the farthest corner of the written part from the axis, pixels.</summary>
    public static double Farthest(PixelRectangle area, (double X, double Y) axis) =>
        double.Hypot(Math.Max(axis.X, area.Width - axis.X), Math.Max(axis.Y, area.Height - axis.Y));
}
