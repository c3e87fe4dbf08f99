namespace Pentaprism.Measure.Edges;

/// <summary>Where an edge runs: a line, or a very flat arc.</summary>
/// <param name="X">Column of its middle; pixel centres lie at integer + 0.5.</param>
/// <param name="Y">Row of its middle.</param>
/// <param name="Angle">Direction of its normal, which points to the bright side: radians from the x axis towards the y axis.</param>
/// <param name="Curvature">Bend, 1/pixel: the arc leaves the line by half of it times the squared distance from the middle.</param>
public readonly record struct EdgeLine(double X, double Y, double Angle, double Curvature = 0)
{
    /// <summary>Gets the angle of the edge from the nearest axis of the pixels, degrees, 0 to 45.</summary>
    public double SlantDegrees
    {
        get
        {
            var degrees = Math.Abs(Angle * 180 / Math.PI) % 90;
            return Math.Min(degrees, 90 - degrees);
        }
    }

    /// <summary>Gives how far a point lies from the edge and where along it.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <returns>Signed distance, positive on the bright side, and the place along the edge, both in pixels.</returns>
    public (double Across, double Along) Locate(double x, double y)
    {
        var (sine, cosine) = Math.SinCos(Angle);
        var (dx, dy) = (x - X, y - Y);
        var along = (dy * cosine) - (dx * sine);
        return ((dx * cosine) + (dy * sine) - (0.5 * Curvature * along * along), along);
    }
}
