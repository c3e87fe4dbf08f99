using System.Collections.Immutable;
using Pentaprism.Measure.Edges;
using Pentaprism.Measure.Numerics;

namespace Pentaprism.Measure.Fields;

/// <summary>How far one colour lies from green over the field, away from the middle of the picture: r (A0 + A1 r² + A2 r⁴), with r = 1 at the corner.</summary>
/// <param name="A0">Difference of scale.</param>
/// <param name="A1">Cubic term.</param>
/// <param name="A2">Term of the fifth order.</param>
/// <param name="CornerPixels">The shift at the corner, pixels.</param>
/// <param name="Before">Root mean square of the shifts across the edges, pixels.</param>
/// <param name="After">What the curve leaves of it.</param>
/// <param name="Points">Field and radial shift, pixels, of the edges that lie across the radius.</param>
public sealed record RadialShift(double A0, double A1, double A2, double CornerPixels, double Before, double After, ImmutableArray<(double Field, double Pixels)> Points)
{
    /// <summary>Gives the shift at a place of the field, as a part of half the diagonal.</summary>
    /// <param name="field">r, 0 to 1.</param>
    public double At(double field) => field * (A0 + (field * field * (A1 + (field * field * A2))));
}

/// <summary>Lateral colour of a lens from the edges of a chart: where red and blue edges lie against the green one, fitted along the radius.</summary>
/// <param name="Red">Red against green.</param>
/// <param name="Blue">Blue against green.</param>
/// <param name="Edges">Edges that all three colours have.</param>
/// <param name="HalfDiagonal">Half the diagonal of the picture, pixels: r = 1.</param>
public sealed record LateralColour(RadialShift Red, RadialShift Blue, int Edges, double HalfDiagonal)
{
    private const int LeastEdges = 8;
    private const int Unknowns = 3;

    // Along the radius an edge tells nothing of a radial shift; those with at least this cosine are drawn.
    private const double LeastCosine = 0.5;

    /// <summary>Fits the shifts of a survey.</summary>
    /// <param name="survey">Edges measured in R, G and B by <see cref="EdgeMode.Accurate"/>.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <returns>The lateral colour; null where fewer than eight edges have all three colours, or they do not cover the field.</returns>
    public static LateralColour? Of(EdgeSurvey survey, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(survey);
        var edges = survey.Measured.GroupBy(edge => edge.Area)
            .Select(group => group.ToDictionary(edge => edge.Channel))
            .Where(group => group.ContainsKey("R") && group.ContainsKey("G") && group.ContainsKey("B"))
            .ToList();
        var half = Math.Sqrt(((double)width * width) + ((double)height * height)) / 2;
        return edges.Count >= LeastEdges && Fit(edges, "R", width, height, half) is { } red && Fit(edges, "B", width, height, half) is { } blue
            ? new LateralColour(red, blue, edges.Count, half)
            : null;
    }

    private static RadialShift? Fit(List<Dictionary<string, EdgeMeasurement>> edges, string colour, int width, int height, double half)
    {
        var samples = edges.Select(edge => Sample(edge["G"].Line, edge[colour].Line, width / 2.0, height / 2.0, half)).ToList();
        var matrix = new double[Unknowns * samples.Count];
        var right = new double[samples.Count];
        for (var i = 0; i < samples.Count; i++)
        {
            var (r, cosine, shift) = samples[i];
            for (var k = 0; k < Unknowns; k++)
            {
                matrix[(k * samples.Count) + i] = cosine * half * Math.Pow(r, (2 * k) + 1);
            }

            right[i] = shift;
        }

        if (LeastSquares.Solve(matrix, right, Unknowns) is not { } a)
        {
            return null;
        }

        var curve = new RadialShift(a[0], a[1], a[2], half * (a[0] + a[1] + a[2]), 0, 0, []);
        return curve with
        {
            Before = Math.Sqrt(samples.Average(sample => sample.Shift * sample.Shift)),
            After = Math.Sqrt(samples.Average(sample => Math.Pow(sample.Shift - (sample.Cosine * half * curve.At(sample.Field)), 2))),
            Points = [.. samples.Where(sample => Math.Abs(sample.Cosine) >= LeastCosine).Select(sample => (sample.Field, sample.Shift / sample.Cosine)).OrderBy(point => point.Field)],
        };
    }

    // The field of the green edge, the cosine between its normal and the radius, and how far the other edge lies along the normal.
    private static (double Field, double Cosine, double Shift) Sample(EdgeLine green, EdgeLine other, double centreX, double centreY, double half)
    {
        var (dx, dy) = (green.X - centreX, green.Y - centreY);
        var radius = Math.Max(1e-9, Math.Sqrt((dx * dx) + (dy * dy)));
        var (sine, cosine) = Math.SinCos(green.Angle);
        return (radius / half, ((dx * cosine) + (dy * sine)) / radius, green.Locate(other.X, other.Y).Across);
    }
}
