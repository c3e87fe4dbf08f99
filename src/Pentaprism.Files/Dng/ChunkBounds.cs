namespace Pentaprism.Files.Dng;

/// <summary>Checks before any memory is reserved that all chunks lie in the file and can hold as many samples as are announced.</summary>
internal static class ChunkBounds
{
    // Samples a compressed byte can hold at most. Lossless JPEG: one bit a sample. Deflate: 1032 bytes a byte (RFC 1951: a match of 258
    // in two bits). Baseline JPEG: a block of 64 in two bits, three planes of which two may be halved both ways.
    private const int LosslessJpegRatio = 8;
    private const int DeflateRatio = 1032;
    private const int JpegRatio = 512;
    private const int Slack = 1 << 16;

    /// <summary>Checks.</summary>
    /// <param name="storage">How and where the samples stand.</param>
    /// <exception cref="ImageFileException">A chunk lies outside the file, or is too small for its samples.</exception>
    public static void Require(RawStorage storage)
    {
        if (storage.Offsets.Length < storage.Chunks || storage.ByteCounts.Length < storage.Chunks)
        {
            throw storage.Place.Bad(
                $"{storage.Chunks} strips or tiles are needed; {storage.Offsets.Length} offsets and {storage.ByteCounts.Length} sizes are given");
        }

        var length = storage.File.Bytes.Length;
        var total = 0L;
        for (var chunk = 0; chunk < storage.Chunks; chunk++)
        {
            var (offset, count) = (storage.Offsets[chunk], storage.ByteCounts[chunk]);
            if (offset <= 0 || count <= 0 || offset > length || count > length - offset)
            {
                throw storage.ChunkPlace(chunk).Bad($"its {count} bytes lie outside the file of {length} bytes; the file is cut off or damaged");
            }

            if (storage.Compression == 1)
            {
                RequireUncompressed(storage, chunk, count);
            }

            total += count;
        }

        if (storage.Compression != 1 && storage.RowBytes * storage.ChunkHeight > Array.MaxLength)
        {
            throw storage.Place.Bad($"strips or tiles of {storage.ChunkHeight} rows of {storage.RowBytes} bytes are too large");
        }

        // A file may let many chunks share bytes: it still cannot hold more than itself.
        var ratio = storage.Compression switch
        {
            1 => 8,
            ChunkBytes.Deflate or ChunkBytes.OldDeflate => DeflateRatio,
            _ => JpegRatio,
        };
        var samples = (long)storage.Width * storage.Height * storage.Planes;
        var chunkSamples = (long)storage.ChunkWidth * storage.ChunkHeight * storage.ChunkPlanes;
        var possible = (Math.Min(total, length) * ratio) + Slack;
        if (Math.Max(samples, chunkSamples) > possible)
        {
            throw storage.Place.Bad($"{samples} samples are announced, but {Math.Min(total, length)} compressed bytes cannot hold them");
        }
    }

    /// <summary>Checks one chunk of lossless JPEG.</summary>
    /// <param name="samples">The samples in it.</param>
    /// <param name="bytes">Its size.</param>
    /// <returns>Whether the bytes can hold the samples.</returns>
    public static bool LosslessJpegCanHold(long samples, int bytes) => samples <= Math.Min((long)bytes * LosslessJpegRatio, Array.MaxLength);

    /// <summary>Checks one chunk of lossy JPEG.</summary>
    /// <param name="samples">The samples in it.</param>
    /// <param name="bytes">Its size.</param>
    /// <returns>Whether the bytes can hold the samples.</returns>
    public static bool JpegCanHold(long samples, int bytes) => samples <= Math.Min(((long)bytes * JpegRatio) + Slack, Array.MaxLength);

    private static void RequireUncompressed(RawStorage storage, int chunk, long count)
    {
        var rows = storage.ChunkRows(chunk);
        var needed = storage.RowBytes * rows;
        if (count < needed)
        {
            throw storage.ChunkPlace(chunk).Bad($"it has {count} bytes; {rows} rows of {storage.RowBytes} bytes need {needed}");
        }

        if (storage.Bits is > 8 and < 16 && count == 2L * storage.ChunkWidth * storage.ChunkPlanes * rows)
        {
            throw storage.ChunkPlace(chunk).Bad($"it has 16 bits for each sample, but BitsPerSample is {storage.Bits}");
        }
    }
}
