using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Lays the layers of a scene over each other, each blurred by its distance from the plane of focus and by its way during the exposure.</summary>
/// <remarks>
/// Light and coverage of a layer are spread alike, and what is behind shows through where coverage is left: a blurred foreground lets through the part of
/// the pupil that it does not hide, and a sharp one cuts a blurred background cleanly. That is exact where one of two layers is sharp; where both are
/// blurred, the parts of the pupil that they hide are taken as independent.
/// </remarks>
/// <param name="light">The light that falls on the scene.</param>
/// <param name="eye">Who looks.</param>
/// <param name="defocus">What the lens makes of distances; null where everything is sharp.</param>
internal sealed class LayerPainter(Light light, SpectralEye eye, Defocus? defocus)
{
    /// <summary>Gives how far the defocus of a layer reaches from where it is, pixels; 0 where it is sharp.</summary>
    public int Reach(SceneLayer layer, SceneFrame frame) => ReachIn(layer, layer.Bounds is { } bounds ? frame with { Window = bounds.Pixels(frame, 0) } : frame);

    private int ReachIn(SceneLayer layer, SceneFrame frame)
    {
        if (defocus is null)
        {
            return 0;
        }

        var widest = SpreadBlur.Places(frame.Columns, frame.Rows)
            .Select(place => frame.Place(place.X, place.Y)).Max(place => Math.Abs(defocus.Radius(layer.Depth(place.X, place.Y))));
        return widest < Defocus.SmallestRadius ? 0 : (int)Math.Ceiling(widest);
    }

    /// <summary>Paints a whole scene: the farthest layer, which covers everything, and the others over it.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="layers">The layers, the farthest first.</param>
    /// <param name="picture">Takes them; its frame may be a window.</param>
    /// <param name="seconds">The middle of the exposure, after that of the first.</param>
    /// <param name="exposure">How long it lasts, s.</param>
    public void Paint(ProcessingContext context, IEnumerable<SceneLayer> layers, ScenePicture picture, double seconds, double exposure)
    {
        var ground = layers.First();
        ground.Paint(context, picture, light, eye);
        Blur(context, ground, picture, null);
        PaintOver(context, layers.Skip(1), picture, seconds, exposure);
    }

    /// <summary>Paints layers over what a picture shows.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="layers">The layers, the farthest first.</param>
    /// <param name="picture">Takes them.</param>
    /// <param name="seconds">The middle of the exposure, after that of the first.</param>
    /// <param name="exposure">How long it lasts, s.</param>
    public void PaintOver(ProcessingContext context, IEnumerable<SceneLayer> layers, ScenePicture picture, double seconds, double exposure)
    {
        foreach (var layer in layers)
        {
            var reach = Reach(layer, picture.Frame);
            if (reach == 0 && !layer.IsMoving)
            {
                layer.Paint(context, picture, light, eye);
            }
            else
            {
                Lay(context, layer, picture, reach, seconds, exposure);
            }
        }
    }

    /// <summary>Gives the pixels that a layer touches during an exposure; blur included.</summary>
    public PixelRectangle? Pixels(SceneLayer layer, SceneFrame frame, double seconds, double exposure) =>
        layer.Bounds?.Pixels(Moved(layer, frame, seconds), Reach(layer, frame) + (Way(layer, frame, exposure)?.Reach ?? 0) + 1);

    private void Lay(ProcessingContext context, SceneLayer layer, ScenePicture picture, int reach, double seconds, double exposure)
    {
        var frame = picture.Frame;
        var way = Way(layer, frame, exposure);
        var window = frame.Window ?? new PixelRectangle(0, 0, frame.Columns, frame.Rows);
        var near = window.Grown(reach + (way?.Reach ?? 0) + 1);
        var seen = Pixels(layer, frame, seconds, exposure)?.Common(near) ?? near;
        if (seen.Width == 0 || seen.Height == 0)
        {
            return;
        }

        using var painted = ScenePicture.Clear(context.Pool, Moved(layer, frame, seconds) with { Window = seen }, picture.Colours);
        layer.Paint(context, painted, light, eye);
        Blur(context, layer, painted, way);
        Over(context, painted, picture, seen.Left - window.Left, seen.Top - window.Top);
    }

    private void Blur(ProcessingContext context, SceneLayer layer, ScenePicture picture, SpreadKernel? way)
    {
        var reach = ReachIn(layer, picture.Frame);
        IEnumerable<Plane<float>> planes = picture.Coverage is { } coverage ? picture.Planes.Append(coverage) : picture.Planes;
        foreach (var plane in planes)
        {
            if (reach > 0)
            {
                SpreadBlur.Apply(context, plane, (x, y) => KernelAt(layer, picture.Frame, x, y), reach);
            }

            if (way is not null)
            {
                SpreadBlur.Apply(context, plane, (_, _) => way, way.Reach);
            }
        }
    }

    private SpreadKernel? KernelAt(SceneLayer layer, SceneFrame frame, double x, double y)
    {
        var place = frame.Place(x, y);
        return defocus!.Kernel(layer.Depth(place.X, place.Y), x + (frame.Window?.Left ?? 0), y + (frame.Window?.Top ?? 0));
    }

    // What is behind shows where coverage is left.
    private static void Over(ProcessingContext context, ScenePicture layer, ScenePicture picture, int left, int top)
    {
        var (from, to) = (Math.Max(-left, 0), Math.Min(layer.Frame.Columns, picture.Frame.Columns - left));
        Bands.Run(context, layer.Frame.Columns, layer.Frame.Rows, (first, end) =>
        {
            for (var y = Math.Max(first, -top); from < to && y < Math.Min(end, picture.Frame.Rows - top); y++)
            {
                var covered = layer.Coverage!.Row(y)[from..to];
                for (var plane = 0; plane < picture.Planes.Count; plane++)
                {
                    var source = layer.Planes[plane].Row(y)[from..to];
                    var target = picture.Planes[plane].Row(y + top).Slice(from + left, to - from);
                    for (var x = 0; x < target.Length; x++)
                    {
                        target[x] = MathF.FusedMultiplyAdd(Math.Max(1 - covered[x], 0), target[x], source[x]);
                    }
                }
            }
        });
    }

    private static SceneFrame Moved(SceneLayer layer, SceneFrame frame, double seconds) =>
        frame with { Moved = (layer.Velocity.X * seconds, layer.Velocity.Y * seconds) };

    private static SpreadKernel? Way(SceneLayer layer, SceneFrame frame, double exposure) =>
        SpreadKernel.OfWay(layer.Velocity.X * exposure * frame.Height, layer.Velocity.Y * exposure * frame.Height);
}
