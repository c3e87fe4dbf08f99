using System.Globalization;
using System.Text;
using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What the shooting data of frames say about their time and their light.</summary>
internal static class ShotFacts
{
    // EXIF 3.0: fractions of a second of DateTimeOriginal, as decimal digits.
    private const int SubSecTimeOriginal = 37521;

    /// <summary>Gives when a frame was taken, by the camera's clock, with fractions of a second where the file has them.</summary>
    /// <param name="exif">Its shooting data.</param>
    /// <returns>The time; null when the file does not say.</returns>
    public static DateTime? CapturedAt(ExifData exif)
    {
        if (!DateTime.TryParseExact(exif.DateTimeOriginal.Trim(), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var digits = exif.Exif.FirstOrDefault(tag => tag.Id == SubSecTimeOriginal) is { } tag
            ? Encoding.ASCII.GetString(tag.Value.AsSpan()).TrimEnd('\0', ' ')
            : "";
        return double.TryParse("0." + digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) ? time.AddSeconds(fraction) : time;
    }

    /// <summary>Gives the light that each frame of a burst gathered per scene light: seconds × ISO / 100 / f-number².</summary>
    /// <param name="frames">The shooting data of all frames.</param>
    /// <returns>As many numbers; what not all of the frames tell is taken as equal.</returns>
    public static double[] Exposures(IReadOnlyList<ExifData> frames)
    {
        var hasTime = frames.All(exif => exif.ExposureSeconds is > 0);
        var hasIso = frames.All(exif => exif.Iso is > 0);
        var hasStop = frames.All(exif => exif.FNumber is > 0);
        return
        [
            .. frames.Select(exif =>
                (hasTime ? exif.ExposureSeconds!.Value : 1) * (hasIso ? exif.Iso!.Value / 100 : 1) / (hasStop ? exif.FNumber!.Value * exif.FNumber.Value : 1)),
        ];
    }
}
