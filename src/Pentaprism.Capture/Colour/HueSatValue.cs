using Pentaprism.Imaging;

namespace Pentaprism.Capture.Colour;

/// <summary>Hue (0 to 6, red at 0), saturation and value of linear colours, as profile tables count them (DNG 1.7.1, chapter 6; Smith, SIGGRAPH 1978).</summary>
internal static class HueSatValue
{
    /// <summary>Gives hue, saturation and value; channels below 0 count as 0.</summary>
    public static (double Hue, double Saturation, double Value) Of(Vector3d rgb)
    {
        var (r, g, b) = (Math.Max(rgb.X, 0), Math.Max(rgb.Y, 0), Math.Max(rgb.Z, 0));
        var max = Math.Max(r, Math.Max(g, b));
        var range = max - Math.Min(r, Math.Min(g, b));
        if (range <= 0)
        {
            return (0, 0, max);
        }

        var hue = max == r ? (g - b) / range : max == g ? ((b - r) / range) + 2 : ((r - g) / range) + 4;
        return (hue < 0 ? hue + 6 : hue, range / max, max);
    }

    /// <summary>Gives the colour.</summary>
    public static Vector3d ToRgb(double hue, double saturation, double value)
    {
        double Channel(double offset)
        {
            var k = (hue + offset) % 6;
            return value - (value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }

        return new Vector3d(Channel(5), Channel(3), Channel(1));
    }
}
