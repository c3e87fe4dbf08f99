using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.WhiteBalance;

namespace Pentaprism.Darkroom.Burst;

/// <summary>Options of <see cref="FrameLoader"/>.</summary>
internal sealed record FrameOptions
{
    private readonly long _memoryBytes = 256 << 20;

    /// <summary>Gets how stored codes become samples; everything that the file says by default.</summary>
    public LineariseOptions Linearise { get; init; } = new();

    /// <summary>Gets what counts as a bad photosite.</summary>
    public DefectOptions Defects { get; init; } = new();

    /// <summary>Gets what becomes of sensors whose filters cover squares of photosites.</summary>
    public RemosaicOptions Remosaic { get; init; } = new();

    /// <summary>Gets what is taken as white where colours are interpolated.</summary>
    public WhiteBalanceOptions WhiteBalance { get; init; } = new();

    /// <summary>Gets a value indicating whether a frame that cannot be used ends the run. The default is false: it is skipped and named.</summary>
    public bool Strict { get; init; }

    /// <summary>Gets the memory that the stored frames may take, in bytes; 0 puts all into a temporary file. The default is 256 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MemoryBytes
    {
        get => _memoryBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _memoryBytes = value;
        }
    }
}
