using Pentaprism.Capture.Randomness;

namespace Pentaprism.Capture;

/// <summary>Where the camera looks at an instant, against the first one.</summary>
/// <param name="X">Shift of the picture to the right, pixels of the file.</param>
/// <param name="Y">Shift of the picture down, pixels of the file.</param>
/// <param name="Roll">Turn of the picture about its centre, radians, clockwise.</param>
public readonly record struct CameraMotion(double X, double Y, double Roll);

/// <summary>The tremor of a hand that holds a camera.</summary>
/// <remarks>
/// Slow drift and a tremor of about 8 Hz: a sum of sines with seeded phases, whose angles grow from second to second as those of a hand do
/// (R. Köhler et al., Recording and playback of camera shake, ECCV 2012, find some hundredths of a degree in a tenth of a second).
/// </remarks>
internal sealed class HandTremor
{
    // Frequency in Hz and amplitude in milliradians.
    private static readonly (double Hertz, double Amplitude)[] _parts =
        [(0.17, 4.0), (0.43, 2.0), (0.9, 1.0), (2.1, 0.4), (4.3, 0.15), (7.6, 0.12), (9.4, 0.08)];

    private const double RollOverTilt = 0.5;
    private readonly double[,] _phases = new double[3, _parts.Length];
    private readonly double _scale;
    private readonly double _pixelsPerRadian;

    /// <summary>Makes the tremor of a capture.</summary>
    /// <param name="seed">Of the capture.</param>
    /// <param name="strength">1 for an ordinary hand.</param>
    /// <param name="stabilisationStops">What stabilisation is worth within a frame and between them.</param>
    /// <param name="pixelsPerRadian">Focal length over pixel pitch.</param>
    public HandTremor(ulong seed, double strength, double stabilisationStops, double pixelsPerRadian)
    {
        _scale = strength * Math.Pow(2, -stabilisationStops) * 1e-3;
        _pixelsPerRadian = pixelsPerRadian;
        var random = new Philox(seed);
        for (var axis = 0; axis < 3; axis++)
        {
            for (var part = 0; part < _parts.Length; part++)
            {
                _phases[axis, part] = 2 * Math.PI * RandomWords.Fraction(random.At((uint)axis, (uint)part, 0, 1).A);
            }
        }
    }

    /// <summary>Gives the motion at an instant; none at 0.</summary>
    /// <param name="seconds">After the middle of the first exposure.</param>
    public CameraMotion At(double seconds) => _scale == 0
        ? default
        : new(_pixelsPerRadian * Angle(0, seconds), _pixelsPerRadian * Angle(1, seconds), RollOverTilt * Angle(2, seconds));

    private double Angle(int axis, double seconds)
    {
        var sum = 0.0;
        for (var part = 0; part < _parts.Length; part++)
        {
            var phase = _phases[axis, part];
            sum += _parts[part].Amplitude * (Math.Sin((2 * Math.PI * _parts[part].Hertz * seconds) + phase) - Math.Sin(phase));
        }

        return _scale * sum;
    }
}
