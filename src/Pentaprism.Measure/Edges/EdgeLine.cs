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
    public (double Across, double Along) Locate(double x, double y) => new EdgeFrame(this).Locate(x, y);
}

/// <summary>A line with the sine and cosine of its normal, for many points.</summary>
internal readonly struct EdgeFrame
{
    private readonly double _sine;
    private readonly double _cosine;
    private readonly double _x;
    private readonly double _y;
    private readonly double _half;

    /// <summary>Prepares a line.</summary>
    /// <param name="line">The line.</param>
    public EdgeFrame(EdgeLine line)
    {
        (_sine, _cosine) = Math.SinCos(line.Angle);
        (_x, _y, _half) = (line.X, line.Y, 0.5 * line.Curvature);
    }

    /// <summary>Gives the same as <see cref="EdgeLine.Locate"/>.</summary>
    public (double Across, double Along) Locate(double x, double y)
    {
        var (dx, dy) = (x - _x, y - _y);
        var along = (dy * _cosine) - (dx * _sine);
        return ((dx * _cosine) + (dy * _sine) - (_half * along * along), along);
    }
}
