using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Scenes;

/// <summary>Something to photograph: spectra over a plane.</summary>
public interface IScene
{
    /// <summary>Gets its name, as the command line writes it.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the light that the scene is usually in.</summary>
    public string UsualLight => "D65";

    /// <summary>Renders the scene, undistorted and sharp: each sample is the mean over its pixel.</summary>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <param name="picture">Takes it, in units of the eye for a white surface of luminance 1.</param>
    /// <param name="light">The light that falls on it.</param>
    /// <param name="eye">Who looks.</param>
    public void Render(ProcessingContext context, ScenePicture picture, Light light, SpectralEye eye);
}
