using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>A sensor frame on its way to colour: one sample a photosite, in normalised units, with what they mean.</summary>
/// <remarks>
/// Black is 0 and white 1; negatives are kept and so is what gains lift above 1. Owns its planes.
/// </remarks>
public sealed class Mosaic : IDisposable
{
    /// <summary>Gets or sets the samples of the active area; a stage that cannot work in place swaps the plane and disposes the old one.</summary>
    public required Plane<float> Samples { get; set; }

    /// <summary>Gets the colour of each photosite; starts at the first sample.</summary>
    public required CfaPattern Cfa { get; init; }

    /// <summary>
    /// Gets or sets the product of all gains since normalisation, photosite by photosite, white balance left out; null means 1 everywhere.
    /// It is the clip level of its photosite, and it scales the noise: variance = S·g·x + O·g².
    /// </summary>
    public Plane<float>? Gain { get; set; }

    /// <summary>Gets or sets the noise of the samples before <see cref="Gain"/> and with <see cref="WhiteBalance"/> applied.</summary>
    public required NoiseModel Noise { get; set; }

    /// <summary>Gets or sets the factors of red, green and blue that the samples were multiplied by; the smallest is 1.</summary>
    public Vector3d WhiteBalance { get; set; } = Vector3d.One;

    /// <summary>Gets or sets how the noise of a merge differs from place to place; null where it does not.</summary>
    internal NoiseScale? NoiseScale { get; set; }

    /// <summary>Gets the samples in a row.</summary>
    public int Width => Samples.Width;

    /// <summary>Gets the number of rows.</summary>
    public int Height => Samples.Height;

    /// <inheritdoc/>
    public void Dispose()
    {
        Samples.Dispose();
        Gain?.Dispose();
    }
}
