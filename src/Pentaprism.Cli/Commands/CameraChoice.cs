using System.CommandLine;
using Pentaprism.Capture;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Cli.Commands;

/// <summary>Finds the module, or the one camera of it, that a command line names.</summary>
internal static class CameraChoice
{
    public const string Help = "A module of the catalogue (xiaomi-12s-ultra) or a file (my.camera.json), and after a slash one of its cameras (xiaomi-12s-ultra/main).";

    public static Argument<string> Argument() => new("camera") { Description = Help, HelpName = "CAMERA" };

    /// <summary>Reads a module and finds the cameras that are named of it: one, or all.</summary>
    /// <exception cref="UsageException">There is no such module or camera.</exception>
    /// <exception cref="CameraFileException">The file cannot be used.</exception>
    public static (CameraModule Module, IReadOnlyList<Camera> Cameras) Find(string name)
    {
        var end = name.LastIndexOf(CameraFile.Extension, StringComparison.OrdinalIgnoreCase);
        var isFile = end >= 0;
        var split = isFile ? end + CameraFile.Extension.Length : name.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : name.Length;
        var module = isFile ? CameraFile.Read(name[..split]) : Catalogued(name[..split]);
        var camera = name[split..].TrimStart('/');
        IReadOnlyList<Camera> cameras = camera.Length == 0 ? module.Cameras : [.. module.Cameras.Where(one => one.Id == camera)];
        return cameras.Count > 0
            ? (module, cameras)
            : throw new UsageException($"{module.Id} has no camera '{camera}'; it has {string.Join(", ", module.Cameras.Select(one => one.Id))}");
    }

    /// <summary>Finds one camera, and the text of its file.</summary>
    /// <exception cref="UsageException">There is no such module or camera.</exception>
    /// <exception cref="CameraFileException">The file cannot be used.</exception>
    public static (CameraModule Module, Camera Camera, byte[] Text) Source(string name)
    {
        var (module, camera) = FindOne(name);
        var end = name.LastIndexOf(CameraFile.Extension, StringComparison.OrdinalIgnoreCase);
        return (module, camera, end < 0 ? CameraCatalogue.Text(module.Id) : File.ReadAllBytes(name[..(end + CameraFile.Extension.Length)]));
    }

    /// <summary>Finds one camera; the first of its module where none is named.</summary>
    /// <exception cref="UsageException">There is no such module or camera.</exception>
    /// <exception cref="CameraFileException">The file cannot be used.</exception>
    public static (CameraModule Module, Camera Camera) FindOne(string name)
    {
        var (module, cameras) = Find(name);
        return (module, cameras[0]);
    }

    private static CameraModule Catalogued(string id)
    {
        if (CameraCatalogue.Modules.Contains(id))
        {
            return CameraCatalogue.Read(id);
        }

        var near = CameraCatalogue.Modules.Where(known => known.Contains(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        throw new UsageException($"there is no camera '{id}'; {(near.Length > 0 ? $"do you mean {string.Join(" or ", near)}?" : "pentaprism camera list names them all")}");
    }
}
