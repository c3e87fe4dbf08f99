using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.Burst;

/// <summary>How much light a scene had, by what the camera set for it.</summary>
internal static class SceneLight
{
    // EV at ISO 100: a street at night has 2 to 3, a lit room 5 to 7, an overcast day 12.
    private const double BrightestNight = 3;

    /// <summary>Tells whether a frame was taken at night.</summary>
    /// <param name="exif">Its shooting data.</param>
    /// <returns>True when aperture, time and ISO stand for little light; false also where they are not told.</returns>
    public static bool IsNight(ExifData exif) =>
        exif is { ExposureSeconds: > 0 and var seconds, FNumber: > 0 and var stop, Iso: > 0 and var iso }
        && Math.Log2(stop * stop / seconds * 100 / iso) < BrightestNight;
}
