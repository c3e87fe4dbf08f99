using Pentaprism.Optics;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;

namespace Pentaprism.Cli.Commands;

/// <summary>Which reader a file is for, by the ending of its name.</summary>
internal static class LensFiles
{
    /// <summary>Reads a lens.</summary>
    /// <exception cref="LensFileException">The file cannot be read, or no reader knows its ending.</exception>
    public static LensImport Read(string path, GlassLibrary library) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".ZMX" => ZmxReader.Read(path, library),
        ".SEQ" => SeqReader.Read(path, library),
        ".TXT" => OpticalBenchReader.Read(path),
        _ => throw new LensFileException(path, "", "no lens by its name; lenses are .lens.json, .zmx, .seq or .txt (OpticalBench)"),
    };

    /// <summary>Reads a glass catalogue.</summary>
    /// <exception cref="LensFileException">The file cannot be read, or no reader knows its ending.</exception>
    public static GlassFile ReadGlasses(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".AGF" => AgfReader.Read(path),
        ".YML" or ".YAML" => RefractiveIndexYamlReader.Read(path),
        _ => throw new LensFileException(path, "", "no glass catalogue by its name; they are .agf, or .yml of refractiveindex.info"),
    };
}
