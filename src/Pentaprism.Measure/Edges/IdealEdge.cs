namespace Pentaprism.Measure.Edges;

/// <summary>An ideal edge in a picture: where it runs, its levels and its blur.</summary>
/// <param name="Line">Where it runs.</param>
/// <param name="Dark">The level of the dark side.</param>
/// <param name="Contrast">How much brighter the bright side is.</param>
/// <param name="Sigma">Standard deviation of the blur, pixels, the pixel's own aperture not counted.</param>
/// <param name="Tail">The part of the light in the tails.</param>
internal sealed record IdealEdge(EdgeLine Line, double Dark, double Contrast, double Sigma, double Tail = 0)
{
    private const double LeastSigma = 0.05;
    private const double LargestTail = 0.6;

    /// <summary>Gets its spread.</summary>
    public EdgeModel Model => new(Sigma, Line.Angle, Tail);

    /// <summary>Gives the edge a step further, as far as its numbers may go.</summary>
    /// <param name="step">Changes of dark, contrast, offset, angle, curvature and log σ; with a seventh number that of the tail.</param>
    public IdealEdge Moved(ReadOnlySpan<double> step)
    {
        var (sine, cosine) = Math.SinCos(Line.Angle);
        var offset = Math.Clamp(step[2], -2, 2);
        var line = new EdgeLine(Line.X + (offset * cosine), Line.Y + (offset * sine), Line.Angle + Math.Clamp(step[3], -0.1, 0.1), Line.Curvature + step[4]);
        var sigma = Math.Max(LeastSigma, Sigma * Math.Exp(Math.Clamp(step[5], -0.7, 0.7)));
        return new IdealEdge(line, Dark + step[0], Contrast + step[1], sigma, step.Length > 6 ? Math.Clamp(Tail + step[6], 0, LargestTail) : Tail);
    }
}
