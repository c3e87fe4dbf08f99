using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>A scene in depth: layers, of which each hides what is farther.</summary>
public interface ILayeredScene : IScene
{
    /// <summary>Gets the distance before the lens of what the picture is of, metres.</summary>
    public double Subject { get; }

    /// <summary>Gives the layers, the farthest first; it covers everything and stands still.</summary>
    /// <param name="aspect">Width of the picture over its height.</param>
    /// <returns>The layers as they lie in the middle of the first exposure.</returns>
    public IReadOnlyList<SceneLayer> Layers(double aspect);

    /// <inheritdoc/>
    void IScene.Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var layer in Layers(picture.Frame.Aspect))
        {
            layer.Paint(context, picture, light, eye);
        }
    }
}
