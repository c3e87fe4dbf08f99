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
        var area = reader.Metadata.Layout.ActiveArea;
        if (size is { } measured && measured != (area.Width, area.Height))
        {
            throw new ImageFileException(source, "ActiveArea", $"is {area.Width} × {area.Height}; the correction was measured for {measured.Width} × {measured.Height}: take a capture of the same camera and mode");
        }

        using var pixels = reader.ReadPixels(context);
        DngWriter.Write(target, overwrite, change(reader.Metadata), pixels, new DngWriteOptions(), context);
    }
}
