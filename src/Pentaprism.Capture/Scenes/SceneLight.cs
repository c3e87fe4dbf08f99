using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>How a scene is looked at.</summary>
/// <param name="Light">The light that falls on it.</param>
/// <param name="Eye">The eye of the sensor.</param>
/// <param name="Lens">The lens.</param>
/// <param name="Defocus">What the lens makes of distances; null where everything is sharp.</param>
/// <param name="Frame">Picture and border.</param>
/// <param name="Axis">Where the axis of the lens lies, pixels from the upper left corner of the picture.</param>
/// <param name="WithMovers">Whether what moves by itself is there.</param>
internal sealed record SceneView(Light Light, SpectralEye Eye, LensImage Lens, Defocus? Defocus, SceneFrame Frame, (double X, double Y) Axis, bool WithMovers);

/// <summary>What a lens makes of a scene, but for the fall of light: what stands still once for all frames, what moves anew for each.</summary>
internal sealed class SceneLight : IDisposable
{
    private const int MarginOfSampling = 4;

    private readonly SceneView _view;
    private readonly LayerPainter _painter;
    private readonly SceneLayer[] _layers = [];
    private readonly SceneLayer[] _movers = [];

    // Of each plane the share of the light that the lens leaves near its place.
    private RadialTable[] _near = [];

    private SceneLight(IScene scene, SceneView view, PlanePool pool)
    {
        _view = view;
        _painter = new LayerPainter(view.Light, view.Eye, view.Defocus);
        Still = new ScenePicture(pool, view.Frame, view.Eye.Colours);
        if (scene is ILayeredScene layered)
        {
            _layers = [.. layered.Layers(view.Frame.Aspect).Where(layer => view.WithMovers || !layer.IsMoving)];
            _movers = [.. _layers.Where(layer => layer.IsMoving)];
        }
    }

    /// <summary>Gets the image of what stands still.</summary>
    public ScenePicture Still { get; }

    /// <summary>Gets the mean of the scene before the lens, relative to white, brightest parts bounded.</summary>
    public double Mean { get; private set; }

    /// <summary>Gives how far beyond the border of a picture a scene may lie whose blurred image reaches into it, pixels.</summary>
    public static int Reach(IScene scene, SceneView view) => scene is ILayeredScene layered
        ? layered.Layers(view.Frame.Aspect).Max(layer => new LayerPainter(view.Light, view.Eye, view.Defocus).Reach(layer, view.Frame))
        : 0;

    /// <summary>Renders a scene and forms its image.</summary>
    /// <param name="context">Workers, memory, progress, cancellation.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="view">How it is looked at.</param>
    public static SceneLight Of(ProcessingContext context, IScene scene, SceneView view)
    {
        var light = new SceneLight(scene, view, context.Pool);
        context.Progress?.Report("scene");
        if (light._layers.Length > 0)
        {
            light._painter.Paint(context, light._layers.Where(layer => !layer.IsMoving), light.Still, 0, 0);
        }
        else
        {
            scene.Render(context, light.Still, view.Light, view.Eye);
        }

        var white = view.Eye.See(view.Light.Spectrum);
        var most = Array.IndexOf(white, white.Max());
        light.Mean = Exposure.Mean(light.Still.Planes[most], view.Frame, white[most]);

        context.Progress?.Report("lens");
        light._near = [.. view.Eye.Colours.Zip(light.Still.Planes).Select(plane => view.Lens.Form(context, plane.First, view.Frame, view.Axis, plane.Second))];

        return light;
    }

    /// <summary>Forms the image of a frame in which something moves by itself.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="seconds">The middle of the exposure, after that of the first.</param>
    /// <param name="exposure">How long it lasts, s.</param>
    /// <returns>The image, which the caller owns; null where it is <see cref="Still"/>.</returns>
    public ScenePicture? Moving(ProcessingContext context, double seconds, double exposure)
    {
        if (_movers.Length == 0)
        {
            return null;
        }

        var moving = new ScenePicture(context.Pool, _view.Frame, _view.Eye.Colours);
        foreach (var (target, source) in moving.Planes.Zip(Still.Planes))
        {
            source.Samples.CopyTo(target.Samples);
        }

        // Windows have sizes of their own: their memory goes with them.
        var own = context with { Pool = new PlanePool() };
        var reach = LensReach();
        foreach (var window in Windows(reach, seconds, exposure))
        {
            Change(own, moving, window, reach, seconds, exposure);
            own.Pool.Trim();
        }

        for (var plane = 0; plane < moving.Planes.Count; plane++)
        {
            _view.Lens.SpreadChange(context, _view.Frame, _view.Axis, _near[plane], Still.Planes[plane], moving.Planes[plane]);
        }

        return moving;
    }

    /// <inheritdoc/>
    public void Dispose() => Still.Dispose();

    // The lens is linear: to the image of what stands still comes that of a part with what moves, less that of the same part without.
    private void Change(ProcessingContext context, ScenePicture moving, PixelRectangle window, int reach, double seconds, double exposure)
    {
        var part = window.Grown(reach);
        using var without = new ScenePicture(context.Pool, _view.Frame with { Window = part }, _view.Eye.Colours);
        using var with = new ScenePicture(context.Pool, without.Frame, without.Colours);
        var behind = Array.FindIndex(_layers, layer => layer.IsMoving);
        _painter.Paint(context, _layers.Take(behind), without, seconds, exposure);
        foreach (var (target, source) in with.Planes.Zip(without.Planes))
        {
            source.Samples.CopyTo(target.Samples);
        }

        _painter.PaintOver(context, _layers.Skip(behind), with, seconds, exposure);
        _painter.PaintOver(context, _layers.Skip(behind).Where(layer => !layer.IsMoving), without, seconds, exposure);
        var axis = (_view.Axis.X + _view.Frame.Margin - part.Left, _view.Axis.Y + _view.Frame.Margin - part.Top);
        for (var plane = 0; plane < with.Planes.Count; plane++)
        {
            _view.Lens.FormPart(context, with.Colours[plane], axis, with.Planes[plane]);
            _view.Lens.FormPart(context, with.Colours[plane], axis, without.Planes[plane]);
        }

        for (var plane = 0; plane < moving.Planes.Count; plane++)
        {
            for (var y = window.Top; y < window.Bottom; y++)
            {
                var row = moving.Planes[plane].Row(y).Slice(window.Left, window.Width);
                var more = with.Planes[plane].Row(y - part.Top).Slice(reach, window.Width);
                var less = without.Planes[plane].Row(y - part.Top).Slice(reach, window.Width);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = Math.Max(row[x] + (more[x] - less[x]), 0);
                }
            }
        }
    }

    // Where the image changes. What moves apart from each other adds up; what may cover each other is one.
    private List<PixelRectangle> Windows(int reach, double seconds, double exposure)
    {
        var whole = new PixelRectangle(0, 0, _view.Frame.Columns, _view.Frame.Rows);
        var windows = new List<PixelRectangle>();
        foreach (var layer in _movers)
        {
            var window = _painter.Pixels(layer, _view.Frame, seconds, exposure) ?? whole;
            while (windows.FindIndex(other => IsSome(other.Common(window))) is var touched and >= 0)
            {
                window = Around(windows[touched], window);
                windows.RemoveAt(touched);
            }

            windows.Add(window);
        }

        return [.. windows.Select(window => window.Grown(reach).Common(whole)).Where(IsSome)];
    }

    // How far from its place in the scene a point may send light.
    private int LensReach()
    {
        var (x, y) = (Math.Max(_view.Axis.X, _view.Frame.Width - _view.Axis.X), Math.Max(_view.Axis.Y, _view.Frame.Height - _view.Axis.Y));
        return (int)Math.Ceiling(_view.Lens.Distortion(_view.Eye.Colours, double.Hypot(x, y) + _view.Frame.Margin)) + _view.Lens.Reach + MarginOfSampling;
    }

    private static bool IsSome(PixelRectangle window) => window is { Width: > 0, Height: > 0 };

    private static PixelRectangle Around(PixelRectangle a, PixelRectangle b)
    {
        var (left, top) = (Math.Min(a.Left, b.Left), Math.Min(a.Top, b.Top));
        return new PixelRectangle(left, top, Math.Max(a.Right, b.Right) - left, Math.Max(a.Bottom, b.Bottom) - top);
    }
}
