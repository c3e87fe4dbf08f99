namespace Pentaprism.Darkroom.Hdr;

/// <summary>Size of a gain map relative to its picture.</summary>
public enum GainMapSize
{
    /// <summary>As large as the picture.</summary>
    Full = 1,

    /// <summary>Half as many pixels along each side.</summary>
    Half = 2,

    /// <summary>A quarter as many pixels along each side.</summary>
    Quarter = 4,
}

/// <summary>Options of the rendition for HDR displays, which a JPEG carries as a gain map beside its picture.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one. The picture itself does not depend on them.</remarks>
public sealed record HdrOptions
{
    /// <summary>Gets a value indicating whether there shall be one. The default is false.</summary>
    public bool IsOn { get; init; }

    /// <summary>Gets the most that highlights go beyond the white of the picture, 0.5 to 6 EV. The default is 3; a scene with less in it gets less.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0.5 to 6.</exception>
    public double HeadroomEv
    {
        get;
        init => field = OptionRange.Within(value, 0.5, 6);
    } = 3;

    /// <summary>Gets the size of the gain map. The default is <see cref="GainMapSize.Full"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public GainMapSize MapSize
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = GainMapSize.Full;

    /// <summary>
    /// Gets a value indicating whether the map has a gain for each colour, so that highlights show the colour that the curve's white took from
    /// them; otherwise one gain of the luminance, which every reader understands. The default is false.
    /// </summary>
    public bool IsColour { get; init; }

    /// <summary>Gets the JPEG quality of the map, 1 to 100. The default is 95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 100.</exception>
    public int MapQuality
    {
        get;
        init => field = (int)OptionRange.Within(value, 1, 100);
    } = 95;
}
