using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Align;

/// <summary>What the alignment of a frame to the reference came to.</summary>
internal sealed record AlignmentResult
{
    /// <summary>Gets the result of a frame that did not move: the simplest motion of all.</summary>
    public static AlignmentResult Still { get; } = new() { Homography = Matrix3x3.Identity, Kind = MotionKind.Shift, Overlap = 1 };

    /// <summary>Gets the motion: the point p of the reference lies at q = H p in the frame, in samples from the first sample's centre.</summary>
    public required Matrix3x3 Homography { get; init; }

    /// <summary>Gets the kind of motion that was needed.</summary>
    public required MotionKind Kind { get; init; }

    /// <summary>Gets the correlation of the two pictures over the tiles that agree, −1 to 1.</summary>
    public double Correlation { get; init; }

    /// <summary>Gets the standard deviation of the difference between the aligned pictures, as a multiple of what their noise explains.</summary>
    public double Residual { get; init; }

    /// <summary>Gets the share of the tiles with detail that agree with the motion, 0 to 1.</summary>
    public double Agreement { get; init; }

    /// <summary>Gets the share of the reference that the frame covers, 0 to 1.</summary>
    public double Overlap { get; init; }

    /// <summary>Gets the expected error of the motion at the corners of the frame, in samples.</summary>
    public double CornerError { get; init; }

    /// <summary>Gets why the frame must be left out, as a sentence for the user; null when it may be used.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets a value indicating whether the motion may be used.</summary>
    public bool Accepted => Reason is null;
}
