using System.Collections.Immutable;
using Pentaprism.Capture.Cameras;

namespace Pentaprism.Gap.Plan;

/// <summary>The way from a camera to the reference in steps that change one thing each.</summary>
/// <remarks>Light first: the camera built as large as the reference, behind its aperture. Then the reference's lens, then its sensor.</remarks>
public static class Swaps
{
    /// <summary>Gives the cameras of the way.</summary>
    /// <param name="camera">Where it begins.</param>
    /// <param name="reference">Where it ends.</param>
    /// <returns>What was swapped in, and the camera with it.</returns>
    public static ImmutableArray<(string Swapped, GapCamera Camera)> Way(GapCamera camera, GapCamera reference)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(reference);
        var large = WithLightOf(camera, reference);
        var lens = large with { Camera = large.Camera with { Lens = reference.Camera.Lens, Stabilisation = reference.Camera.Stabilisation } };
        return [("light", large), ("lens", lens), ("sensor", reference)];
    }

    /// <summary>Gives a camera as if it were built with the area of another and behind the aperture of the other.</summary>
    /// <param name="camera">The camera; its pixels, electrons a square micrometre and blur relative to the picture stay the same.</param>
    /// <param name="other">The other camera.</param>
    public static GapCamera WithLightOf(GapCamera camera, GapCamera other)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(other);
        var (lens, sensor) = (camera.Camera.Lens, camera.Camera.Sensor);
        var area = other.Area / camera.Area;
        sensor = sensor with
        {
            FullWell = sensor.FullWell with { Value = sensor.FullWell.Value * area },
            DarkCurrent = sensor.DarkCurrent with { Value = sensor.DarkCurrent.Value * area },
            ConversionGains = [.. sensor.ConversionGains.Select(gain => gain with
            {
                MicrovoltsPerElectron = gain.MicrovoltsPerElectron with { Value = gain.MicrovoltsPerElectron.Value / area },
                NoiseAfterGain = gain.NoiseAfterGain with { Value = gain.NoiseAfterGain.Value * area },
            })],
            Modes = [.. sensor.Modes.Select(mode => mode.ChargeCapacity is { } capacity ? mode with { ChargeCapacity = capacity with { Value = capacity.Value * area } } : mode)],
        };
        return camera with
        {
            Camera = lens.Drawing is null
                ? camera.Camera with { Lens = Scaled(lens, other.Setting.FNumber, Math.Sqrt(area)), Sensor = Scaled(sensor, Math.Sqrt(area)) }
                : camera.Camera with { Lens = Brighter(lens, Math.Pow(camera.Setting.FNumber / other.Setting.FNumber, 2)), Sensor = sensor with { QuantumEfficiency = sensor.QuantumEfficiency with { Value = sensor.QuantumEfficiency.Value * area } } },
        };
    }

    private static CameraLens Scaled(CameraLens lens, double fNumber, double scale) => lens with
    {
        Settings = [lens.Settings[0] with
        {
            FocalLength = lens.Settings[0].FocalLength with { Value = lens.Settings[0].FocalLength.Value * scale },
            FNumber = lens.Settings[0].FNumber with { Value = fNumber },
        }],
        Blur = lens.Blur with { Values = [.. lens.Blur.Values.Select(blur => blur * scale)] },
        LateralColour = lens.LateralColour with { Values = [.. lens.LateralColour.Values.Select(shift => shift * scale)] },
    };

    private static CameraSensor Scaled(CameraSensor sensor, double scale) => sensor with
    {
        Pitch = sensor.Pitch with { Value = sensor.Pitch.Value * scale },
        Width = sensor.Width with { Value = sensor.Width.Value * scale },
        Height = sensor.Height with { Value = sensor.Height.Value * scale },
    };

    // A drawn lens is not drawn anew: it stays as it is, its diffraction too, and lets the light through that the larger one would have.
    private static CameraLens Brighter(CameraLens lens, double light) => lens with { Transmission = lens.Transmission with { Value = lens.Transmission.Value * light } };
}
