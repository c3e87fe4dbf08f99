using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Paints a part of a scene over what a picture shows already.</summary>
/// <param name="context">Workers, memory, cancellation.</param>
/// <param name="picture">The picture.</param>
/// <param name="light">The light that falls on the scene.</param>
/// <param name="eye">Who looks.</param>
public delegate void ScenePaint(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye);

/// <summary>A part of a scene that lies behind what is nearer and moves as one.</summary>
/// <param name="Depth">Its distance before the lens in metres, at a place in scene coordinates.</param>
/// <param name="Paint">Paints it.</param>
public sealed record SceneLayer(Func<double, double, double> Depth, ScenePaint Paint)
{
    /// <summary>Makes a layer that lies at one distance.</summary>
    /// <param name="depth">Distance before the lens, metres.</param>
    /// <param name="paint">Paints it.</param>
    public SceneLayer(double depth, ScenePaint paint)
        : this((_, _) => depth, paint)
    {
    }

    /// <summary>Gets what it covers at most, scene coordinates; null where that may be all. The default is null.</summary>
    public SceneBox? Bounds { get; init; }

    /// <summary>Gets its velocity, heights of the picture per second; x right, y down. What moves lies at one distance and has bounds. The default is none.</summary>
    public (double X, double Y) Velocity { get; init; }

    /// <summary>Gets a value indicating whether it moves by itself.</summary>
    public bool IsMoving => Velocity != default;
}

/// <summary>An upright rectangle in scene coordinates.</summary>
/// <param name="Left">Left border.</param>
/// <param name="Top">Upper border.</param>
/// <param name="Right">Right border.</param>
/// <param name="Bottom">Lower border.</param>
public readonly record struct SceneBox(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Gives the pixels of a frame's planes that the rectangle touches, and a border around them.</summary>
    /// <param name="frame">The frame, of which the window does not count.</param>
    /// <param name="border">Columns and rows more on every side.</param>
    /// <returns>Pixels, which may lie beyond the planes.</returns>
    public PixelRectangle Pixels(SceneFrame frame, int border)
    {
        var whole = frame with { Window = null };
        var (left, top) = ((int)Math.Floor(whole.Column(Left)) - border, (int)Math.Floor(whole.Row(Top)) - border);
        return new PixelRectangle(left, top, (int)Math.Ceiling(whole.Column(Right)) + border - left, (int)Math.Ceiling(whole.Row(Bottom)) + border - top);
    }
}
