using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Reads and writes lenses of every format we know, told apart by the ending of the file's name.</summary>
public static class LensFile
{
    /// <summary>Gets what is read, in words.</summary>
    public const string Readable = ".lens.json, .zmx (OpticStudio), .seq (CODE V) and .txt (OpticalBench)";

    /// <summary>Gets what is written, in words.</summary>
    public const string Writable = ".lens.json and .zmx (OpticStudio)";

    /// <summary>Reads a lens.</summary>
    /// <param name="path">The file.</param>
    /// <param name="library">The glasses; the built-in ones where none are given.</param>
    /// <returns>The lens, and what was ignored or guessed.</returns>
    /// <exception cref="LensFileException">The ending is unknown, or the file cannot be read.</exception>
    public static LensImport Read(string path, GlassLibrary? library = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var glasses = library ?? GlassLibrary.BuiltIn;
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => LensJsonReader.Read(path, glasses),
            ".ZMX" => ZmxReader.Read(path, glasses),
            ".SEQ" => SeqReader.Read(path, glasses),
            ".TXT" => OpticalBenchReader.Read(path),
            _ => throw new LensFileException(path, "", $"the ending of its name tells no format of lenses; {Readable} are read"),
        };
    }

    /// <summary>Gives the text of a lens for a file.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="path">The file's name, of which the ending tells the format; nothing is written.</param>
    /// <returns>The text, and what the format cannot hold.</returns>
    /// <exception cref="LensFileException">The ending is unknown.</exception>
    public static LensExport ToText(Lens lens, string path)
    {
        ArgumentNullException.ThrowIfNull(lens);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => new LensExport(LensJsonWriter.Write(lens), []),
            ".ZMX" => ZmxWriter.Write(lens),
            _ => throw new LensFileException(path, "", $"the ending of its name tells no format of lenses; {Writable} are written"),
        };
    }
}
