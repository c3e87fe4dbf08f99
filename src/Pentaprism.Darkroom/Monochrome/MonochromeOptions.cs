using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Monochrome;

/// <summary>The glass filter in front of a panchromatic film or sensor that a monochrome picture imitates.</summary>
public enum MonochromeFilter
{
    /// <summary>No filter: all light.</summary>
    None,

    /// <summary>Light yellow (8): skies a little darker.</summary>
    Yellow,

    /// <summary>Orange (21): darker skies, lighter skin.</summary>
    Orange,

    /// <summary>Red (25): nearly black skies.</summary>
    Red,

    /// <summary>Yellow-green (11): lighter leaves.</summary>
    Green,

    /// <summary>Blue (47): light skies and haze, dark skin.</summary>
    Blue,
}

/// <summary>Options of monochrome pictures.</summary>
/// <remarks>
/// Immutable: use a <c>with</c> expression to vary one. The weights imitate, in the mean of seven cameras under daylight and by least squares,
/// long-pass filters at 495, 550 and 600 nm and bands of 490–600 and 400–490 nm in front of a panchromatic sensor. Deep filters need
/// negative weights; what they take below black is black.
/// </remarks>
public sealed record MonochromeOptions
{
    /// <summary>Gets a value indicating whether the picture is monochrome. The default is no.</summary>
    public bool IsOn { get; init; }

    /// <summary>Gets the filter. The default is <see cref="MonochromeFilter.None"/>.</summary>
    public MonochromeFilter Filter { get; init; } = MonochromeFilter.None;

    /// <summary>Gets the weights of balanced camera red, green and blue; they add up to 1.</summary>
    public Vector3d Weights => Filter switch
    {
        MonochromeFilter.Yellow => new(0.36, 0.79, -0.15),
        MonochromeFilter.Orange => new(0.89, 0.31, -0.20),
        MonochromeFilter.Red => new(1.45, -0.49, 0.04),
        MonochromeFilter.Green => new(0.03, 1.05, -0.08),
        MonochromeFilter.Blue => new(0, -0.20, 1.20),
        _ => new(0.24, 0.44, 0.32),
    };
}
