using Pentaprism.Capture;

namespace Pentaprism.Gap.Plan;

/// <summary>How one camera photographs in one situation.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Lux">Light on the scene.</param>
/// <param name="Light">Its name.</param>
/// <param name="Seconds">Exposure time.</param>
/// <param name="Iso">ISO.</param>
/// <param name="Tremor">The hand's tremor, 0 on a tripod.</param>
/// <param name="Seed">What differs from one capture to the next.</param>
/// <param name="SensorSeed">The specimen of the sensor.</param>
public sealed record Shot(GapCamera Camera, double Lux, string Light, double Seconds, double Iso, double Tremor, ulong Seed, ulong SensorSeed)
{
    /// <summary>Gives the same capture with other chances.</summary>
    /// <param name="repeat">0 for this one, 1, 2 …</param>
    public Shot Again(int repeat) => this with { Seed = Seed + ((ulong)repeat * 7919) };

    /// <summary>Gives the options of a capture.</summary>
    /// <param name="frames">How many frames.</param>
    /// <param name="size">The part of the sensor.</param>
    /// <param name="centre">Where it lies.</param>
    public CaptureOptions Options(int frames, (int Width, int Height) size, (double X, double Y) centre) => new()
    {
        Frames = frames,
        Size = size,
        Centre = centre,
        Light = Light,
        Lux = Lux,
        ExposureSeconds = Seconds,
        Iso = Iso,
        Tremor = Tremor,
        Seed = Seed,
        SensorSeed = SensorSeed,
        Still = true,
        DepthOfField = false,
    };
}
