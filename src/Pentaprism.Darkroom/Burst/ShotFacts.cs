using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What the shooting data of frames say about their light.</summary>
internal static class ShotFacts
{
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
