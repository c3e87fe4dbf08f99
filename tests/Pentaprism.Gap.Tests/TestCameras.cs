using Pentaprism.Capture.Cameras;
using Pentaprism.Gap.Plan;

namespace Pentaprism.Gap.Tests;

/// <summary>Cameras of the catalogue.</summary>
internal static class TestCameras
{
    public static GapCamera Of(string name)
    {
        var parts = name.Split('/');
        var module = CameraCatalogue.Read(parts[0]);
        return new GapCamera(name, module, module.Cameras.Single(camera => camera.Id == parts[1]));
    }

    /// <summary>Gives a camera behind another f-number.</summary>
    public static GapCamera WithFNumber(this GapCamera camera, double fNumber) => camera with
    {
        Camera = camera.Camera with
        {
            Lens = camera.Camera.Lens with { Settings = [.. camera.Camera.Lens.Settings.Select(setting => setting with { FNumber = setting.FNumber with { Value = fNumber } })] },
        },
    };
}
