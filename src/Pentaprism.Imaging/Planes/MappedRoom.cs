using System.IO.MemoryMappedFiles;

namespace Pentaprism.Imaging;

/// <summary>Room for the samples of a plane in a temporary file that is mapped into memory; its samples are 0.</summary>
/// <remarks>
/// The system keeps in memory what is in use, and writes to the disk what is not when others need the memory. On Linux pages that were worked
/// on can be handed back at once: they go on to live in the file's cache, which takes no memory that anything else needs.
/// </remarks>
internal sealed class MappedRoom : IDisposable
{
    // MADV_DONTNEED; the pages of a shared mapping keep what was written.
    private const int NotNeeded = 4;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Sets room aside.</summary>
    /// <param name="bytes">How much, at least 1.</param>
    /// <exception cref="TemporaryFileException">There is none.</exception>
    public MappedRoom(long bytes)
    {
        Bytes = bytes;
        (_file, _view) = TemporaryFile.Use("plane", bytes, handle =>
        {
            var file = MemoryMappedFile.CreateFromFile(handle, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            return (file, file.CreateViewAccessor(0, bytes));
        });
    }

    /// <summary>Gets the bytes.</summary>
    public long Bytes { get; }

    /// <summary>Gets where they begin; theirs until the room is disposed.</summary>
    public nint Address => _view.SafeMemoryMappedViewHandle.DangerousGetHandle();

    /// <summary>Takes the pages out of memory; they come back when they are touched.</summary>
    public void LeaveMemory()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = MemoryAdvice.Give(Address, (nuint)Bytes, NotNeeded);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The view itself would first write to the disk what nobody will read.
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _file.Dispose();
    }
}
