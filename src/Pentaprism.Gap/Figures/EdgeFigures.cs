using System.Collections.Immutable;
using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;
using Pentaprism.Measure;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Gap.Figures;

/// <summary>What edges at one place of the field tell about detail.</summary>
/// <param name="Field">How far from the axis, 1 in the corner.</param>
/// <param name="Mtf50">Where the modulation transfer has fallen to one half, line pairs a picture height.</param>
/// <param name="Acutance">The transfer weighted with the eye's sensitivity, the picture seen from 1.5 of its heights.</param>
/// <param name="Overshoot">How far the edge spread swings beyond both levels at most, as a part of the contrast: the guard against sharpening.</param>
/// <param name="Curve">Frequency in line pairs a picture height, and transfer.</param>
/// <param name="Refusal">Why there is no figure; empty where there is.</param>
public sealed record EdgeFigures(
    double Field, Measured Mtf50, Measured Acutance, Measured Overshoot, ImmutableArray<(double Frequency, double Transfer)> Curve, string Refusal)
{
    /// <summary>Heights of the picture from which it is seen.</summary>
    public const double ViewingHeights = 1.5;

    private const int Points = 48;
    private const double LastCycles = 0.75;

    /// <summary>Measures the edges of one or more pictures of the same place.</summary>
    /// <param name="field">How far from the axis.</param>
    /// <param name="edges">Edges, each with the rows of its picture.</param>
    /// <param name="refusal">Why edges were not measured.</param>
    public static EdgeFigures Of(double field, IReadOnlyList<(EdgeMeasurement Edge, int Rows)> edges, string refusal)
    {
        ArgumentNullException.ThrowIfNull(edges);
        var used = edges.Where(edge => double.IsFinite(edge.Edge.Mtf50)).ToList();
        if (used.Count == 0)
        {
            return new EdgeFigures(field, Measured.Unknown, Measured.Unknown, Measured.Unknown, [], refusal.Length > 0 ? refusal : "no edge was found");
        }

        var viewing = new ViewingCondition(ViewingHeights);
        return new EdgeFigures(
            field,
            Measured.Mean(used.Select(edge => new Measured(edge.Edge.Mtf50 * edge.Rows, edge.Edge.Mtf50Deviation * edge.Rows))),
            Measured.Mean(used.Select(edge => new Measured(Measure.Edges.Acutance.Of(edge.Edge, edge.Rows, viewing), 0))),
            Measured.Mean(used.Select(edge => new Measured(Math.Max(edge.Edge.Overshoot, edge.Edge.Undershoot), 0))),
            [.. Enumerable.Range(0, Points + 1).Select(i => LastCycles * i / Points).Select(cycles => (cycles * used[0].Rows, used.Average(edge => edge.Edge.TransferAt(cycles * used[0].Rows / edge.Rows))))],
            "");
    }

    /// <summary>Finds and measures the edges of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    public static EdgeSurvey Survey(LinearPicture picture, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        MeasuredChannel[] light = [new("Y", picture.Luminance)];
        return EdgeSurvey.Of(light, light, new EdgeSurveyOptions(), context);
    }
}
