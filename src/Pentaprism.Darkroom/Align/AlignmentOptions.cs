namespace Pentaprism.Darkroom.Align;

/// <summary>What a frame must show before its alignment is believed.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
internal sealed record AlignmentOptions
{
    /// <summary>Gets the richest motion that may be taken. The default is the homography.</summary>
    public MotionKind Richest { get; init; } = MotionKind.Homography;

    /// <summary>Gets the share of the reference that the frame must cover, 0 to 1. The default is 0.5.</summary>
    public double LeastOverlap { get; init => field = OptionRange.Within(value, 0, 1); } = 0.5;

    /// <summary>Gets the share of the tiles with detail that must agree with the motion, 0 to 1. The default is 0.2: other scenes stay below 0.05, a night interior with much parallax reaches 0.3, what stands still 1.</summary>
    public double LeastAgreement { get; init => field = OptionRange.Within(value, 0, 1); } = 0.2;

    /// <summary>Gets the largest turn that is searched when the picture is not found unturned, 0 to 30 degrees. The default is 6.</summary>
    public double LargestTurn { get; init => field = OptionRange.Within(value, 0, 30); } = 6;
}
