using Pentaprism.Optics;
using Pentaprism.Optics.Glasses;

namespace Pentaprism.Cli.Commands;

/// <summary>Glass catalogues that a command line names, told apart by the ending of the name.</summary>
internal static class GlassFiles
{
    /// <summary>Gives the glasses of some files, in their order, before those that come with the program.</summary>
    /// <exception cref="LensFileException">A file cannot be read, or no reader knows its ending.</exception>
    public static GlassLibrary Library(IReadOnlyList<string> paths) =>
        Enumerable.Reverse(paths).Aggregate(GlassLibrary.BuiltIn, (library, path) => library.WithFirst(Read(path).Catalogue));

    private static GlassFile Read(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".AGF" => AgfReader.Read(path),
        ".YML" or ".YAML" => RefractiveIndexYamlReader.Read(path),
        _ => throw new LensFileException(path, "", "no glass catalogue by its name; they are .agf, or .yml of refractiveindex.info"),
    };
}
