using System.Runtime.InteropServices;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Decodes a strip or tile of integers of 16 bits at most.</summary>
internal static class CodeChunk
{
    /// <summary>JPEG: lossless, or baseline where its own header says so.</summary>
    public const int Jpeg = 7;

    /// <summary>Lossy JPEG.</summary>
    public const int LossyJpeg = 34892;

    /// <summary>Decodes.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="target">Takes the rows.</param>
    /// <param name="pool">Lends scratch.</param>
    public static void Decode(RawStorage storage, int chunk, ChunkTarget<ushort> target, PlanePool pool)
    {
        if (storage.Compression is Jpeg or LossyJpeg)
        {
            JpegChunk.Decode(storage, chunk, target, pool);
            return;
        }

        if (storage is { Compression: 1, Bits: 16 } && storage.File.IsBigEndian != BitConverter.IsLittleEndian && target.Whole() is { IsEmpty: false } whole)
        {
            storage.File.Bytes.Read(storage.Offsets[chunk], MemoryMarshal.AsBytes(whole));
            return;
        }

        using var bytes = new ChunkBytes(storage, chunk, target.Rows);
        var predictor = Predictor.Of(storage, chunk);
        var mask = (1 << storage.Bits) - 1;
        target.FillRows((row, samples) =>
        {
            SampleUnpacker.Unpack(bytes.Row(row), storage.Bits, storage.File.IsBigEndian, samples);
            if (!predictor.IsNone)
            {
                predictor.Undo(samples, mask);
            }
        });
    }
}
