namespace Pentaprism.Darkroom.ColourEqualizer;

/// <summary>What becomes of the colours around one hue.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record HueSector
{
    /// <summary>Gets the share by which their chroma grows, −1 to 1. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside −1 to 1.</exception>
    public double Chroma
    {
        get;
        init => field = OptionRange.Within(value, -1, 1);
    }

    /// <summary>Gets the angle by which their hue turns, −30 to 30 degrees; red turns towards yellow, yellow towards green. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside −30 to 30.</exception>
    public double Hue
    {
        get;
        init => field = OptionRange.Within(value, -30, 30);
    }

    internal HueSector Mixed(HueSector other, double share) => new()
    {
        Chroma = double.Lerp(Chroma, other.Chroma, share),
        Hue = double.Lerp(Hue, other.Hue, share),
    };
}

/// <summary>How far the colours of skin may move.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record SkinGuard
{
    /// <summary>Gets the least that is left of skin's chroma, 0 to 1. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double LowestChroma
    {
        get;
        init => field = OptionRange.Within(value, 0, 1);
    }

    /// <summary>Gets the most that skin's chroma becomes, 1 to 4 times. The default is 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 4.</exception>
    public double HighestChroma
    {
        get;
        init => field = OptionRange.Within(value, 1, 4);
    } = 4;

    /// <summary>Gets the most that skin's hue turns, 0 to 30 degrees. The default is 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 30.</exception>
    public double Hue
    {
        get;
        init => field = OptionRange.Within(value, 0, 30);
    } = 3;
}

/// <summary>Options of the colour equalizer: chroma of all colours, and chroma and hue of six families of them.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one. The defaults change nothing.</remarks>
public sealed record ColourEqualizerOptions
{
    /// <summary>Gets the factor on all chroma, 0 to 2. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 2.</exception>
    public double Chroma
    {
        get;
        init => field = OptionRange.Within(value, 0, 2);
    } = 1;

    /// <summary>Gets what becomes of reds, hue 25 ± 25 degrees.</summary>
    public HueSector Red { get; init; } = new();

    /// <summary>Gets what becomes of yellows, hue 105 ± 30 degrees.</summary>
    public HueSector Yellow { get; init; } = new();

    /// <summary>Gets what becomes of the greens of leaves, hue 130 ± 35 degrees.</summary>
    public HueSector Foliage { get; init; } = new();

    /// <summary>Gets what becomes of cyans, hue 195 ± 35 degrees.</summary>
    public HueSector Cyan { get; init; } = new();

    /// <summary>Gets what becomes of the blues of the sky, hue 258 ± 35 degrees.</summary>
    public HueSector Sky { get; init; } = new();

    /// <summary>Gets what becomes of magentas, hue 328 ± 35 degrees.</summary>
    public HueSector Magenta { get; init; } = new();

    /// <summary>Gets how far skin may move, whatever is asked for above.</summary>
    public SkinGuard Skin { get; init; } = new();

    /// <summary>Gets the families with the middle and the half width of each in degrees of Oklab hue.</summary>
    internal IEnumerable<(HueSector Sector, double Hue, double HalfWidth)> Sectors =>
    [
        (Red, 25, 25), (Yellow, 105, 30), (Foliage, 130, 35), (Cyan, 195, 35), (Sky, 258, 35), (Magenta, 328, 35),
    ];

    /// <summary>Gets a value indicating whether colours stay as they are.</summary>
    internal bool IsNeutral => Chroma == 1 && Sectors.All(entry => entry.Sector is { Chroma: 0, Hue: 0 });

    /// <summary>Gives options between these and others; the others' guard of skin.</summary>
    internal ColourEqualizerOptions Mixed(ColourEqualizerOptions other, double share) => new()
    {
        Chroma = double.Lerp(Chroma, other.Chroma, share),
        Red = Red.Mixed(other.Red, share),
        Yellow = Yellow.Mixed(other.Yellow, share),
        Foliage = Foliage.Mixed(other.Foliage, share),
        Cyan = Cyan.Mixed(other.Cyan, share),
        Sky = Sky.Mixed(other.Sky, share),
        Magenta = Magenta.Mixed(other.Magenta, share),
        Skin = other.Skin,
    };
}
