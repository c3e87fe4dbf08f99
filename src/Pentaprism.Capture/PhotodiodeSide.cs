namespace Pentaprism.Capture;

/// <summary>Which of two photodiodes under a microlens, named after the half of the pupil that it sees, as the camera looks at the scene.</summary>
/// <remarks>What lies behind the plane of focus is farther left in the left picture, what lies before it farther right.</remarks>
public enum PhotodiodeSide
{
    /// <summary>The one that sees the left half.</summary>
    Left,

    /// <summary>The one that sees the right half.</summary>
    Right,
}
