namespace Pentaprism.Files.Dng;

/// <summary>Decodes a strip or tile of floating-point samples, or of integers that need more than 16 bits.</summary>
internal static class FloatChunk
{
    /// <summary>Decodes.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="target">Takes the rows.</param>
    public static void Decode(RawStorage storage, int chunk, ChunkTarget<float> target)
    {
        using var bytes = new ChunkBytes(storage, chunk, target.Rows);
        var predictor = Predictor.Of(storage, chunk);
        if (predictor.IsFloat)
        {
            var scratch = new byte[storage.RowBytes];
            target.FillRows((row, samples) =>
            {
                predictor.UndoFloat(bytes.Row(row), storage.Bits / 8, scratch);
                SampleUnpacker.UnpackFloats(scratch, storage.Bits, true, samples);
            });
        }
        else if (storage.IsFloat)
        {
            target.FillRows((row, samples) => SampleUnpacker.UnpackFloats(bytes.Row(row), storage.Bits, storage.File.IsBigEndian, samples));
        }
        else
        {
            target.FillRows((row, samples) => SampleUnpacker.Unpack(bytes.Row(row), storage.Bits, storage.File.IsBigEndian, samples));
        }
    }
}
