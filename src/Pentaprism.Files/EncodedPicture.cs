using Pentaprism.Imaging;

namespace Pentaprism.Files;

/// <summary>A finished picture on its way to a file: interleaved samples, grey or red, green, blue. Owns its plane.</summary>
/// <remarks>Integer samples span their whole type: 0 is black and 255 or 65535 white. Floats are written as they are.</remarks>
public sealed class EncodedPicture : IDisposable
{
    private EncodedPicture(int channels, int planeWidth, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 3, true, nameof(channels));
        if (planeWidth % channels != 0)
        {
            throw new ArgumentException($"A row of {planeWidth} samples is no whole number of pixels of {channels} channels.", nameof(channels));
        }

        (Channels, Width, Height) = (channels, planeWidth / channels, height);
    }

    /// <summary>Wraps samples of 8 bits.</summary>
    /// <param name="channels">1 for grey, 3 for red, green, blue.</param>
    /// <param name="samples">A plane that is <paramref name="channels"/> times as wide as the picture.</param>
    /// <exception cref="ArgumentException">The width is no multiple of the channels.</exception>
    public EncodedPicture(int channels, Plane<byte> samples)
        : this(channels, samples?.Width ?? 0, samples?.Height ?? 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Bytes = samples;
    }

    /// <summary>Wraps samples of 16 bits.</summary>
    /// <param name="channels">1 for grey, 3 for red, green, blue.</param>
    /// <param name="samples">A plane that is <paramref name="channels"/> times as wide as the picture.</param>
    /// <exception cref="ArgumentException">The width is no multiple of the channels.</exception>
    public EncodedPicture(int channels, Plane<ushort> samples)
        : this(channels, samples?.Width ?? 0, samples?.Height ?? 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Words = samples;
    }

    /// <summary>Wraps floating-point samples.</summary>
    /// <param name="channels">1 for grey, 3 for red, green, blue.</param>
    /// <param name="samples">A plane that is <paramref name="channels"/> times as wide as the picture.</param>
    /// <exception cref="ArgumentException">The width is no multiple of the channels.</exception>
    public EncodedPicture(int channels, Plane<float> samples)
        : this(channels, samples?.Width ?? 0, samples?.Height ?? 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Floats = samples;
    }

    /// <summary>Gets the columns.</summary>
    public int Width { get; }

    /// <summary>Gets the rows.</summary>
    public int Height { get; }

    /// <summary>Gets the samples of a pixel: 1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Gets the bits of a sample: 8, 16 or 32.</summary>
    public int BitsPerSample => Bytes is not null ? 8 : Words is not null ? 16 : 32;

    /// <summary>Gets the samples of an 8-bit picture; null for another.</summary>
    public Plane<byte>? Bytes { get; }

    /// <summary>Gets the samples of a 16-bit picture; null for another.</summary>
    public Plane<ushort>? Words { get; }

    /// <summary>Gets the samples of a floating-point picture; null for another.</summary>
    public Plane<float>? Floats { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Bytes?.Dispose();
        Words?.Dispose();
        Floats?.Dispose();
    }
}
