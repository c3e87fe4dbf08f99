using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Scenes;

/// <summary>A scene in depth whose layers a test makes.</summary>
internal sealed record TestLayers(double Subject, params SceneLayer[] All) : ILayeredScene
{
    public string Name => "layers";

    public IReadOnlyList<SceneLayer> Layers(double aspect) => All;

    /// <summary>An even ground of a reflectance.</summary>
    public static SceneLayer Ground(double depth, double reflectance) =>
        new(depth, (_, picture, light, eye) => picture.Fill(eye.See(light.Spectrum * reflectance)));

    /// <summary>A small disc.</summary>
    public static SceneLayer Disc(double depth, double x, double y, double radius, double luminance) =>
        new(depth, (_, picture, light, eye) => Painter.Disc(picture, x, y, radius, eye.See(light.Spectrum * luminance))) { Bounds = new SceneBox(x - radius, y - radius, x + radius, y + radius) };

    /// <summary>What lies left of the middle.</summary>
    public static SceneLayer LeftHalf(double depth, double reflectance) =>
        new(depth, (_, picture, light, eye) => Painter.Rectangle(picture, -9, -9, 0, 9, eye.See(light.Spectrum * reflectance)));
}

/// <summary>A scene as a print: what it shows, and no depth.</summary>
internal sealed record Print(IScene Of) : IScene
{
    public string Name => Of.Name;

    public string UsualLight => Of.UsualLight;

    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye) => Of.Render(context, picture, light, eye);
}
