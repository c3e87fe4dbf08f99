using System.Buffers;
using System.IO.Compression;

namespace Pentaprism.Files.Dng;

/// <summary>The bytes of one uncompressed or deflated strip or tile, row by row. Disposing gives inflated bytes back.</summary>
internal sealed class ChunkBytes : IDisposable
{
    /// <summary>Deflate.</summary>
    public const int Deflate = 8;

    /// <summary>Deflate by its older number.</summary>
    public const int OldDeflate = 32946;

    private readonly byte[] _bytes;
    private readonly int _offset;
    private readonly int _rowBytes;
    private readonly bool _isRented;

    /// <summary>Takes the bytes of a chunk; inflates them where they are deflated.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number, checked to lie in the file.</param>
    /// <param name="rows">The rows that are needed.</param>
    public ChunkBytes(RawStorage storage, int chunk, int rows)
    {
        _rowBytes = (int)storage.RowBytes;
        if (storage.Compression == 1)
        {
            (_bytes, _offset) = (storage.File.Bytes, (int)storage.Offsets[chunk]);
            return;
        }

        var length = storage.RowBytes * rows;
        _bytes = ArrayPool<byte>.Shared.Rent(checked((int)length));
        _isRented = true;
        try
        {
            using var source = new MemoryStream(storage.File.Bytes, (int)storage.Offsets[chunk], (int)storage.ByteCounts[chunk], false);
            using var inflated = new ZLibStream(source, CompressionMode.Decompress);
            inflated.ReadExactly(_bytes, 0, (int)length);
            ReadToChecksum(inflated, storage.RowBytes * (storage.ChunkHeight - rows));
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            Dispose();
            throw storage.ChunkPlace(chunk).Bad($"its deflated bytes are damaged or cut off; {length} bytes were expected", problem);
        }
    }

    /// <summary>Gets a row; it may be changed only where the bytes were inflated.</summary>
    /// <param name="row">Its number in the chunk.</param>
    /// <returns>The bytes.</returns>
    public Span<byte> Row(int row) => _bytes.AsSpan(_offset + (row * _rowBytes), _rowBytes);

    // The checksum is compared only when the stream is read to its end, past the rows of a tile that lie below the picture.
    private static void ReadToChecksum(ZLibStream inflated, long unusedBytes)
    {
        Span<byte> unused = stackalloc byte[1024];
        for (var left = unusedBytes + 1; left > 0;)
        {
            var read = inflated.Read(unused[..(int)Math.Min(unused.Length, left)]);
            if (read == 0)
            {
                return;
            }

            left -= read;
        }

        throw new InvalidDataException("The chunk holds more rows than it should.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isRented)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
