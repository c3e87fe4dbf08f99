using System.Buffers.Binary;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Jpeg;

/// <summary>Encodes a picture as one JPEG in bands that run on all workers.</summary>
/// <remarks>
/// A restart marker (ITU-T T.81, E.1.4) resets the prediction and starts on a byte. So the entropy-coded data of bands that were encoded each
/// as a JPEG of its own, with the same tables, may stand behind one another with restart markers between them. Bands are some rows of MCUs
/// high; their split depends on the picture alone.
/// </remarks>
internal static class JpegBands
{
    private const int TargetRows = 256;

    /// <summary>Encodes a picture.</summary>
    /// <param name="picture">Of 8 bits.</param>
    /// <param name="options">Quality and subsampling.</param>
    /// <param name="context">Workers and cancellation.</param>
    /// <returns>What stands before the scan's data, and the data of each band, without markers between or after them.</returns>
    public static (byte[] Head, IReadOnlyList<ReadOnlyMemory<byte>> Bands) Encode(
        EncodedPicture picture, JpegOptions options, ProcessingContext context)
    {
        var side = picture.Channels == 3 && options.Subsampling == JpegSubsampling.Half ? 16 : 8;
        var across = (picture.Width + side - 1) / side;

        // A restart interval is a 16-bit number of MCUs.
        var rows = side * Math.Min(TargetRows / side, ushort.MaxValue / across);
        var streams = new byte[(picture.Height + rows - 1) / rows][];
        Bands.Run(context, picture.Width * picture.Channels, picture.Height, rows, (top, bottom) =>
            streams[top / rows] = TurboJpeg.Encode(
                picture.Bytes!.Rows(top, bottom), picture.Width, bottom - top, picture.Channels, options.Quality, options.Subsampling));

        var first = HeadLength(streams[0]);
        var head = Head(streams[0].AsSpan(0, first), picture.Height, streams.Length == 1 ? 0 : rows / side * across);
        var bands = new ReadOnlyMemory<byte>[streams.Length];
        for (var i = 0; i < streams.Length; i++)
        {
            var length = HeadLength(streams[i]);
            if (length != first || streams[i] is not [.., 0xFF, 0xD9])
            {
                throw new InvalidOperationException("libjpeg-turbo wrote bands with different headers.");
            }

            bands[i] = streams[i].AsMemory(length, streams[i].Length - length - 2);
        }

        return (head, bands);
    }

    // From SOI to the end of SOS.
    private static int HeadLength(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; ;)
        {
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (jpeg[at + 1] == 0xDA)
            {
                return end;
            }

            at = end;
        }
    }

    // The same with the whole picture's height in SOF and, before SOS, the restart interval (DRI).
    private static byte[] Head(ReadOnlySpan<byte> head, int height, int interval)
    {
        var result = new List<byte>(head.Length + 6);
        for (var at = 2; at < head.Length;)
        {
            var segment = head.Slice(at, 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..])).ToArray();
            if (segment[1] is 0xC0 or 0xC1 or 0xC2)
            {
                BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(5), (ushort)height);
            }

            if (segment[1] == 0xDA && interval > 0)
            {
                result.AddRange([0xFF, 0xDD, 0, 4, (byte)(interval >> 8), (byte)interval]);
            }

            result.AddRange(segment);
            at += segment.Length;
        }

        return [0xFF, 0xD8, .. result];
    }
}
