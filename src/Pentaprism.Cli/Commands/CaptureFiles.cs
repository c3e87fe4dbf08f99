using Pentaprism.Files;

namespace Pentaprism.Cli.Commands;

/// <summary>Which captures a command line names, and where their pictures go.</summary>
internal static class CaptureFiles
{
    /// <summary>Replaces folders by the DNG files in them, in name order.</summary>
    /// <exception cref="ImageFileException">A name is no file or folder, or a folder holds no DNG.</exception>
    /// <exception cref="UsageException">A name looks like a flag.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var files = new List<string>();
        foreach (var name in names)
        {
            if (Directory.Exists(name))
            {
                var inside = Directory.EnumerateFiles(name).Where(IsDng).Order(StringComparer.Ordinal).ToList();
                if (inside.Count == 0)
                {
                    throw new ImageFileException(name, "", "the folder holds no .dng file");
                }

                files.AddRange(inside);
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
    /// <exception cref="UsageException">Several captures would share a picture, or the ending is missing or unknown.</exception>
    public static IReadOnlyList<string> Outputs(IReadOnlyList<string> captures, string? output, string defaultEnding)
    {
        if (output is null)
        {
            return Distinct(captures, [.. captures.Select(c => Path.ChangeExtension(c, defaultEnding))]);
        }

        if (Directory.Exists(output) || Path.EndsInDirectorySeparator(output) || (captures.Count > 1 && Path.GetExtension(output).Length == 0))
        {
            Directory.CreateDirectory(output);
            return Distinct(captures, [.. captures.Select(c => Path.Combine(output, Path.GetFileNameWithoutExtension(c) + defaultEnding))]);
        }

        return captures.Count == 1
            ? [output]
            : throw new UsageException($"{captures.Count} captures cannot all become '{output}': name a folder, such as -o pictures/");
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

    private static bool IsDng(string path) => Path.GetExtension(path).Equals(".dng", StringComparison.OrdinalIgnoreCase);
}
