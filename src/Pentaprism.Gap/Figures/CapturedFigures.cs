using System.Collections.Immutable;
using Pentaprism.Darkroom;
using Pentaprism.Files;
using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Developments;
using Pentaprism.Imaging;
using Pentaprism.Measure;
using Pentaprism.Measure.Charts;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Gap.Figures;

/// <summary>Measures captures that the user took: the ColorCheckers and slanted edges that are found in them.</summary>
/// <param name="context">Memory, workers, progress and cancellation.</param>
public sealed class CapturedFigures(ProcessingContext context)
{
    // An edge counts for a place of the field where it lies so near.
    private const double FieldReach = 0.15;

    // Half the side of the part of a patch that is read, of the pitch of the patches.
    private const double HalfSide = 0.2;

    /// <summary>Measures.</summary>
    /// <param name="captures">The captures, each one frame or a burst.</param>
    /// <param name="recipe">How they are developed.</param>
    /// <param name="frames">How many frames of each are used at most.</param>
    /// <returns>The figures: those of the capture whose chart is best for noise and colour, those of all captures for edges.</returns>
    /// <exception cref="ImageFileException">A capture cannot be developed, or none of them shows a chart or an edge.</exception>
    public PictureFigures Of(IReadOnlyList<IReadOnlyList<string>> captures, Recipe recipe, int frames)
    {
        ArgumentNullException.ThrowIfNull(captures);
        var edges = new List<(EdgeMeasurement Edge, double Radius, int Rows)>();
        var (noise, colour, used) = ((NoiseCurve?)null, (ColourFigures?)null, frames);
        foreach (var capture in captures)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string[] files = [.. capture.Take(frames)];
            context.Progress?.Report(Path.GetFileName(files[0]));
            var (picture, count) = Development.ToLinear(files, Development.Linear(recipe), null, context);
            used = Math.Min(used, count);
            using (picture)
            {
                edges.AddRange(Edges(picture));
                if (Chart(picture) is not { } chart)
                {
                    continue;
                }

                colour = ColourFigures.Of(chart.Patches);
                using var plain = Development.ToLinear(files, Development.Plain(recipe), null, context).Picture;
                noise = Noise(plain, chart.Chart) ?? noise;
            }
        }

        return edges.Count == 0 && colour is null
            ? throw new ImageFileException(captures[0][0], "", "neither this nor the other captures beside it show a ColorChecker or a slanted edge: nothing can be compared")
            : new PictureFigures { Noise = noise, Colour = colour, Edges = Sorted(edges), FramesUsed = used };
    }

    private IEnumerable<(EdgeMeasurement Edge, double Radius, int Rows)> Edges(LinearPicture picture)
    {
        var (width, height) = (picture.Luminance.Width, picture.Luminance.Height);
        var corner = double.Hypot(width, height) / 2;
        return EdgeFigures.Survey(picture, context).Measured.Select(edge => (edge, double.Hypot(edge.Line.X - (width / 2.0), edge.Line.Y - (height / 2.0)) / corner, picture.Rows));
    }

    private static ImmutableArray<EdgeFigures> Sorted(List<(EdgeMeasurement Edge, double Radius, int Rows)> edges) =>
    [
        .. GapChart.Fields.Select(field => EdgeFigures.Of(
            field,
            [.. edges.Where(edge => Math.Abs(edge.Radius - field) <= FieldReach && GapChart.Fields.MinBy(other => Math.Abs(other - edge.Radius)) == field).Select(edge => (edge.Edge, edge.Rows))],
            "")),
    ];

    private (FoundChart Chart, ImmutableArray<MeasuredPatch> Patches)? Chart(LinearPicture picture)
    {
        MeasuredChannel[] channels = [new("R", picture.Colours.Red), new("G", picture.Colours.Green), new("B", picture.Colours.Blue)];
        return ChartFinder.Find(channels, context) is { } chart && PatchReader.Read(channels, chart) is { } patches ? (chart, patches) : null;
    }

    // The six greys, from white to black.
    private static NoiseCurve? Noise(LinearPicture picture, FoundChart chart) => NoiseCurve.Of(
        Enumerable.Range(ColourChecker.White, ColourChecker.Columns).Select(index =>
        {
            var (x, y) = chart.Middles[index];
            var (right, down) = (chart.Place.Map((index % ColourChecker.Columns) + HalfSide, index / ColourChecker.Columns), chart.Place.Map(index % ColourChecker.Columns, (index / ColourChecker.Columns) + HalfSide));
            var middle = chart.Place.Map(index % ColourChecker.Columns, index / ColourChecker.Columns);
            var half = Math.Min(double.Hypot(right.X - middle.X, right.Y - middle.Y), double.Hypot(down.X - middle.X, down.Y - middle.Y));
            var area = new PixelRectangle((int)(x - half), (int)(y - half), (int)(2 * half), (int)(2 * half));
            return new PixelRectangle(0, 0, picture.Luminance.Width, picture.Luminance.Height).Contains(area)
                ? NoisePatch.Of(picture, area, ColourChecker.Patches[index].Xyz.Y)
                : null;
        }).OfType<NoisePatch>());
}
