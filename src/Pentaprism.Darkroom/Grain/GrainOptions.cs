namespace Pentaprism.Darkroom.Grain;

/// <summary>Options of grain.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record GrainOptions
{
    /// <summary>Gets the standard deviation of the grain at mid grey, 0 (none) to 0.5 EV, for grains larger than a pixel. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 0.5.</exception>
    public double Strength
    {
        get;
        init => field = OptionRange.Within(value, 0, 0.5);
    }

    /// <summary>Gets the diameter of a grain on a frame of 36 × 24 mm, 2 to 60 micrometres. The default is 12.</summary>
    /// <remarks>The frame's diagonal, 43.27 mm, stands for the picture's: grain looks the same at every size of a picture.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 2 to 60.</exception>
    public double Diameter
    {
        get;
        init => field = OptionRange.Within(value, 2, 60);
    } = 12;

    /// <summary>Gets the seed: the same one gives the same grain. The default is 1.</summary>
    public int Seed { get; init; } = 1;
}
