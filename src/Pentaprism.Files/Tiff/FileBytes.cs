using Microsoft.Win32.SafeHandles;

namespace Pentaprism.Files.Tiff;

/// <summary>The bytes of a file: in memory, or read from the open file as they are asked for.</summary>
/// <remarks>A picture is mostly samples, which go from the file to where they are decoded; what else it says is a few kilobytes. Several threads may read at once.</remarks>
internal sealed class FileBytes : IDisposable
{
    private readonly string _path;
    private readonly byte[]? _bytes;
    private readonly SafeFileHandle? _file;

    private FileBytes(string path, byte[]? bytes, SafeFileHandle? file, int length) => (_path, _bytes, _file, Length) = (path, bytes, file, length);

    /// <summary>Gets how many there are.</summary>
    public int Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its bytes; disposing them closes it.</returns>
    /// <exception cref="ImageFileException">The file cannot be read.</exception>
    public static FileBytes Open(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            return length <= Array.MaxLength ? new FileBytes(path, null, file, (int)length) : throw TooLarge(path);
        }
        catch (NotSupportedException)
        {
            // A pipe has no places to read at.
            file?.Dispose();
            return Of(path, ReadWhole(path));
        }
        catch (Exception problem)
        {
            file?.Dispose();
            throw problem is IOException or UnauthorizedAccessException ? Unreadable(path, problem) : problem;
        }
    }

    /// <summary>Takes bytes that are in memory already.</summary>
    /// <param name="path">Their name, for errors.</param>
    /// <param name="bytes">All of them.</param>
    /// <returns>The same bytes.</returns>
    public static FileBytes Of(string path, byte[] bytes) => new(path, bytes, null, bytes.Length);

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <returns>All of its bytes.</returns>
    /// <exception cref="ImageFileException">The file cannot be read, or is larger.</exception>
    public static byte[] ReadWhole(string path, int most = int.MaxValue)
    {
        try
        {
            return new FileInfo(path).Length <= Math.Min(most, Array.MaxLength) ? File.ReadAllBytes(path) : throw TooLarge(path, most);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, problem);
        }
    }

    /// <summary>Gives bytes to look at.</summary>
    /// <param name="offset">The first one.</param>
    /// <param name="count">How many; they lie within the file.</param>
    /// <returns>The bytes; not to be changed.</returns>
    public ReadOnlySpan<byte> Slice(int offset, int count)
    {
        if (_bytes is not null)
        {
            return _bytes.AsSpan(offset, count);
        }

        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <summary>Copies bytes.</summary>
    /// <param name="offset">The first one.</param>
    /// <param name="bytes">Takes them; as many lie within the file.</param>
    /// <exception cref="ImageFileException">The file cannot be read any more.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        if (_bytes is not null)
        {
            _bytes.AsSpan((int)offset, bytes.Length).CopyTo(bytes);
            return;
        }

        ObjectDisposedException.ThrowIf(_file is null, this);
        while (!bytes.IsEmpty)
        {
            var count = ReadSome(offset, bytes);
            bytes = bytes[count..];
            offset += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private int ReadSome(long offset, Span<byte> bytes)
    {
        try
        {
            var count = RandomAccess.Read(_file!, bytes, offset);
            return count > 0 ? count : throw new ImageFileException(_path, $"offset {offset}", "the file became shorter while it was read");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(_path, problem);
        }
    }

    private static ImageFileException TooLarge(string path, int most = int.MaxValue) =>
        new(path, "", $"is larger than {Math.Ceiling(most / 1073741824.0)} GiB, which is not supported");

    private static ImageFileException Unreadable(string path, Exception problem) => new(path, "", $"cannot be read: {problem.Message}", problem);
}
