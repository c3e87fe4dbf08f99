namespace Pentaprism.Files;

/// <summary>Publishes files whole or not at all: writes beside the target, then renames.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through a stream; the file appears under its name only when the writer has returned.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ImageFileException">The file is there already, or cannot be written.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        RequireFree(path, overwrite);
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
        {
            throw new ImageFileException(path, "", folder is null ? "is a folder, not a file" : $"cannot be written: there is no folder '{folder}'; make it first");
        }

        var beside = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.part");
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
            }

            File.Move(beside, full, overwrite);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(path, "", $"cannot be written: {problem.Message}", problem);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Refuses, before any work is done for it, a file that is there already.</summary>
    /// <param name="path">Where a file shall be.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <exception cref="ImageFileException">The file is there already and may not be replaced.</exception>
    public static void RequireFree(string path, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!overwrite && File.Exists(path))
        {
            throw new ImageFileException(path, "", "exists already; give another name or --overwrite");
        }
    }
}
