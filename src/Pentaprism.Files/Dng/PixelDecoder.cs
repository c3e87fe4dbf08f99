using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Decodes the samples of a picture: strips and tiles on all workers, all of them or none.</summary>
internal static class PixelDecoder
{
    private const int JpegXl = 52546;

    // Rows of an uncompressed strip that one worker takes: 64 rows of 4000 samples of 16 bits are 512 KiB.
    private const int BandHeight = 64;

    /// <summary>Decodes.</summary>
    /// <param name="storage">How and where the samples stand.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <returns>Integer planes up to 16 bits, else float planes.</returns>
    /// <exception cref="ImageFileException">A chunk is damaged or cut off, or its storage is not supported.</exception>
    public static RawPixels Decode(RawStorage storage, ProcessingContext context)
    {
        RequireSupported(storage);
        ChunkBounds.Require(storage);
        var chunks = storage is { Compression: 1, IsTiled: false } ? storage.SplitStrips(BandHeight) : storage;
        if (storage.IsFloat || storage.Bits > 16)
        {
            var planes = RentPlanes<float>(storage, context);
            Run(chunks, planes, context, chunk => FloatChunk.Decode(chunks, chunk, new ChunkTarget<float>(chunks, chunk, planes, context.Pool)));
            return new RawPixels(planes);
        }
        else
        {
            var planes = RentPlanes<ushort>(storage, context);
            Run(chunks, planes, context, chunk => CodeChunk.Decode(chunks, chunk, new ChunkTarget<ushort>(chunks, chunk, planes, context.Pool), context.Pool));
            return new RawPixels(planes);
        }
    }

    private static Plane<T>[] RentPlanes<T>(RawStorage storage, ProcessingContext context)
        where T : unmanaged
    {
        var planes = new Plane<T>[storage.Planes];
        for (var i = 0; i < planes.Length; i++)
        {
            planes[i] = context.Pool.Rent<T>(storage.Width, storage.Height);
        }

        return planes;
    }

    private static void Run<T>(RawStorage storage, Plane<T>[] planes, ProcessingContext context, Action<int> decode)
        where T : unmanaged
    {
        var isWhole = false;
        try
        {
            var samples = (int)Math.Min((long)storage.ChunkWidth * storage.ChunkHeight * storage.ChunkPlanes, int.MaxValue);
            Bands.Run(context, samples, storage.Chunks, 1, (chunk, _) => decode(chunk));
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                Array.ForEach(planes, plane => plane.Dispose());
            }
        }
    }

    private static void RequireSupported(RawStorage storage)
    {
        var name = storage.Compression switch
        {
            1 or CodeChunk.Jpeg or CodeChunk.LossyJpeg or ChunkBytes.Deflate or ChunkBytes.OldDeflate => null,
            TiffCompression.Lzw or TiffCompression.PackBits when storage.IsPicture => null,
            JpegXl => "JPEG XL, which is not supported yet; convert the file with Adobe DNG Converter to lossless compression",
            2 or 3 or 4 => $"fax ({storage.Compression}), which no DNG may use",
            5 => "LZW (5), which no DNG may use",
            6 => "old-style JPEG (6), which no DNG may use",
            9 => "VC-5 (9), which is not supported",
            32773 => "PackBits (32773), which no DNG may use",
            var code => $"number {code}, which is not known",
        };
        if (name is not null)
        {
            throw storage.Place.Bad($"its compression is {name}");
        }

        if (storage.FillOrder != 1)
        {
            throw storage.Place.Bad($"FillOrder {storage.FillOrder} is not supported");
        }

        if (storage.IsFloat && storage.Bits is not (16 or 24 or 32))
        {
            throw storage.Place.Bad($"floating-point samples of {storage.Bits} bits are not known; 16, 24 or 32 is possible");
        }

        if (storage is { Bits: > 16 } or { IsFloat: true } && storage.Compression is CodeChunk.Jpeg or CodeChunk.LossyJpeg)
        {
            throw storage.Place.Bad($"JPEG with {storage.Bits} bits {(storage.IsFloat ? "of floating point " : "")}is not known");
        }
    }
}
