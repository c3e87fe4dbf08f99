namespace Pentaprism.Darkroom.Merge;

/// <summary>How a burst is merged by <see cref="RegressionMerge"/>.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
internal sealed record RegressionOptions
{
    /// <summary>Gets the options that suit any burst.</summary>
    public static RegressionOptions Default { get; } = new();

    /// <summary>Gets the size of the picture in sizes of a frame, 1 or 2. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 1 nor 2.</exception>
    public int Scale
    {
        get;
        init => field = (int)OptionRange.Within(value, 1, 2);
    } = 1;

    /// <summary>Gets the passes that compare the estimate with every sample and add what is missing, 0 to 8; null, the default, lets noise and scale choose.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 8.</exception>
    public int? Refinements
    {
        get;
        init => field = value is { } passes ? (int)OptionRange.Within(passes, 0, 8) : null;
    }
}
