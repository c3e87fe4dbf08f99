namespace Pentaprism.Files.Dng;

/// <summary>Undoes the differencing that makes deflated rows small.</summary>
/// <param name="Distance">Samples (or bytes) from the one to its predecessor.</param>
/// <param name="IsFloat">Whether bytes were parted by significance first.</param>
/// <remarks>
/// Source: TIFF 6.0 section 14 (2), Adobe Photoshop TIFF technical note 3 (3), DNG 1.4 (34892 to 34895: predecessors two or four pixels away,
/// so that a mosaic's colours are told apart).
/// </remarks>
internal readonly record struct Predictor(int Distance, bool IsFloat)
{
    /// <summary>Gets a value indicating whether there is nothing to undo.</summary>
    public bool IsNone => Distance == 0;

    /// <summary>Gives the predictor of a picture.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number, for errors.</param>
    /// <returns>The predictor.</returns>
    public static Predictor Of(RawStorage storage, int chunk)
    {
        if (storage.Predictor == 1 || storage.Compression == 1)
        {
            return default;
        }

        var step = storage.Predictor switch
        {
            2 or 3 => 1,
            34892 or 34894 => 2,
            34893 or 34895 => 4,
            _ => throw storage.ChunkPlace(chunk).Bad($"its predictor {storage.Predictor} is not known"),
        };
        var isFloat = storage.Predictor is 3 or 34894 or 34895;
        return isFloat == storage.IsFloat && (isFloat || storage.Bits is 8 or 16)
            ? new Predictor(step * storage.ChunkPlanes, isFloat)
            : throw storage.ChunkPlace(chunk).Bad($"its predictor {storage.Predictor} does not go with its samples of {storage.Bits} bits");
    }

    /// <summary>Sums up the differences of integers.</summary>
    /// <param name="samples">The row.</param>
    /// <param name="mask">Largest code; sums wrap there.</param>
    public void Undo(Span<ushort> samples, int mask)
    {
        for (var i = Distance; i < samples.Length; i++)
        {
            samples[i] = (ushort)((samples[i] + samples[i - Distance]) & mask);
        }
    }

    /// <summary>Sums up the differences of bytes and puts the bytes of each number together, the highest first.</summary>
    /// <param name="row">The row; it is changed.</param>
    /// <param name="size">Bytes of a number.</param>
    /// <param name="numbers">Takes the numbers.</param>
    public void UndoFloat(Span<byte> row, int size, Span<byte> numbers)
    {
        for (var i = Distance; i < row.Length; i++)
        {
            row[i] += row[i - Distance];
        }

        var count = row.Length / size;
        for (var k = 0; k < size; k++)
        {
            var source = row.Slice(k * count, count);
            for (var i = 0; i < count; i++)
            {
                numbers[(i * size) + k] = source[i];
            }
        }
    }
}
