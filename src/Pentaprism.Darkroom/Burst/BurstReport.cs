using Pentaprism.Darkroom.Modes;

namespace Pentaprism.Darkroom.Burst;

/// <summary>What became of a frame of a burst.</summary>
public sealed record BurstFrameReport
{
    /// <summary>Gets the file.</summary>
    public required string Path { get; init; }

    /// <summary>Gets a value indicating whether the frame is in the picture.</summary>
    public bool IsUsed => Reason is null;

    /// <summary>Gets why the frame was left out; null when it is in the picture.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the exposure against that of the reference, in EV.</summary>
    public double ExposureEv { get; init; }

    /// <summary>Gets the sharpness; compares frames of one burst only. Null when the frame was not read that far.</summary>
    public double? Sharpness { get; init; }

    /// <summary>Gets where the middle of the reference lies in the frame, less the middle, in samples to the right; null when it was not aligned.</summary>
    public double? ShiftX { get; init; }

    /// <summary>Gets the same downwards.</summary>
    public double? ShiftY { get; init; }

    /// <summary>Gets the turn against the reference in degrees, clockwise; null when the frame was not aligned.</summary>
    public double? RotationDegrees { get; init; }

    /// <summary>Gets the kind of motion that was needed, such as "Euclidean"; empty when the frame was not aligned.</summary>
    public string Model { get; init; } = "";

    /// <summary>Gets the correlation with the reference after alignment; null when the frame was not aligned.</summary>
    public double? Correlation { get; init; }

    /// <summary>Gets the difference from the reference after alignment, as a multiple of what the noise explains; null when the frame was not aligned.</summary>
    public double? Residual { get; init; }

    /// <summary>Gets the expected error of the alignment at the corners in samples; null when the frame was not aligned.</summary>
    public double? CornerError { get; init; }

    /// <summary>Gets the mean weight of the frame in the picture, 0 to 1.</summary>
    public double ShareUsed { get; init; }
}

/// <summary>How a burst became a picture.</summary>
public sealed record BurstReport
{
    /// <summary>Gets all frames that were given, in the order of capture.</summary>
    public required IReadOnlyList<BurstFrameReport> Frames { get; init; }

    /// <summary>Gets the number of the reference among the frames, counted from 1.</summary>
    public required int Reference { get; init; }

    /// <summary>Gets what the frames were made into; never <see cref="BurstMode.Auto"/>.</summary>
    public required BurstMode Mode { get; init; }

    /// <summary>Gets what the automatic chose, and why; null where nothing was left to it.</summary>
    public ModeChoice? Choice { get; init; }

    /// <summary>Gets how they were merged; null where one frame was left and developed as one.</summary>
    public MergeMethod? Merge { get; init; }

    /// <summary>Gets the size of the picture in sizes of a frame.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Gets the mean number of frames in a pixel of the picture.</summary>
    public double EffectiveFrames { get; init; } = 1;

    /// <summary>
    /// Gets how many evenly spread sampling phases the motion of the hand amounts to across and down, at the middle of the picture: the
    /// period of the colour filter array over the largest gap between the frames' places in it. A picture of twice the size wants 5.
    /// </summary>
    public (double X, double Y) PhaseCoverage { get; init; } = (1, 1);

    /// <summary>Gets what the user should know, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
