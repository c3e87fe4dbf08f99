using System.Collections.Immutable;
using Pentaprism.Files;

namespace Pentaprism.Darkroom.Looks;

/// <summary>Reads looks: those that come with the program, by name, and those of the user, from <c>*.look.json</c> files.</summary>
/// <remarks>A look file need only hold what differs from <c>natural</c>; a name that no stage knows is an error, not a silence.</remarks>
public static class LookFile
{
    private const string Prefix = "Pentaprism.Darkroom.Looks.";
    private const string Ending = ".look.json";

    /// <summary>Gets the names of the looks that come with the program.</summary>
    public static ImmutableArray<string> Shipped { get; } = ["natural", "authentic", "vibrant", "portrait", "monochrome", "night"];

    /// <summary>Reads a look that comes with the program.</summary>
    /// <param name="name">One of <see cref="Shipped"/>.</param>
    /// <returns>The look.</returns>
    /// <exception cref="ArgumentException">There is no look of this name.</exception>
    public static Look Named(string name)
    {
        using var stream = typeof(LookFile).Assembly.GetManifestResourceStream(Prefix + name + Ending)
            ?? throw new ArgumentException($"There is no look {name}; there are {string.Join(", ", Shipped)}.", nameof(name));
        using var text = new MemoryStream();
        stream.CopyTo(text);
        return OptionsJson.Parse<Look>(name + Ending, text.ToArray());
    }

    /// <summary>Reads a look of the user.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The look; what the file leaves out is as in <c>natural</c>. Its table is found beside the file.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, or a name or value in it is wrong; the message says where.</exception>
    public static Look Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var look = OptionsJson.Read<Look>(path);
        var name = look.Name.Length > 0 ? look.Name : Path.GetFileName(path);
        var cube = look.LookTable.Cube is { } table ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, table) : null;
        return look with { Name = name, LookTable = look.LookTable with { Cube = cube } };
    }
}
