namespace Pentaprism.Darkroom.Burst;

/// <summary>What several frames of one capture are made into.</summary>
public enum BurstMode
{
    /// <summary>A bracket where the frames' exposures differ, a night picture where there was little light, a plain burst otherwise.</summary>
    Auto,

    /// <summary>One picture with less noise.</summary>
    Burst,

    /// <summary>One picture with less noise of a scene in little light.</summary>
    Night,

    /// <summary>One picture with a wider range from frames of different exposure.</summary>
    Bracket,

    /// <summary>The mean of all frames over what stands still: smooth water.</summary>
    LongExposureMean,

    /// <summary>The brightest of all frames at each point: trails of light.</summary>
    LongExposureMax,
}

/// <summary>How frames are merged.</summary>
public enum MergeMethod
{
    /// <summary>The one that suits the frames and the output.</summary>
    Auto,

    /// <summary>In the Fourier domain of the mosaic, tile by tile.</summary>
    Wiener,

    /// <summary>By regression on samples at their true places; the only one that gains resolution.</summary>
    Kernel,

    /// <summary>The plain mean after alignment.</summary>
    Average,
}

/// <summary>How the frames of a burst become one picture.</summary>
/// <remarks>Immutable. A capture of one frame does not ask for them.</remarks>
public sealed record BurstOptions
{
    /// <summary>Gets what the frames are made into; <see cref="BurstMode.Auto"/> unless stated.</summary>
    public BurstMode Mode { get; init; } = BurstMode.Auto;

    /// <summary>Gets how frames are merged; <see cref="MergeMethod.Auto"/> unless stated.</summary>
    public MergeMethod Merge { get; init; } = MergeMethod.Auto;

    /// <summary>Gets the size of the picture in sizes of a frame: 1 (the default) or 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 1 nor 2.</exception>
    public int Scale
    {
        get;
        init => field = (int)OptionRange.Within(value, 1, 2);
    } = 1;

    /// <summary>
    /// Gets the number of the frame whose view and moment the picture shows, counted from 1 in the order of capture; null (the default)
    /// takes the sharpest of those that are well exposed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Reference
    {
        get;
        init => field = value is null ? null : (int)OptionRange.Within(value.Value, 1, 10_000);
    }

    /// <summary>Gets a value indicating whether a frame that cannot be used is an error; false (the default) leaves it out and says so.</summary>
    public bool Strict { get; init; }
}
