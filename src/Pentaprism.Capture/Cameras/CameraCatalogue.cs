using System.Collections.Immutable;
using System.Reflection;
using Pentaprism.Optics;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Capture.Cameras;

/// <summary>The cameras that come with the program. Names say which hardware is described; they are no endorsement.</summary>
public static class CameraCatalogue
{
    private const string Folder = "cameras/";
    private const string LensFolder = "lenses/";

    /// <summary>Gets the keys of the modules, in order.</summary>
    public static ImmutableArray<string> Modules { get; } =
    [
        .. Resources.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^CameraFile.Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    private static Assembly Resources => typeof(CameraCatalogue).Assembly;

    /// <summary>Reads a module.</summary>
    /// <param name="id">Its key, such as "xiaomi-12s-ultra".</param>
    /// <returns>The module.</returns>
    /// <exception cref="ArgumentException">There is no such module.</exception>
    public static CameraModule Read(string id) => CameraFile.Parse(Text(id), id + CameraFile.Extension, Drawing);

    /// <summary>Reads a lens drawing that modules of the catalogue name.</summary>
    /// <param name="name">Its file.</param>
    /// <exception cref="LensFileException">There is no such drawing.</exception>
    internal static Lens Drawing(string name)
    {
        using var stream = Resources.GetManifestResourceStream(LensFolder + name) ?? throw new LensFileException(name, "", "does not come with the program");
        using var reader = new StreamReader(stream);
        return LensJsonReader.Parse(name, reader.ReadToEnd(), GlassLibrary.BuiltIn).Lens;
    }

    /// <summary>Gives the text of a module's file.</summary>
    /// <param name="id">Its key.</param>
    /// <returns>UTF-8 JSON.</returns>
    /// <exception cref="ArgumentException">There is no such module.</exception>
    public static byte[] Text(string id)
    {
        using var stream = Resources.GetManifestResourceStream(Folder + id + CameraFile.Extension)
            ?? throw new ArgumentException($"there is no camera '{id}'", nameof(id));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
