using System.Buffers;
using Pentaprism.Files.Jpeg;
using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Dng;

/// <summary>Decodes a strip or tile that is a JPEG: lossless, or baseline of 8 bits.</summary>
internal static class JpegChunk
{
    private const int Lossless = 0xC3;

    // Baseline, extended and progressive frames.
    private const int FirstLossy = 0xC0;
    private const int LastLossy = 0xC2;

    /// <summary>Decodes.</summary>
    /// <param name="storage">The picture's shape.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="target">Takes the rows.</param>
    /// <param name="pool">Lends scratch.</param>
    public static void Decode(RawStorage storage, int chunk, ChunkTarget<ushort> target, PlanePool pool)
    {
        var place = storage.ChunkPlace(chunk);
        using var stored = new StoredChunk(storage, chunk, storage.ByteCounts[chunk]);
        var jpeg = (ReadOnlySpan<byte>)stored.Span;
        switch (LosslessJpegFrame.FrameMarker(jpeg))
        {
            case Lossless:
                DecodeLossless(storage, jpeg, target, pool, place);
                break;
            case >= FirstLossy and <= LastLossy when storage.Bits == 8:
                DecodeLossy(storage, jpeg, target, place);
                break;
            case >= FirstLossy and <= LastLossy:
                throw place.Bad($"lossy JPEG with {storage.Bits} bits in a sample is not supported");
            case 0:
                throw place.Bad("its bytes are no JPEG");
            case var marker:
                throw place.Bad($"its JPEG is of a kind that is not supported (frame FF{marker:X2})");
        }
    }

    // A mosaic is usually written as two components of half the width. What counts is the number of samples in a row; where even that
    // differs, the samples of the whole JPEG are those of the whole chunk, one after the other.
    private static void DecodeLossless(
        RawStorage storage, ReadOnlySpan<byte> jpeg, ChunkTarget<ushort> target, PlanePool pool, FilePlace place)
    {
        var frame = LosslessJpegFrame.Read(jpeg, place);
        var rowSamples = target.RowSamples;
        var hasRows = (frame.RowSamples == rowSamples || frame.RowSamples == target.Columns * storage.ChunkPlanes) && frame.Height >= target.Rows;
        var isReshaped = !hasRows && (long)frame.RowSamples * frame.Height == (long)rowSamples * storage.ChunkHeight;
        if (!hasRows && !isReshaped)
        {
            throw place.Bad(
                $"its JPEG has {frame.Height} rows of {frame.RowSamples} samples; {target.Rows} rows of {rowSamples} are needed");
        }

        var rows = hasRows ? target.Rows : frame.Height;
        if (!ChunkBounds.LosslessJpegCanHold((long)rows * frame.RowSamples, jpeg.Length))
        {
            throw place.Bad($"its {jpeg.Length} bytes cannot hold {rows} rows of {frame.RowSamples} samples; the file is cut off or damaged");
        }

        if (frame.RowSamples == rowSamples && target.Whole() is { IsEmpty: false } whole)
        {
            LosslessJpegDecoder.Decode(jpeg, frame, rows, whole, place);
            return;
        }

        using var scratch = pool.Rent<ushort>(frame.RowSamples, rows);
        LosslessJpegDecoder.Decode(jpeg, frame, rows, scratch.Samples, place);
        var stride = hasRows ? frame.RowSamples : rowSamples;
        for (var row = 0; row < target.Rows; row++)
        {
            target.Put(row, scratch.Samples.Slice(row * stride, stride));
        }
    }

    private static void DecodeLossy(RawStorage storage, ReadOnlySpan<byte> jpeg, ChunkTarget<ushort> target, FilePlace place)
    {
        var channels = storage.ChunkPlanes;
        byte[]? samples = null;
        try
        {
            var header = TurboJpeg.ReadHeader(jpeg);
            if (channels is not (1 or 3) || header.Components != channels || header.Height < target.Rows || (header.Width != storage.ChunkWidth && header.Width != target.Columns))
            {
                throw place.Bad(
                    $"its JPEG has {header.Width} × {header.Height} pixels of {header.Components} samples; {storage.ChunkWidth} × {target.Rows} of {channels} are needed");
            }

            var length = (long)header.Width * header.Height * channels;
            if (!ChunkBounds.JpegCanHold(length, jpeg.Length))
            {
                throw place.Bad($"its {jpeg.Length} bytes cannot hold {length} samples; the file is cut off or damaged");
            }

            samples = ArrayPool<byte>.Shared.Rent((int)length);
            TurboJpeg.Decode(jpeg, channels, samples.AsSpan(0, (int)length));
            var bytes = samples;
            var stride = header.Width * channels;
            target.FillRows((row, codes) => SampleUnpacker.Unpack(bytes.AsSpan(row * stride, stride), 8, false, codes[..Math.Min(stride, codes.Length)]));
        }
        catch (InvalidDataException problem)
        {
            throw place.Bad($"its {problem.Message}", problem);
        }
        finally
        {
            if (samples is not null)
            {
                ArrayPool<byte>.Shared.Return(samples);
            }
        }
    }
}
