using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pentaprism.Files;

namespace Pentaprism.Darkroom.Burst;

/// <summary>A temporary file that takes the frames which do not fit into memory; it goes away with its owner, also after a crash where the system allows.</summary>
internal sealed class FrameSpool : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private long _length;

    /// <summary>Opens a new, empty file in the system's folder for such files.</summary>
    /// <exception cref="ImageFileException">There is no place for it.</exception>
    public FrameSpool()
    {
        _path = Path.Combine(Path.GetTempPath(), $"pentaprism-{Environment.ProcessId}-{Guid.NewGuid():N}.frames");
        _file = Run("opened", () => File.OpenHandle(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.RandomAccess));

        // Where an open file may lose its name it does so now: nothing is left behind, however the run ends.
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(_path);
        }
    }

    /// <summary>Sets room aside at the end of the file.</summary>
    /// <param name="codes">How many codes.</param>
    /// <returns>Where the room begins, in codes.</returns>
    public long Reserve(long codes) => Interlocked.Add(ref _length, codes) - codes;

    /// <summary>Writes codes; safe for several threads.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="at">Where to, in codes.</param>
    /// <exception cref="ImageFileException">The disk is full or broken.</exception>
    public void Write(ReadOnlySpan<ushort> codes, long at)
    {
        try
        {
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(codes), at * sizeof(ushort));
        }
        catch (IOException problem)
        {
            throw Failure("written", problem);
        }
    }

    /// <summary>Reads codes; safe for several threads.</summary>
    /// <param name="codes">Takes the codes.</param>
    /// <param name="at">Where from, in codes.</param>
    /// <exception cref="ImageFileException">The disk is broken.</exception>
    public void Read(Span<ushort> codes, long at)
    {
        var bytes = MemoryMarshal.AsBytes(codes);
        var offset = at * sizeof(ushort);
        try
        {
            while (!bytes.IsEmpty)
            {
                var count = RandomAccess.Read(_file, bytes, offset);
                if (count == 0)
                {
                    throw new EndOfStreamException("it is shorter than what was written");
                }

                bytes = bytes[count..];
                offset += count;
            }
        }
        catch (IOException problem)
        {
            throw Failure("read", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private T Run<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Failure(what, problem);
        }
    }

    private ImageFileException Failure(string what, Exception problem) =>
        new(_path, "", $"the temporary file of a long burst cannot be {what}: {problem.Message}; set TMPDIR to a folder with room", problem);
}
