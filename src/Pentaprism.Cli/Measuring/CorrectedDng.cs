using Pentaprism.Files;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Measuring;

/// <summary>A DNG written again with another correction; its samples stay as they are.</summary>
internal static class CorrectedDng
{
    /// <summary>Writes it.</summary>
    /// <param name="source">The DNG.</param>
    /// <param name="target">Where the new one goes.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="size">Columns and rows that the correction was measured for; null where it was measured on this DNG.</param>
    /// <param name="change">Puts the correction into what the file says.</param>
    /// <param name="context">Memory, workers and cancellation.</param>
    /// <exception cref="ImageFileException">The DNG cannot be read, has another size, or the new one cannot be written.</exception>
    public static void Write(string source, string target, bool overwrite, (int Width, int Height)? size, Func<DngMetadata, DngMetadata> change, ProcessingContext context)
    {
        using var reader = DngReader.Open(source);
        if (size is { } measured && Size(reader.Metadata) is var own && measured != own)
        {
            throw new ImageFileException(source, "ActiveArea", $"is {own.Width} × {own.Height}; the correction was measured for {measured.Width} × {measured.Height}: take a capture of the same camera and mode");
        }

        using var pixels = reader.ReadPixels(context);
        DngWriter.Write(target, overwrite, change(reader.Metadata), pixels, new DngWriteOptions(), context);
    }

    // Of the active area, what TrimBounds of the first two lists leaves; list 1 counts from the corner of the stored picture.
    private static (int Width, int Height) Size(DngMetadata dng)
    {
        var area = dng.Layout.ActiveArea;
        var stored = dng.OpcodeList1.Items.OfType<TrimBoundsOpcode>().Aggregate(new PixelRectangle(0, 0, dng.Layout.Width, dng.Layout.Height), Trimmed);
        var (left, top) = (Math.Max(area.Left, stored.Left), Math.Max(area.Top, stored.Top));
        var active = new PixelRectangle(left, top, Math.Min(area.Right, stored.Right) - left, Math.Min(area.Bottom, stored.Bottom) - top);
        var rest = dng.OpcodeList2.Items.OfType<TrimBoundsOpcode>().Aggregate(active, Trimmed);
        return (rest.Width, rest.Height);
    }

    private static PixelRectangle Trimmed(PixelRectangle area, TrimBoundsOpcode trim)
    {
        var (left, top) = (area.Left + Math.Max(trim.Left, 0), area.Top + Math.Max(trim.Top, 0));
        var (right, bottom) = (Math.Min(area.Left + trim.Right, area.Right), Math.Min(area.Top + trim.Bottom, area.Bottom));
        return right > left && bottom > top ? new PixelRectangle(left, top, right - left, bottom - top) : area;
    }
}
