using Pentaprism.Files;

namespace Pentaprism.Cli.Commands;

/// <summary>Which captures a command line names, and where their pictures go.</summary>
internal static class CaptureFiles
{
    /// <summary>Replaces folders by the frames in them, in name order: DNG files, and JPEG files beside which no DNG has the same name.</summary>
    /// <exception cref="ImageFileException">A name is no file or folder, or a folder holds no frame.</exception>
    /// <exception cref="UsageException">A name looks like a flag.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names, bool withJpeg = false)
    {
        var files = new List<string>();
        foreach (var name in names)
        {
            if (Directory.Exists(name))
            {
                files.AddRange(Inside(name, withJpeg));
            }
            else if (File.Exists(name))
            {
                files.Add(name);
            }
            else if (name.StartsWith('-'))
            {
                throw new UsageException($"there is no flag {name}; see --help");
            }
            else
            {
                throw new ImageFileException(name, "", "no such file or folder");
            }
        }

        return files;
    }

    /// <summary>Gives each capture its picture: the named file for one, a file in the named folder for several, beside the capture for none.</summary>
    /// <param name="captures">The first frame of each capture.</param>
    /// <param name="output">What the user named.</param>
    /// <param name="defaultEnding">Ending of pictures that the user did not name.</param>
    /// <exception cref="UsageException">Several captures would share a picture, or the ending is missing or unknown.</exception>
    public static IReadOnlyList<string> Outputs(IReadOnlyList<string> captures, string? output, string defaultEnding)
    {
        if (output is null)
        {
            return Distinct(captures, [.. captures.Select(c => Path.ChangeExtension(c, defaultEnding))]);
        }

        if (NamesFolder(output, captures.Count))
        {
            return Distinct(captures, [.. captures.Select(c => Path.Combine(output, Path.GetFileNameWithoutExtension(c) + defaultEnding))]);
        }

        return captures.Count == 1
            ? [output]
            : throw new UsageException($"{captures.Count} captures cannot all become '{output}': name a folder, such as -o pictures/, or say --one-burst where they are frames of one");
    }

    /// <summary>Tells whether an output names a folder.</summary>
    /// <param name="output">What the user named.</param>
    /// <param name="count">How many captures go there.</param>
    /// <returns>True for a folder, which need not be there.</returns>
    public static bool NamesFolder(string output, int count) => !NamesOnePicture(output) || (count > 1 && Path.GetExtension(output).Length == 0);

    /// <summary>Tells whether an output names a picture and not a folder for several.</summary>
    /// <param name="output">What the user named.</param>
    /// <returns>True for a picture.</returns>
    public static bool NamesOnePicture(string output) => !Directory.Exists(output) && !Path.EndsInDirectorySeparator(output);

    /// <summary>Refuses, before any work, an output that is there already, has no folder, or is one of its own frames.</summary>
    /// <exception cref="ImageFileException">It is.</exception>
    public static void RequireFree(IEnumerable<string> inputs, string output, bool overwrite)
    {
        AtomicFile.RequireFree(output, overwrite);
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder && !Directory.Exists(folder))
        {
            throw new ImageFileException(output, "", $"cannot be written: there is no folder '{folder}'; make it first");
        }

        if (inputs.Any(input => Path.GetFullPath(input) == Path.GetFullPath(output)))
        {
            throw new ImageFileException(output, "", "is the capture itself; give the picture another name");
        }
    }

    private static IReadOnlyList<string> Distinct(IReadOnlyList<string> captures, IReadOnlyList<string> outputs)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < outputs.Count; i++)
        {
            if (!seen.TryAdd(Path.GetFullPath(outputs[i]), captures[i]))
            {
                throw new UsageException($"'{seen[Path.GetFullPath(outputs[i])]}' and '{captures[i]}' would both become '{outputs[i]}': develop them into different folders");
            }
        }

        return outputs;
    }

    private static List<string> Inside(string folder, bool withJpeg)
    {
        var files = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ToList();
        var frames = files.Where(IsDng).ToList();
        var stems = frames.Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.OrdinalIgnoreCase);
        frames.AddRange(files.Where(file => withJpeg && IsJpeg(file) && !stems.Contains(Path.GetFileNameWithoutExtension(file))));
        return frames.Count > 0 ? frames : throw new ImageFileException(folder, "", withJpeg ? "the folder holds no .dng or .jpg file" : "the folder holds no .dng file");
    }

    private static bool IsDng(string path) => Path.GetExtension(path).Equals(".dng", StringComparison.OrdinalIgnoreCase);

    private static bool IsJpeg(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JPG" or ".JPEG";
}
