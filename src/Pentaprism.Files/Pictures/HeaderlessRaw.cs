using Pentaprism.Files.Tiff;
using Pentaprism.Imaging;

namespace Pentaprism.Files.Pictures;

/// <summary>How the samples of a mosaic without a header stand in their file.</summary>
public enum HeaderlessPacking
{
    /// <summary>One byte a sample.</summary>
    Bytes,

    /// <summary>Two bytes a sample, the low one first.</summary>
    Words,

    /// <summary>MIPI RAW10: four samples in five bytes, the low bits of all four in the last.</summary>
    Mipi10,

    /// <summary>MIPI RAW12: two samples in three bytes, the low bits of both in the last.</summary>
    Mipi12,
}

/// <summary>Everything that must be known about a mosaic without a header.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Packing">How samples are stored.</param>
/// <param name="Cfa">Colours of the photosites.</param>
/// <param name="Black">Code without light.</param>
/// <param name="White">Code at which the sensor is full.</param>
public sealed record HeaderlessLayout(int Width, int Height, HeaderlessPacking Packing, CfaPattern Cfa, double Black, double White)
{
    /// <summary>Gets the bytes of a row.</summary>
    public long RowBytes => Packing switch
    {
        HeaderlessPacking.Bytes => Width,
        HeaderlessPacking.Words => 2L * Width,
        HeaderlessPacking.Mipi10 => ((Width * 10L) + 7) / 8,
        _ => ((Width * 12L) + 7) / 8,
    };
}

/// <summary>Reads mosaics without a header, as sensor boards and processing tools dump them.</summary>
public static class HeaderlessRaw
{
    /// <summary>Reads a mosaic.</summary>
    /// <param name="path">The file; it holds the rows without gaps and nothing else.</param>
    /// <param name="layout">What is in it.</param>
    /// <param name="context">Memory.</param>
    /// <returns>The samples, black 0 and white 1, which the caller owns.</returns>
    /// <exception cref="ImageFileException">The file cannot be read or has not the size that the layout asks for.</exception>
    public static Plane<float> Read(string path, HeaderlessLayout layout, ProcessingContext context)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(context);
        var bytes = FileBytes.ReadWhole(path);
        var expected = layout.RowBytes * layout.Height;
        if (bytes.Length != expected)
        {
            throw new ImageFileException(path, "", $"has {bytes.Length} bytes; {layout.Width} × {layout.Height} samples stored that way are {expected}");
        }

        var plane = context.Pool.Rent<float>(layout.Width, layout.Height);
        var scale = 1 / (layout.White - layout.Black);
        for (var y = 0; y < layout.Height; y++)
        {
            var source = bytes.AsSpan((int)(y * layout.RowBytes), (int)layout.RowBytes);
            var row = plane.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (float)((Code(source, x, layout.Packing) - layout.Black) * scale);
            }
        }

        return plane;
    }

    private static int Code(ReadOnlySpan<byte> row, int x, HeaderlessPacking packing) => packing switch
    {
        HeaderlessPacking.Bytes => row[x],
        HeaderlessPacking.Words => row[2 * x] | (row[(2 * x) + 1] << 8),
        HeaderlessPacking.Mipi10 => (row[(x / 4 * 5) + (x % 4)] << 2) | ((row[(x / 4 * 5) + 4] >> (2 * (x % 4))) & 3),
        _ => (row[(x / 2 * 3) + (x % 2)] << 4) | ((row[(x / 2 * 3) + 2] >> (4 * (x % 2))) & 15),
    };
}
