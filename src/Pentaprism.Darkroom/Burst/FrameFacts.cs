using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What a file says about the capture that it belongs to.</summary>
public sealed partial record FrameFacts
{
    private const int DateTimeOriginal = 36867;
    private const int SubSecTimeOriginal = 37521;
    private const int OffsetTimeOriginal = 36881;

    /// <summary>Gets the file.</summary>
    public required string Path { get; init; }

    /// <summary>Gets maker and model; empty when the file does not say.</summary>
    public string Camera { get; init; } = "";

    /// <summary>Gets size and kind of the samples, such as "4032 × 3024 RGGB".</summary>
    public string Shape { get; init; } = "";

    /// <summary>Gets the place of the frame in a sequence; null when the file does not say.</summary>
    public ImageSequenceInfo? Sequence { get; init; }

    /// <summary>Gets the identifier that the frames of a burst share; empty when the file has none.</summary>
    public string BurstId { get; init; } = "";

    /// <summary>Gets when the shutter was released; null when the file does not say.</summary>
    public DateTime? Time { get; init; }

    /// <summary>Gets a value indicating whether <see cref="Time"/> has parts of a second.</summary>
    public bool HasSubseconds { get; init; }

    /// <summary>Gets the exposure time in seconds; null when the file does not say.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Gets the f-number; null when the file does not say.</summary>
    public double? FNumber { get; init; }

    /// <summary>Gets the focal length in millimetres; null when the file does not say.</summary>
    public double? FocalLengthMm { get; init; }

    /// <summary>Reads the facts of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="Files.ImageFileException">The file cannot be read, or is nothing that a burst is made of.</exception>
    public static FrameFacts Read(string path)
    {
        using var file = FrameFile.Open(path);
        return Of(path, file.Metadata);
    }

    /// <summary>Takes the facts from what a DNG says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dng">What it says.</param>
    /// <returns>The facts.</returns>
    public static FrameFacts Of(string path, DngMetadata dng)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(dng);
        var layout = dng.Layout;
        var (time, hasSubseconds) = ReadTime(dng.Exif);
        return new FrameFacts
        {
            Path = path,
            Camera = dng.UniqueCameraModel.Length > 0 ? dng.UniqueCameraModel : $"{dng.Make} {dng.Model}".Trim(),
            Shape = string.Create(
                CultureInfo.InvariantCulture, $"{layout.ActiveArea.Width} × {layout.ActiveArea.Height} {layout.Cfa?.ToString() ?? "linear"}"),
            Sequence = dng.Sequence,
            BurstId = dng.Xmp is { } xmp ? BurstIdOf(Encoding.UTF8.GetString(xmp.AsSpan())) : "",
            Time = time,
            HasSubseconds = hasSubseconds,
            ExposureSeconds = dng.Exif.ExposureSeconds,
            FNumber = dng.Exif.FNumber,
            FocalLengthMm = dng.Exif.FocalLengthMm,
        };
    }

    /// <summary>Finds the burst identifier that phones put into XMP, as an attribute or as an element.</summary>
    internal static string BurstIdOf(string xmp) => BurstIdPattern().Match(xmp) is { Success: true } match ? match.Groups["id"].Value.Trim() : "";

    private static (DateTime? Time, bool HasSubseconds) ReadTime(ExifData exif)
    {
        var text = exif.DateTimeOriginal.Length > 0 ? exif.DateTimeOriginal : Text(exif, DateTimeOriginal);
        if (!DateTime.TryParseExact(text.Trim(), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (null, false);
        }

        if (TimeSpan.TryParse(Text(exif, OffsetTimeOriginal).Trim().TrimStart('+'), CultureInfo.InvariantCulture, out var offset))
        {
            time -= offset;
        }

        var digits = Text(exif, SubSecTimeOriginal).Trim();
        return digits.Length > 0 && double.TryParse("0." + digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part)
            ? (time.AddSeconds(part), digits.Any(digit => digit != '0') || digits.Length > 2)
            : (time, false);
    }

    private static string Text(ExifData exif, int tag) =>
        exif.Exif.FirstOrDefault(t => t.Id == tag) is { Type: 2 } found ? Encoding.ASCII.GetString(found.Value.AsSpan()).TrimEnd('\0') : "";

    [GeneratedRegex("""[:<]Burst(ID|Id|UUID)(="(?<id>[^"]{4,200})"|>(?<id>[^<]{4,200})<)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BurstIdPattern();
}
