using Pentaprism.Darkroom.Denoise;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom;

/// <summary>A picture in the camera's own colours: three linear planes in normalised units, with what they mean.</summary>
/// <remarks>Units as in <see cref="Mosaic"/>. A monochrome picture has three equal planes. Owns its planes.</remarks>
public sealed class CameraImage : IDisposable
{
    /// <summary>Gets or sets the planes.</summary>
    public required RgbPlanes Pixels { get; set; }

    /// <summary>Gets or sets the gains since normalisation, as in <see cref="Mosaic.Gain"/>; null means 1 everywhere.</summary>
    public Plane<float>? Gain { get; set; }

    /// <summary>Gets or sets the noise of the sensor's samples before <see cref="Gain"/> and with <see cref="WhiteBalance"/> applied.</summary>
    public required NoiseModel Noise { get; set; }

    /// <summary>Gets or sets the factors that the planes were multiplied by; the smallest is 1.</summary>
    public Vector3d WhiteBalance { get; set; } = Vector3d.One;

    /// <summary>Gets or sets how the noise of a merge differs from place to place; null where it does not.</summary>
    internal NoiseScale? NoiseScale { get; set; }

    /// <summary>Gets the samples in a row.</summary>
    public int Width => Pixels.Width;

    /// <summary>Gets the number of rows.</summary>
    public int Height => Pixels.Height;

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        Gain?.Dispose();
    }
}
