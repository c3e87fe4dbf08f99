namespace Pentaprism.Measure.Edges;

/// <summary>The window over the line spread.</summary>
public enum EdgeWindow
{
    /// <summary>A raised cosine, as in the edition of 2023.</summary>
    Tukey,

    /// <summary>Hamming's, as in older editions.</summary>
    Hamming,
}

/// <summary>Options of <see cref="Iso12233Edge"/>.</summary>
public sealed record Iso12233Options
{
    private readonly int _order = 5;

    /// <summary>Gets the order of the polynomial through the edge, 1 to 5: 5 (the default) where distortion may bend it, 1 for one that is known to be straight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 5.</exception>
    public int Order
    {
        get => _order;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 5);
            _order = value;
        }
    }

    /// <summary>Gets the window. The default is <see cref="EdgeWindow.Tukey"/>.</summary>
    public EdgeWindow Window { get; init; } = EdgeWindow.Tukey;
}
