using System.Buffers;
using System.IO.Compression;
using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>The bytes of one uncompressed or deflated strip or tile, row by row. Disposing gives their memory back.</summary>
internal sealed class ChunkBytes : IDisposable
{
    /// <summary>Deflate.</summary>
    public const int Deflate = 8;

    /// <summary>Deflate by its older number.</summary>
    public const int OldDeflate = 32946;

    private readonly byte[] _bytes;
    private readonly int _rowBytes;

    /// <summary>Takes the bytes of a chunk; inflates them where they are deflated.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number, checked to lie in the file.</param>
    /// <param name="rows">The rows that are needed.</param>
    public ChunkBytes(RawStorage storage, int chunk, int rows)
    {
        _rowBytes = (int)storage.RowBytes;
        var length = checked((int)(storage.RowBytes * rows));
        _bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (storage.Compression == 1)
            {
                storage.File.Bytes.Read(storage.Offsets[chunk], _bytes.AsSpan(0, length));
            }
            else if (storage.Compression is TiffCompression.Lzw or TiffCompression.PackBits)
            {
                Expand(storage, chunk, _bytes.AsSpan(0, length));
            }
            else
            {
                Inflate(storage, chunk, rows, _bytes.AsSpan(0, length));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets a row.</summary>
    /// <param name="row">Its number in the chunk.</param>
    /// <returns>The bytes.</returns>
    public Span<byte> Row(int row) => _bytes.AsSpan(row * _rowBytes, _rowBytes);

    private static void Expand(RawStorage storage, int chunk, Span<byte> bytes)
    {
        using var packed = new StoredChunk(storage, chunk, storage.ByteCounts[chunk]);
        try
        {
            if (storage.Compression == TiffCompression.Lzw)
            {
                TiffCompression.Expand(packed.Span, bytes);
            }
            else
            {
                TiffCompression.Unpack(packed.Span, bytes);
            }
        }
        catch (InvalidDataException problem)
        {
            throw storage.ChunkPlace(chunk).Bad($"its bytes are damaged or cut off; {bytes.Length} were expected", problem);
        }
    }

    private static void Inflate(RawStorage storage, int chunk, int rows, Span<byte> bytes)
    {
        try
        {
            using var deflated = new StoredChunk(storage, chunk, storage.ByteCounts[chunk]);
            using var inflated = new ZLibStream(deflated.ToStream(), CompressionMode.Decompress);
            inflated.ReadExactly(bytes);
            ReadToChecksum(inflated, storage.RowBytes * (storage.ChunkHeight - rows));
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw storage.ChunkPlace(chunk).Bad($"its deflated bytes are damaged or cut off; {bytes.Length} bytes were expected", problem);
        }
    }

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
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
