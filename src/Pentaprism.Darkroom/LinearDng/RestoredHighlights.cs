using Pentaprism.Files.Dng;

namespace Pentaprism.Darkroom.LinearDng;

/// <summary>A linear file whose codes reach above the sensor's white, as <see cref="LinearCapture"/> writes them: 1 becomes that white again.</summary>
/// <remarks>
/// LinearResponseLimit (DNG 1.7.1, tag 50734) is the share of the codes up to which they are what the sensor saw. Above it lie highlights
/// that were rebuilt: exposure and tone must not take their top for the sensor's white, and nothing is rebuilt again.
/// </remarks>
internal static class RestoredHighlights
{
    /// <summary>Tells whether a file holds such highlights.</summary>
    /// <param name="dng">What it says.</param>
    public static bool IsIn(DngMetadata dng) => dng.Layout.Cfa is null && dng.LinearResponseLimit < 1;

    /// <summary>Gives what a file says in units of the sensor's white.</summary>
    /// <param name="dng">What it says itself.</param>
    /// <returns>The same, where no highlights were rebuilt.</returns>
    public static DngMetadata InSensorUnits(DngMetadata dng)
    {
        if (!IsIn(dng))
        {
            return dng;
        }

        var limit = dng.LinearResponseLimit;
        var (levels, room) = (dng.Levels, 1 / limit);
        return dng with
        {
            Levels = levels with { White = [.. levels.White.Select((white, plane) => double.Lerp(levels.Black[plane], white, limit))] },
            BaselineExposure = dng.BaselineExposure - Math.Log2(room),
            Noise = dng.Noise?.Scaled(room, room, room),
        };
    }
}
