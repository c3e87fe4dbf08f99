using System.Collections.Immutable;
using Pentaprism.Capture;
using Pentaprism.Capture.Sensors;

namespace Pentaprism.Gap.Plan;

/// <summary>Finds the exposures of a situation, as each camera's own automatic meters a grey card.</summary>
/// <remarks>
/// The common exposure time is the longest at which no camera's automatic would have to expose more than it wants: the shortest of their
/// own times. Each camera then sets the ISO that puts the card where ISO 12232 wants it. Every camera has its own seeds, so that no two
/// share their noise, not even a camera that is compared with itself.
/// </remarks>
public static class Metering
{
    private const double Card = 0.18;
    private const ulong SeedStep = 1_000_003;

    /// <summary>Gives the shots of a situation.</summary>
    /// <param name="cameras">The cameras.</param>
    /// <param name="situation">Terms and light.</param>
    /// <param name="options">Light, tremor and seed.</param>
    /// <returns>One for each camera.</returns>
    public static ImmutableArray<Shot> Shots(IReadOnlyList<GapCamera> cameras, Situation situation, GapOptions options)
    {
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(options);
        if (situation.Terms == Terms.EquivalentAperture)
        {
            var least = cameras.Min(camera => camera.Light);
            cameras = [.. cameras.Select(camera => camera.StoppedDownTo(least))];
        }

        var own = new CaptureOptions { Lux = situation.Lux, Light = options.Light };
        var seconds = situation.Terms == Terms.Tripod ? 0 : cameras.Min(camera => CardMeter.Read(camera.Camera, Card, own).ExposureSeconds);
        return [.. cameras.Select((camera, i) => Of(
            camera, situation, new Shot(camera, situation.Lux, options.Light, seconds, 0, options.Tremor, options.Seed + (SeedStep * (ulong)i), (ulong)i + 1)))];
    }

    /// <summary>Gives the shot of another camera on the same terms as one that is there: with the same exposure time, or on the tripod with its own.</summary>
    /// <param name="camera">The other camera.</param>
    /// <param name="situation">Terms and light.</param>
    /// <param name="shot">The shot that is there.</param>
    /// <returns>The shot of the other camera, with the ISO that its automatic sets.</returns>
    public static Shot Of(GapCamera camera, Situation situation, Shot shot)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(shot);
        var (sensor, onTripod) = (camera.Camera.Sensor, situation.Terms == Terms.Tripod);
        var options = new CaptureOptions { Lux = shot.Lux, Light = shot.Light };
        var reading = CardMeter.Read(camera.Camera, Card, onTripod ? options with { Iso = SensorReading.BaseIsoOf(sensor, sensor.Modes[0]) } : options with { ExposureSeconds = shot.Seconds });
        return shot with { Camera = camera, Seconds = reading.ExposureSeconds, Iso = reading.Iso, Tremor = onTripod ? 0 : shot.Tremor };
    }
}
