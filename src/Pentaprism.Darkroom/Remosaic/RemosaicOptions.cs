namespace Pentaprism.Darkroom.Remosaic;

/// <summary>What becomes of a sensor whose filters cover squares of photosites.</summary>
public enum SensorMode
{
    /// <summary>Full by daylight, binned where little light was gathered; see <see cref="RemosaicOptions.LeastSnr"/>.</summary>
    Auto,

    /// <summary>The photosites of a square become one pixel: a Bayer mosaic of a half or a quarter of the size, with less noise.</summary>
    Binned,

    /// <summary>Every photosite becomes a pixel: a Bayer mosaic of the same size.</summary>
    Full,
}

/// <summary>How the mosaic of a Quad-Bayer (2 × 2), nona (3 × 3), tetra (4 × 4) or RGBW sensor becomes a Bayer mosaic; others do not ask for it.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record RemosaicOptions
{
    /// <summary>Gets the mode; automatic unless stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the modes.</exception>
    public SensorMode Mode
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "No such sensor mode.");
    }

    /// <summary>
    /// Gets the signal over noise that a single green photosite of middle grey, 18 % of white, must have for the automatic choice to keep
    /// it as a pixel. The default is 10, the first acceptable picture of ISO 12232's noise-based speed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1000.</exception>
    public double LeastSnr
    {
        get;
        init => field = OptionRange.Within(value, 0, 1000);
    } = 10;

    /// <summary>Gets a value indicating whether photosites of a square that answer differently to the same light, as those under one microlens do, are made equal. The default is true.</summary>
    public bool Equalise { get; init; } = true;
}
