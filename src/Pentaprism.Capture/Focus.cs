using System.Globalization;
using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Scenes;

namespace Pentaprism.Capture;

/// <summary>Where the lens is focused.</summary>
internal static class Focus
{
    /// <summary>Gives the distance before the lens that is sharp, m: what is asked for, else the subject of the scene, or as near to it as the lens goes; infinite for a scene without depth.</summary>
    /// <exception cref="ArgumentException">The lens does not focus as near as is asked for.</exception>
    public static double Of(Camera camera, double focalLength, IScene scene, double? wanted)
    {
        var closest = Closest(camera.Lens.ClosestFocus.Value, focalLength) / 1000;
        if (wanted is { } asked)
        {
            return asked >= closest
                ? asked
                : throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{camera.Name} at {focalLength:0.##} mm focuses from {closest:0.###} m before the lens to infinity; {asked:0.###} m is too near"));
        }

        return scene is ILayeredScene layered ? Math.Max(layered.Subject, closest) : double.PositiveInfinity;
    }

    // From object to sensor a thin lens takes s + s f / (s − f).
    private static double Closest(double fromSensor, double focalLength) =>
        (fromSensor / 2) + Math.Sqrt(Math.Max((fromSensor * fromSensor / 4) - (fromSensor * focalLength), 0));
}
