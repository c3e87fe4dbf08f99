namespace Pentaprism.Darkroom.LocalContrast;

/// <summary>Options of local contrast.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record LocalContrastOptions
{
    private readonly double _strength = 0.4;
    private readonly double _liftLimitEv = 1.5;
    private readonly double _detail;

    /// <summary>Gets options that change nothing.</summary>
    public static LocalContrastOptions Off { get; } = new() { Strength = 0, Detail = 0 };

    /// <summary>Gets how much large differences of brightness are reduced, 0 (not at all) to 1 (to half, in EV). The default is 0.4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double Strength
    {
        get => _strength;
        init => _strength = OptionRange.Within(value, 0, 1);
    }

    /// <summary>Gets the largest brightening of a shadow, above 0 to 4 EV. The default is 1.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and up to 4.</exception>
    public double LiftLimitEv
    {
        get => _liftLimitEv;
        init => _liftLimitEv = OptionRange.Within(value, 0.001, 4);
    }

    /// <summary>
    /// Gets how much structures of medium contrast, clearly above noise and below strong edges, are strengthened, 0 (not at all) to 1.
    /// The default is 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double Detail
    {
        get => _detail;
        init => _detail = OptionRange.Within(value, 0, 1);
    }

    /// <summary>
    /// Gets the share of large differences that is kept besides, above 0 to 1: less than 1 where a scene has more range than the curve shows.
    /// What counts as large, and the limits, grow as it shrinks. The default is 1; the tone stage chooses it.
    /// </summary>
    internal double RangeShare { get; init; } = 1;

    /// <summary>Gives options between these and others.</summary>
    internal LocalContrastOptions Mixed(LocalContrastOptions other, double share) => new()
    {
        Strength = double.Lerp(Strength, other.Strength, share),
        LiftLimitEv = double.Lerp(LiftLimitEv, other.LiftLimitEv, share),
        Detail = double.Lerp(Detail, other.Detail, share),
    };
}
