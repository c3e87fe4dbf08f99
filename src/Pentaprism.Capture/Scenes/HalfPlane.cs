namespace Pentaprism.Capture.Scenes;

/// <summary>How much of a pixel lies on one side of a straight line, exactly.</summary>
internal static class HalfPlane
{
    /// <summary>Gives the share of a unit square on the side that the normal points to.</summary>
    /// <param name="distance">Of the square's centre from the line, positive on that side.</param>
    /// <param name="normalX">Unit normal.</param>
    /// <param name="normalY">Unit normal.</param>
    public static double Coverage(double distance, double normalX, double normalY)
    {
        var (a, b) = (Math.Abs(normalX), Math.Abs(normalY));
        (a, b) = a < b ? (b, a) : (a, b);
        var d = Math.Abs(distance);
        var beyond = d >= (a + b) / 2 ? 0
            : d <= (a - b) / 2 ? 0.5 - (d / a)
            : Math.Pow(((a + b) / 2) - d, 2) / (2 * a * b);
        return distance >= 0 ? 1 - beyond : beyond;
    }
}
