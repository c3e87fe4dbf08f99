namespace Pentaprism.Files.Jpeg;

/// <summary>Options of the JPEG writer.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record JpegOptions
{
    private readonly int _quality = 92;
    private readonly JpegSubsampling _subsampling = JpegSubsampling.Full;

    /// <summary>Gets the quality, 1 to 100. The default is 92.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 100.</exception>
    public int Quality
    {
        get => _quality;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            _quality = value;
        }
    }

    /// <summary>Gets the resolution of the colour differences. The default is <see cref="JpegSubsampling.Full"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public JpegSubsampling Subsampling
    {
        get => _subsampling;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(Enum.IsDefined(value), true, nameof(value));
            _subsampling = value;
        }
    }
}

/// <summary>Resolution of a JPEG's colour differences.</summary>
public enum JpegSubsampling
{
    /// <summary>As fine as the luma: 4:4:4.</summary>
    Full = 0,

    /// <summary>Half as fine in both directions: 4:2:0.</summary>
    Half = 2,
}
