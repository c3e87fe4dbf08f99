using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests;

/// <summary>Cameras of the catalogue, and what tests change of them.</summary>
internal static class TestCameras
{
    public static (CameraModule Module, Camera Camera) Of(string name)
    {
        var parts = name.Split('/');
        var module = CameraCatalogue.Read(parts[0]);
        return (module, module.Cameras.Single(camera => camera.Id == parts[1]));
    }

    /// <summary>Gives a camera whose lens does nothing but let light through.</summary>
    public static (CameraModule Module, Camera Camera) WithPerfectLens(string name)
    {
        var (module, camera) = Of(name);
        var lens = camera.Lens;
        return (module, camera with
        {
            Lens = lens with
            {
                Illumination = lens.Illumination with { Values = [0, 0, 0] },
                Distortion = lens.Distortion with { Values = [0, 0, 0] },
                LateralColour = lens.LateralColour with { Values = [0, 0] },
                Blur = lens.Blur with { Values = [0, 0] },
                Glare = lens.Glare with { Value = 0 },
                Scatter = null,
            },
        });
    }

    public static Photograph Photograph((CameraModule Module, Camera Camera) camera, IScene scene, CaptureOptions options) =>
        Capture.Photograph.Of(ProcessingContext.Create(), camera.Module, camera.Camera, scene, options);
}
