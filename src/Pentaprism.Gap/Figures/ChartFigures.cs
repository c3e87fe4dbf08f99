using Pentaprism.Capture.Scenes;
using Pentaprism.Darkroom;
using Pentaprism.Gap.Captures;
using Pentaprism.Gap.Developments;
using Pentaprism.Gap.Plan;
using Pentaprism.Imaging;
using Pentaprism.Measure.Edges;

namespace Pentaprism.Gap.Figures;

/// <summary>Photographs the charts with a simulated camera, develops them and measures them.</summary>
/// <param name="bench">Takes the captures.</param>
/// <param name="options">Sizes, light, repeats.</param>
/// <param name="fewestRows">Rows of the camera that has the fewest.</param>
/// <param name="context">Memory, workers, progress and cancellation.</param>
public sealed class ChartFigures(CaptureBench bench, GapOptions options, int fewestRows, ProcessingContext context)
{
    private readonly Dictionary<GapChart, RgbPlanes> _truths = [];

    /// <summary>Measures.</summary>
    /// <param name="shot">How the camera photographs.</param>
    /// <param name="rendition">How its captures are developed.</param>
    /// <param name="wanted">What is measured.</param>
    public PictureFigures Of(Shot shot, Rendition rendition, Wanted wanted)
    {
        ArgumentNullException.ThrowIfNull(shot);
        ArgumentNullException.ThrowIfNull(rendition);
        var used = rendition.Frames;
        LinearPicture Developed(Shot from, GapChart chart, Recipe recipe)
        {
            var (picture, frames) = Development.ToLinear(bench.Take(context, from, chart, rendition.Frames), recipe, from.Camera.Size, context);
            used = Math.Min(used, frames);
            if (chart.Scene is not FramedScene)
            {
                return picture;
            }

            using (picture)
            {
                return picture.Part(chart.Inside, context);
            }
        }

        T Measure<T>(GapChart chart, Recipe recipe, Func<LinearPicture, T> measure)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var picture = Developed(shot, chart, recipe);
            return measure(picture);
        }

        var (linear, rows) = (Development.Linear(rendition.Recipe), (double)shot.Camera.Size.Rows / fewestRows);
        var figures = new PictureFigures
        {
            Noise = wanted.HasFlag(Wanted.Noise) ? Measure(GapChart.Wedge(options, rows), Development.Plain(rendition.Recipe), Noise) : null,
            Edges = wanted.HasFlag(Wanted.Edges) ? [.. GapChart.Fields.Select(field => Edges(shot, field, (from, chart) => Developed(from, chart, linear)))] : [],
            Texture = wanted.HasFlag(Wanted.Texture) ? Measure(GapChart.Texture(options, rows), linear, picture => Texture(rows, picture)) : null,
            Colour = wanted.HasFlag(Wanted.Colour) ? Measure(GapChart.Colour, linear, Colour) : null,
            Residual = wanted.HasFlag(Wanted.Residual) ? Measure(GapChart.Card, linear, picture => ResidualNoise.Of(picture, context)) : null,
        };
        return figures with { FramesUsed = used };
    }

    private EdgeFigures Edges(Shot shot, double field, Func<Shot, GapChart, LinearPicture> develop)
    {
        var edges = new List<(EdgeMeasurement Edge, int Rows)>();
        var refusal = "";
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var picture = develop(shot.Again(repeat), GapChart.Edge(options, field));
            var survey = EdgeFigures.Survey(picture, context);
            edges.AddRange(survey.Measured.Select(edge => (edge, picture.Rows)));
            refusal = survey.Refused.Select(refused => refused.Reason).FirstOrDefault(refusal);
        }

        return EdgeFigures.Of(field, edges, refusal);
    }

    private static NoiseCurve? Noise(LinearPicture picture)
    {
        var (width, height) = (picture.Luminance.Width, picture.Luminance.Height);
        return NoiseCurve.Of(Enumerable.Range(0, StepWedgeScene.Steps).Select(step =>
        {
            var (left, top, right, bottom) = StepWedgeScene.Inside(step, (double)width / height);
            var (x, y) = ((int)Math.Ceiling((left * height) + (width / 2.0)), (int)Math.Ceiling((top + 0.5) * height));
            var area = new PixelRectangle(x, y, (int)((right * height) + (width / 2.0)) - x, (int)((bottom + 0.5) * height) - y);
            return NoisePatch.Of(picture, area, StepWedgeScene.Reflectance(step));
        }).OfType<NoisePatch>());
    }

    private TextureFigures Texture(double rows, LinearPicture picture)
    {
        using var luminance = TrueChart.Luminance(Truth(GapChart.Texture(options, rows)), context);
        return TextureFigures.Of(luminance, picture, context);
    }

    private ColourFigures Colour(LinearPicture picture) => ColourFigures.Of(Truth(GapChart.Colour), picture);

    // Charts are the same in all light and for all cameras of one size; they live as long as the comparison.
    private RgbPlanes Truth(GapChart chart)
    {
        if (!_truths.TryGetValue(chart, out var truth))
        {
            truth = TrueChart.Of(chart, options.Light, context);
            _truths.Add(chart, truth);
        }

        return truth;
    }
}
