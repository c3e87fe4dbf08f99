using System.Buffers;

namespace Pentaprism.Files.Dng;

/// <summary>The bytes of a strip or tile as they stand in the file. Disposing gives their memory back.</summary>
internal readonly struct StoredChunk : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>Reads the bytes of a chunk.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number, checked to lie in the file.</param>
    /// <param name="length">How many bytes.</param>
    public StoredChunk(RawStorage storage, int chunk, long length)
    {
        Length = checked((int)length);
        _bytes = ArrayPool<byte>.Shared.Rent(Length);
        try
        {
            storage.File.Bytes.Read(storage.Offsets[chunk], Span);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets how many bytes there are.</summary>
    public int Length { get; }

    /// <summary>Gets the bytes.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Gives a stream of the bytes.</summary>
    /// <returns>The stream, valid until the bytes are given back.</returns>
    public MemoryStream ToStream() => new(_bytes, 0, Length, false);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
