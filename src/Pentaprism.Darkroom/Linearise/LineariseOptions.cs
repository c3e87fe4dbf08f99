using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Linearise;

/// <summary>Options of <see cref="Lineariser"/>.</summary>
/// <remarks>By default everything that the file says is applied.</remarks>
public sealed record LineariseOptions
{
    /// <summary>Gets a value indicating whether the gain maps and the radial falloff of list 2 are applied. The default is true.</summary>
    public bool ApplyShading { get; init; } = true;

    /// <summary>
    /// Gets a value indicating whether a sensor that saturates below the file's WhiteLevel is noticed, so that highlights clip together.
    /// The default is true.
    /// </summary>
    public bool DetectSaturation { get; init; } = true;

    /// <summary>Gets the noise to assume where the file has no NoiseProfile; null (the default) takes that of BaselineNoise.</summary>
    public NoiseModel? Noise { get; init; }
}
