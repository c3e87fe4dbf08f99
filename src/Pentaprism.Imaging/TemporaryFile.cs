using Microsoft.Win32.SafeHandles;

namespace Pentaprism.Imaging;

/// <summary>There is no place for what does not fit into memory.</summary>
/// <param name="path">The temporary file.</param>
/// <param name="cause">What the system said.</param>
public sealed class TemporaryFileException(string path, Exception cause)
    : InputFileException(path, "", $"a temporary file for what does not fit into memory cannot be used: {cause.Message}; set TMPDIR to a folder with room", cause);

/// <summary>Files for what does not fit into memory. They go away with their owner, also after a crash where the system allows.</summary>
public static class TemporaryFile
{
    /// <summary>Opens a new, empty file in the system's folder for such files.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="kind">What will lie in it, the ending of its name.</param>
    /// <param name="bytes">Room to set aside; 0 lets the file grow as it is written.</param>
    /// <param name="use">Takes the open file over.</param>
    /// <returns>What was made of it.</returns>
    /// <exception cref="TemporaryFileException">There is no place for it.</exception>
    public static T Use<T>(string kind, long bytes, Func<SafeFileHandle, T> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        var path = Path.Combine(Path.GetTempPath(), $"pentaprism-{Environment.ProcessId}-{Guid.NewGuid():N}.{kind}");
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.RandomAccess, bytes);

            // Where an open file may lose its name it does so now: nothing is left behind, however the run ends.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }

            return use(file);
        }
        catch (Exception problem)
        {
            file?.Dispose();
            throw problem is IOException or UnauthorizedAccessException ? new TemporaryFileException(path, problem) : problem;
        }
    }
}
