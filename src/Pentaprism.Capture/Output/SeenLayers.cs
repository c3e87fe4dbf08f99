using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Output;

/// <summary>Which layer of a scene is seen at each pixel of the sharp, undistorted picture in the middle of the first exposure.</summary>
internal sealed class SeenLayers
{
    private const float Half = 0.5f;

    private readonly SceneLayer[] _layers;
    private readonly ushort[] _seen;
    private readonly SceneFrame _frame;

    /// <summary>Looks at a scene.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="frame">The picture, without a border.</param>
    /// <param name="withMovers">Whether what moves by itself is there.</param>
    public SeenLayers(ProcessingContext context, ILayeredScene scene, SceneFrame frame, bool withMovers)
    {
        _frame = frame;
        _layers = [.. scene.Layers(frame.Aspect).Where(layer => withMovers || !layer.IsMoving)];
        _seen = new ushort[frame.Width * frame.Height];
        var light = Light.Of(scene.UsualLight);
        var eye = SpectralEye.ObserverIn(light);
        for (var i = 1; i < _layers.Length; i++)
        {
            var whole = new PixelRectangle(0, 0, frame.Width, frame.Height);
            var window = _layers[i].Bounds?.Pixels(frame, 1).Common(whole) ?? whole;
            if (window is not { Width: > 0, Height: > 0 })
            {
                continue;
            }

            using var painted = ScenePicture.Clear(context.Pool, frame with { Window = window }, eye.Colours);
            _layers[i].Paint(context, painted, light, eye);
            for (var y = 0; y < window.Height; y++)
            {
                var covered = painted.Coverage!.Row(y);
                for (var x = 0; x < covered.Length; x++)
                {
                    if (covered[x] >= Half)
                    {
                        _seen[((y + window.Top) * frame.Width) + x + window.Left] = (ushort)i;
                    }
                }
            }
        }
    }

    /// <summary>Gets a value indicating whether something moves by itself.</summary>
    public bool Move => _layers.Any(layer => layer.IsMoving);

    /// <summary>Gives the velocity of what is seen at a point, pixels per second; beyond the picture that of its border.</summary>
    /// <param name="x">Column; pixel centres are at integer + 0.5.</param>
    /// <param name="y">Row.</param>
    public (double X, double Y) Velocity(double x, double y)
    {
        var velocity = At(x, y).Velocity;
        return (velocity.X * _frame.Height, velocity.Y * _frame.Height);
    }

    /// <summary>Gives the distance of what is seen at a point, m.</summary>
    public double Depth(double x, double y)
    {
        var place = _frame.Place(x, y);
        return At(x, y).Depth(place.X, place.Y);
    }

    private SceneLayer At(double x, double y) =>
        _layers[_seen[(Math.Clamp((int)y, 0, _frame.Height - 1) * _frame.Width) + Math.Clamp((int)x, 0, _frame.Width - 1)]];
}
