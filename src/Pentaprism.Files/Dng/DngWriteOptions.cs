using System.Collections.Immutable;

namespace Pentaprism.Files.Dng;

/// <summary>Options of the DNG writer.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record DngWriteOptions
{
    private readonly DngCompression _compression = DngCompression.LosslessJpeg;
    private readonly int _tileSize = 512;

    /// <summary>
    /// Gets how samples are stored. The default is <see cref="DngCompression.LosslessJpeg"/>; floating-point samples are always stored as
    /// they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public DngCompression Compression
    {
        get => _compression;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(Enum.IsDefined(value), true, nameof(value));
            _compression = value;
        }
    }

    /// <summary>Gets the side of a compressed tile in pixels, 64 to 4096 in steps of 16. The default is 512.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range or no multiple of 16.</exception>
    public int TileSize
    {
        get => _tileSize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value is >= 64 and <= 4096 && value % 16 == 0, true, nameof(value));
            _tileSize = value;
        }
    }

    /// <summary>Gets a small finished picture in sRGB to put before the raw one, as a JPEG file; null puts none. The default is null.</summary>
    public ImmutableArray<byte>? Preview { get; init; }

    /// <summary>Gets the name of the program that made the file; empty writes none. The default is "Pentaprism".</summary>
    public string Software { get; init; } = "Pentaprism";
}

/// <summary>How the samples of a DNG are stored.</summary>
public enum DngCompression
{
    /// <summary>As they are, in strips.</summary>
    None = 0,

    /// <summary>As lossless JPEG, in tiles.</summary>
    LosslessJpeg = 1,
}
