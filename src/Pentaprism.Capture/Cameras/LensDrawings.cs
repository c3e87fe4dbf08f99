using Pentaprism.Optics;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Capture.Cameras;

/// <summary>Finds the lens drawings that a camera file names.</summary>
internal static class LensDrawings
{
    /// <summary>Gives drawings by their place beside a camera file.</summary>
    /// <param name="path">The camera file.</param>
    public static Func<string, Lens> Beside(string path) =>
        name => LensFile.Read(Path.Combine(Path.GetDirectoryName(path) ?? "", name)).Lens;

    /// <summary>Gives a module with the drawings that its lenses name.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">Its file, for errors.</param>
    /// <param name="drawings">Gives a drawing by name.</param>
    /// <exception cref="CameraFileException">A drawing cannot be read.</exception>
    public static CameraModule Attached(CameraModule module, string path, Func<string, Lens> drawings)
    {
        Camera With(Camera camera, int index)
        {
            try
            {
                return camera.Lens.Prescription is { Length: > 0 } name ? camera with { Lens = camera.Lens with { Drawing = drawings(name) } } : camera;
            }
            catch (LensFileException problem)
            {
                throw new CameraFileException(path, $"cameras[{index}].lens.prescription", $"names a drawing that cannot be used: {problem.Message}", problem);
            }
        }

        return module with { Cameras = [.. module.Cameras.Select(With)] };
    }
}
