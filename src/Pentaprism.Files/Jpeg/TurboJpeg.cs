using System.Buffers;
using System.Runtime.InteropServices;

namespace Pentaprism.Files.Jpeg;

/// <summary>Baseline and progressive JPEG of 8 bits through libjpeg-turbo.</summary>
/// <remarks>
/// Whatever the library only warns about (a premature end, corrupt data) is an error here: a damaged file never yields a picture.
/// Safe for use by several threads.
/// </remarks>
internal static class TurboJpeg
{
    /// <summary>The longest side that libjpeg handles.</summary>
    public const int MaximumSide = 65500;

    private const int FormatRgb = 0;
    private const int FormatGrey = 6;
    private const int FlagNoRealloc = 1024;
    private const int FlagAccurateDct = 4096;
    private const int FlagStopOnWarning = 8192;

    // 500 scans are far beyond what any encoder writes and far below a "bomb" of thousands.
    private const int FlagLimitScans = 32768;

    /// <summary>Reads the size and the colours of a JPEG.</summary>
    /// <param name="jpeg">The whole file or stream.</param>
    /// <returns>What its header says.</returns>
    /// <exception cref="InvalidDataException">It is not a JPEG that the library reads.</exception>
    /// <exception cref="ImageFileException">The library is not installed.</exception>
    public static JpegHeader ReadHeader(ReadOnlySpan<byte> jpeg)
    {
        TurboJpegLibrary.Require();
        using var handle = TurboJpegLibrary.InitDecompress();
        return ReadHeader(handle, jpeg);
    }

    /// <summary>Decodes to interleaved red, green, blue, or to grey.</summary>
    /// <param name="jpeg">The whole file or stream.</param>
    /// <param name="channels">3 for red, green, blue; 1 for grey (of a colour JPEG: its luma).</param>
    /// <param name="picture">Takes width × height × channels samples, row by row; the header's size must fit exactly.</param>
    /// <returns>What the header said.</returns>
    /// <exception cref="InvalidDataException">The JPEG is damaged, cut short, or of another size.</exception>
    /// <exception cref="ImageFileException">The library is not installed.</exception>
    public static JpegHeader Decode(ReadOnlySpan<byte> jpeg, int channels, Span<byte> picture)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 3, true, nameof(channels));
        TurboJpegLibrary.Require();
        using var handle = TurboJpegLibrary.InitDecompress();
        var header = ReadHeader(handle, jpeg);
        if ((long)header.Width * header.Height * channels != picture.Length)
        {
            throw new InvalidDataException(
                $"the JPEG holds {header.Width} × {header.Height} pixels, {picture.Length / channels} were expected");
        }

        if (header.Colours is JpegColours.Cmyk or JpegColours.Ycck)
        {
            throw new InvalidDataException("the JPEG has four colours; only grey and three colours are read");
        }

        var result = TurboJpegLibrary.Decompress(
            handle,
            in MemoryMarshal.GetReference(jpeg),
            new CULong((nuint)jpeg.Length),
            ref MemoryMarshal.GetReference(picture),
            header.Width,
            header.Width * channels,
            header.Height,
            channels == 3 ? FormatRgb : FormatGrey,
            FlagAccurateDct | FlagStopOnWarning | FlagLimitScans);
        return result == 0 ? header : throw Failure(handle);
    }

    /// <summary>Marks a three-colour JPEG as red, green, blue stored as they are, as the tiles of a DNG may be without saying so.</summary>
    /// <param name="jpeg">The whole stream.</param>
    /// <returns>The same stream with an Adobe segment (transform 0) after its start.</returns>
    /// <exception cref="InvalidDataException">It does not begin as a JPEG does.</exception>
    public static byte[] MarkAsUntransformed(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg is not [0xFF, 0xD8, ..])
        {
            throw new InvalidDataException("not a JPEG: it does not begin with FF D8");
        }

        // APP14, length 14: "Adobe", version 100, flags 0, flags 0, transform 0 (Adobe Technical Note 5116).
        ReadOnlySpan<byte> adobe = [0xFF, 0xEE, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, 0];
        return [0xFF, 0xD8, .. adobe, .. jpeg[2..]];
    }

    /// <summary>Encodes interleaved red, green, blue, or grey.</summary>
    /// <param name="picture">width × height × channels samples, row by row.</param>
    /// <param name="width">Columns, 1 to 65500.</param>
    /// <param name="height">Rows, 1 to 65500.</param>
    /// <param name="channels">3 or 1.</param>
    /// <param name="quality">1 to 100.</param>
    /// <param name="subsampling">Of the colour differences; of no effect on grey.</param>
    /// <returns>A baseline JPEG with a JFIF segment and the standard Huffman tables.</returns>
    /// <exception cref="ImageFileException">The library is not installed.</exception>
    public static byte[] Encode(
        ReadOnlySpan<byte> picture, int width, int height, int channels, int quality, JpegSubsampling subsampling)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 3, true, nameof(channels));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaximumSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaximumSide);
        ArgumentOutOfRangeException.ThrowIfNotEqual((long)picture.Length, (long)width * height * channels, nameof(picture));
        TurboJpegLibrary.Require();
        using var handle = TurboJpegLibrary.InitCompress();
        var sampling = channels == 1 ? 3 : subsampling == JpegSubsampling.Full ? 0 : 2;
        var bound = (long)TurboJpegLibrary.BufferSize(width, height, sampling).Value;

        // Many times what is needed in the end: fresh pages for it would cost more than the encoding.
        var jpeg = ArrayPool<byte>.Shared.Rent(checked((int)bound));
        var pinned = GCHandle.Alloc(jpeg, GCHandleType.Pinned);
        try
        {
            var target = pinned.AddrOfPinnedObject();
            var size = new CULong((nuint)jpeg.Length);
            var result = TurboJpegLibrary.Compress(
                handle,
                in MemoryMarshal.GetReference(picture),
                width,
                width * channels,
                height,
                channels == 3 ? FormatRgb : FormatGrey,
                ref target,
                ref size,
                sampling,
                quality,
                FlagNoRealloc | FlagAccurateDct);
            return result == 0 ? jpeg[..(int)size.Value] : throw Failure(handle);
        }
        finally
        {
            pinned.Free();
            ArrayPool<byte>.Shared.Return(jpeg);
        }
    }

    private static JpegHeader ReadHeader(TurboJpegHandle handle, ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.IsEmpty)
        {
            throw new InvalidDataException("the JPEG is empty");
        }

        var result = TurboJpegLibrary.DecompressHeader(
            handle,
            in MemoryMarshal.GetReference(jpeg),
            new CULong((nuint)jpeg.Length),
            out var width,
            out var height,
            out var subsampling,
            out var colours);
        return result == 0 ? new JpegHeader(width, height, (JpegColours)colours, subsampling) : throw Failure(handle);
    }

    private static InvalidDataException Failure(TurboJpegHandle handle) =>
        new($"JPEG: {Marshal.PtrToStringUTF8(TurboJpegLibrary.GetError(handle)) ?? "unknown error"}");
}

/// <summary>What the header of a JPEG says.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Colours">How the samples are stored.</param>
/// <param name="Subsampling">TurboJPEG's number: 0 4:4:4, 1 4:2:2, 2 4:2:0, 3 grey, 4 4:4:0, 5 4:1:1.</param>
internal readonly record struct JpegHeader(int Width, int Height, JpegColours Colours, int Subsampling)
{
    /// <summary>Gets the samples of a pixel: 1, 3 or 4.</summary>
    public int Components => Colours switch
    {
        JpegColours.Grey => 1,
        JpegColours.Rgb or JpegColours.Ycc => 3,
        _ => 4,
    };
}

/// <summary>How the samples of a JPEG are stored; the numbers are TurboJPEG's.</summary>
internal enum JpegColours
{
    /// <summary>Red, green, blue as they are.</summary>
    Rgb = 0,

    /// <summary>Luma and two colour differences.</summary>
    Ycc = 1,

    /// <summary>One sample a pixel.</summary>
    Grey = 2,

    /// <summary>Four inks.</summary>
    Cmyk = 3,

    /// <summary>Four inks, three of them as luma and colour differences.</summary>
    Ycck = 4,
}
