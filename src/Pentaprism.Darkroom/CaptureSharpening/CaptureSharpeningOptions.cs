namespace Pentaprism.Darkroom.CaptureSharpening;

/// <summary>Options of <see cref="CaptureSharpener"/>.</summary>
public sealed record CaptureSharpeningOptions
{
    /// <summary>The least blur that is taken back, in pixels: what interpolation leaves of a perfect lens.</summary>
    public const double LeastRadius = 0.35;

    /// <summary>The most blur that is taken back, in pixels.</summary>
    public const double LargestRadius = 1;

    /// <summary>The blur of a photosite's own width and of its interpolation: what a perfect lens leaves.</summary>
    public const double DefaultRadius = 0.393;

    private readonly double? _radius = DefaultRadius;
    private readonly int _iterations = 3;
    private readonly double _strength = 1;
    private readonly double _noiseShare = 1;

    /// <summary>
    /// Gets the standard deviation of the Gaussian blur to take back, in pixels, 0.35 to 1; null measures it on the picture's own edges,
    /// which takes back softness of the scene as well. The default is <see cref="DefaultRadius"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0.35 to 1.</exception>
    public double? Radius
    {
        get => _radius;
        init => _radius = value is null ? null : OptionRange.Within(value.Value, LeastRadius, LargestRadius);
    }

    /// <summary>Gets the rounds of deconvolution, 1 to 10. The default is 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 10.</exception>
    public int Iterations
    {
        get => _iterations;
        init => _iterations = (int)OptionRange.Within(value, 1, 10);
    }

    /// <summary>Gets the share of the sharpening that is applied, 0 to 1. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double Strength
    {
        get => _strength;
        init => _strength = OptionRange.Within(value, 0, 1);
    }

    /// <summary>
    /// Gets the share of the picture's stated noise that is still there, as a ratio of standard deviations, 0 to 1: 1 (the default)
    /// for a picture that was not denoised.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double NoiseShare
    {
        get => _noiseShare;
        init => _noiseShare = OptionRange.Within(value, 0, 1);
    }
}
