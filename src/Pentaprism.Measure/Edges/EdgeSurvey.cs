using System.Collections.Immutable;
using Pentaprism.Imaging;

namespace Pentaprism.Measure.Edges;

/// <summary>All edges of a picture, found and measured.</summary>
/// <param name="Measured">Measurements, edge by edge and within an edge channel by channel.</param>
/// <param name="Refused">Areas that were not measured, with the reason.</param>
public sealed record EdgeSurvey(ImmutableArray<EdgeMeasurement> Measured, ImmutableArray<RefusedEdge> Refused)
{
    // An edge alone in its picture that is at least so long is measured in all of it.
    private const double PartOfThePicture = 0.7;

    /// <summary>Finds and measures the edges of a picture.</summary>
    /// <param name="finding">The channels in which edges are searched.</param>
    /// <param name="channels">The channels to measure, of the same picture.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>The survey; empty where no edge was found.</returns>
    public static EdgeSurvey Of(IReadOnlyList<MeasuredChannel> finding, IReadOnlyList<MeasuredChannel> channels, EdgeSurveyOptions options, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var found = EdgeFinder.Find(finding, options.Finder, context);
        var (width, height) = (channels[0].Samples.Width, channels[0].Samples.Height);
        if (found.Length == 1 && 2 * found[0].HalfLength >= PartOfThePicture * Math.Min(width, height))
        {
            return Of(channels, [new PixelRectangle(0, 0, width, height)], options);
        }

        var results = new (PixelRectangle Area, string Channel, EdgeResult Result)[found.Length][];
        Bands.Run(context, 1 << 16, found.Length, 1, (first, _) =>
        {
            var edge = found[first];
            if (options.Mode == EdgeMode.Iso12233)
            {
                results[first] = Iso(channels, edge.Region(width, height), options);
                return;
            }

            var area = edge.Bounds(width, height);
            results[first] = [.. channels.Select(channel => (area, channel.Name, AccurateEdge.Measure(channel, area, edge.Line, edge.HalfLength, edge.Reach)))];
        });
        return Sorted(results.SelectMany(result => result));
    }

    /// <summary>Measures the one edge of each of several areas.</summary>
    /// <param name="channels">The channels to measure.</param>
    /// <param name="areas">The areas, each within the picture.</param>
    /// <param name="options">How; the finder is not used.</param>
    public static EdgeSurvey Of(IReadOnlyList<MeasuredChannel> channels, IEnumerable<PixelRectangle> areas, EdgeSurveyOptions options)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(options);
        return Sorted(areas.SelectMany(area => options.Mode == EdgeMode.Iso12233
            ? Iso(channels, area, options)
            : [.. channels.Select(channel => (area, channel.Name, AccurateEdge.Measure(channel, area)))]));
    }

    private static (PixelRectangle Area, string Channel, EdgeResult Result)[] Iso(IReadOnlyList<MeasuredChannel> channels, PixelRectangle area, EdgeSurveyOptions options)
    {
        if (area.Width < 24 || area.Height < 24)
        {
            return [(area, channels[0].Name, new EdgeResult($"the area around the edge is {area.Width} × {area.Height} pixels; at least 24 × 24 are needed"))];
        }

        var results = Iso12233Edge.Measure(channels, area, options.Iso);
        return [.. results.Select((result, i) => (area, i < channels.Count ? channels[i].Name : "Lum", result))];
    }

    private static EdgeSurvey Sorted(IEnumerable<(PixelRectangle Area, string Channel, EdgeResult Result)> results)
    {
        var (measured, refused) = (ImmutableArray.CreateBuilder<EdgeMeasurement>(), ImmutableArray.CreateBuilder<RefusedEdge>());
        foreach (var (area, channel, result) in results)
        {
            if (result.Edge is { } edge)
            {
                measured.Add(edge);
            }
            else
            {
                refused.Add(new RefusedEdge(area, channel, result.Refusal));
            }
        }

        return new EdgeSurvey(measured.ToImmutable(), refused.ToImmutable());
    }
}

/// <summary>An edge that was not measured.</summary>
/// <param name="Area">Where it is.</param>
/// <param name="Channel">In which channel.</param>
/// <param name="Reason">Why, with the limit that it broke.</param>
public sealed record RefusedEdge(PixelRectangle Area, string Channel, string Reason);

/// <summary>Options of <see cref="EdgeSurvey"/>.</summary>
public sealed record EdgeSurveyOptions
{
    /// <summary>Gets the method. The default is <see cref="EdgeMode.Accurate"/>.</summary>
    public EdgeMode Mode { get; init; } = EdgeMode.Accurate;

    /// <summary>Gets the options of the standard's method.</summary>
    public Iso12233Options Iso { get; init; } = new();

    /// <summary>Gets what edges are looked for.</summary>
    public EdgeFinderOptions Finder { get; init; } = new();
}
