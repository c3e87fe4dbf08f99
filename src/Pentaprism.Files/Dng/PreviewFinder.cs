using Pentaprism.Files.Tiff;

namespace Pentaprism.Files.Dng;

/// <summary>Finds the JPEG pictures that a file carries for quick display.</summary>
internal static class PreviewFinder
{
    private const int Jpeg = 7;
    private const int OldJpeg = 6;
    private const int FirstRawPhotometric = 32803;

    /// <summary>Gives the one with the most bytes, which all have the same content in different sizes.</summary>
    /// <param name="file">The file.</param>
    /// <returns>A whole JPEG file; null where there is none.</returns>
    public static byte[]? LargestJpeg(TiffFile file)
    {
        ReadOnlySpan<byte> largest = [];
        foreach (var directory in file.Directories)
        {
            if (First(directory, TiffTag.PhotometricInterpretation) < FirstRawPhotometric)
            {
                var candidate = Stream(file, directory);
                largest = candidate.Length > largest.Length ? candidate : largest;
            }
        }

        return largest.IsEmpty ? null : largest.ToArray();
    }

    private static ReadOnlySpan<byte> Stream(TiffFile file, TiffDirectory directory)
    {
        var (offset, length) = First(directory, TiffTag.Compression) switch
        {
            Jpeg when directory.Find(TiffTag.StripOffsets)?.Count == 1 =>
                (First(directory, TiffTag.StripOffsets), First(directory, TiffTag.StripByteCounts)),
            Jpeg or OldJpeg => (First(directory, TiffTag.JpegInterchangeFormat), First(directory, TiffTag.JpegInterchangeFormatLength)),
            _ => (0, 0),
        };
        if (offset <= 0 || length < 4 || offset > file.Bytes.Length || length > file.Bytes.Length - offset)
        {
            return [];
        }

        var bytes = file.Bytes.Slice((int)offset, (int)length);
        return bytes[0] == 0xFF && bytes[1] == 0xD8 ? bytes : [];
    }

    private static long First(TiffDirectory directory, TiffTag tag) =>
        directory.Find(tag) is { IsBroken: false, Count: > 0, Type: TiffType.Short or TiffType.Long or TiffType.Long8 } field
            ? field.Integers(1, int.MaxValue)[0]
            : 0;
}
