using Pentaprism.Files;

namespace Pentaprism.Cli.Commands;

/// <summary>The folder that a run writes into, with those above it: what was not there before and is empty at the end goes away again.</summary>
internal sealed class OutputFolder : IDisposable
{
    // From the outermost to the innermost.
    private readonly Stack<string> _made = [];

    /// <summary>Makes the folder where it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ImageFileException">It cannot be made.</exception>
    public OutputFolder(string path)
    {
        var missing = new Stack<string>();
        for (var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)); !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)!)
        {
            missing.Push(folder);
        }

        try
        {
            foreach (var folder in missing)
            {
                Directory.CreateDirectory(folder);
                _made.Push(folder);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new ImageFileException(path, "", $"the folder cannot be made: {problem.Message}", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_made.TryPop(out var folder) && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
