namespace Pentaprism.Capture;

/// <summary>How a scene is captured.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record CaptureOptions
{
    private readonly int _frames = 1;
    private readonly double _lux = 500;

    /// <summary>Gets the number of frames, 1 to 1000. The default is 1.</summary>
    public int Frames
    {
        get => _frames;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000);
            _frames = value;
        }
    }

    /// <summary>Gets the size of the part of the sensor that is written; null for all of it. The scene is framed to fill it. The default is null.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>
    /// Gets where the middle of the part that is written lies, in half widths and half heights of the sensor from its middle: 0.7, 0.7 is 0.7 of
    /// the field. A part that would reach over the border is moved back as far as it fits. The default is the middle.
    /// </summary>
    public (double X, double Y) Centre { get; init; }

    /// <summary>Gets the name of the read mode; null for the first of the sensor. The default is null.</summary>
    public string? Mode { get; init; }

    /// <summary>Gets the focal length of a zoom, mm; null for the shortest. The default is null.</summary>
    public double? FocalLength { get; init; }

    /// <summary>Gets the distance before the lens that is focused, m, up to infinity; null for the subject of the scene, or as near to it as the lens focuses. The default is null.</summary>
    public double? FocusMetres { get; init; }

    /// <summary>Gets a value indicating whether what lies out of focus is blurred; else everything is sharp whatever its distance. The default is true.</summary>
    public bool DepthOfField { get; init; } = true;

    /// <summary>Gets a value indicating whether what moves by itself is left out: walkers and cars stay away. The default is false.</summary>
    public bool Still { get; init; }

    /// <summary>Gets the name of the light: a CIE illuminant, daylight ("D60") or a black body ("2700K"); null for the scene's own. The default is null.</summary>
    public string? Light { get; init; }

    /// <summary>Gets the illuminance of the scene, lux, 0.001 to 1,000,000. The default is 500.</summary>
    public double Lux
    {
        get => _lux;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0.001);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1e6);
            _lux = value;
        }
    }

    /// <summary>Gets the exposure time, s; null for automatic. The default is null.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Gets the ISO; null for automatic. The default is null.</summary>
    public double? Iso { get; init; }

    /// <summary>Gets exposure compensation of the automatic, EV. The default is 0.</summary>
    public double Compensation { get; init; }

    /// <summary>Gets the hand's tremor as a share of that of an ordinary hand; 0 for a tripod. The default is 1.</summary>
    public double Tremor { get; init; } = 1;

    /// <summary>Gets the seed of what differs from capture to capture. The default is 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the seed of what differs from one specimen of the sensor to the next and stays the same in all its captures. The default is 1.</summary>
    public ulong SensorSeed { get; init; } = 1;
}
