using Pentaprism.Darkroom.LocalContrast;

namespace Pentaprism.Darkroom.Tone;

/// <summary>Who draws the tone curve.</summary>
public enum ToneMode
{
    /// <summary>Our own curve: believable contrast, colours that keep their hue into the highlights.</summary>
    Natural,

    /// <summary>
    /// The camera profile's LookTable and tone curve, as the DNG specification orders them. The two belong together: a LookTable is drawn for
    /// its maker's curve, so it is used in this mode alone. A profile without a curve gets the natural one.
    /// </summary>
    Profile,

    /// <summary>No curve: exposure alone, values above 1 stay.</summary>
    Linear,
}

/// <summary>Options of the tone stage.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record ToneOptions
{
    private readonly double _exposureEv;
    private readonly double _contrast = 1.2;
    private readonly double _blackEv = -9;
    private readonly double? _whiteEv;

    /// <summary>Gets who draws the curve. The default is <see cref="ToneMode.Natural"/>.</summary>
    public ToneMode Mode { get; init; } = ToneMode.Natural;

    /// <summary>Gets the exposure added to that of the file and of the automatic, −10 to 10 EV. The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside −10 to 10.</exception>
    public double ExposureEv
    {
        get => _exposureEv;
        init => _exposureEv = OptionRange.Within(value, -10, 10);
    }

    /// <summary>
    /// Gets a value indicating whether the exposure follows the scene (see <see cref="AutomaticExposure"/>); null means yes with the natural
    /// curve and no otherwise, since a maker's curve presumes the maker's exposure. The default is null.
    /// </summary>
    public bool? FollowScene { get; init; }

    /// <summary>Gets the most that the automatic exposure adds, 0 to 6 EV. The default is 2.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 6.</exception>
    public double MostLiftEv
    {
        get;
        init => field = OptionRange.Within(value, 0, 6);
    } = 2.5;

    /// <summary>Gets the contrast at mid grey of the natural curve, d ln(display) / d ln(scene), 1 to 2. The default is 1.2.</summary>
    /// <remarks>A scene with little room above mid grey gets as much more as it needs to reach white.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 2.</exception>
    public double Contrast
    {
        get => _contrast;
        init => _contrast = OptionRange.Within(value, 1, 2);
    }

    /// <summary>Gets the exposure relative to mid grey that the natural curve makes black, −16 to −4 EV. The default is −9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside −16 to −4.</exception>
    public double BlackEv
    {
        get => _blackEv;
        init => _blackEv = OptionRange.Within(value, -16, -4);
    }

    /// <summary>
    /// Gets the exposure relative to mid grey that the natural curve makes white, 2.75 to 10 EV; null takes the sensor's white, or what was
    /// restored above it. The default is null.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 2.75 to 10.</exception>
    public double? WhiteEv
    {
        get => _whiteEv;
        init => _whiteEv = value is { } ev ? OptionRange.Within(ev, LowestWhiteEv, 10) : null;
    }

    /// <summary>
    /// Gets the power of the natural curve's shoulder, 1 to 6: higher stays straight longer and rolls off late, lower rolls off gently from
    /// mid grey on. The default is 3.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 6.</exception>
    public double ShoulderPower
    {
        get;
        init => field = OptionRange.Within(value, 1, 6);
    } = 3;

    /// <summary>Gets how bright the natural curve shows black, 0 to 0.1 of white as the eye counts (light to the power of 1/2.4). The default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 0.1.</exception>
    public double BlackLevel
    {
        get;
        init => field = OptionRange.Within(value, 0, 0.1);
    }

    /// <summary>
    /// Gets the exposure added where there was little light, −2 to 1 EV: none of it at 10 lux, all of it from 1 lux down. Where the file does
    /// not tell the light, none. The default is 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside −2 to 1.</exception>
    public double NightEv
    {
        get;
        init => field = OptionRange.Within(value, -2, 1);
    }

    /// <summary>
    /// Gets the exposure added in the corners under the natural curve, growing from the middle with the square of the distance as a lens's fall-off does, −3 to 1 EV.
    /// The default is 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside −3 to 1.</exception>
    public double CornerEv
    {
        get;
        init => field = OptionRange.Within(value, -3, 1);
    }

    /// <summary>Gets the local contrast of the natural curve.</summary>
    public LocalContrastOptions LocalContrast { get; init; } = new();

    /// <summary>Gets by how many EV the longest exposure of a bracket looked further into the shadows than its reference, at least 0. The default is 0.</summary>
    internal double RangeEv { get; init; }

    /// <summary>Gives options between these and others: numbers mix, all else is the others'.</summary>
    internal ToneOptions Mixed(ToneOptions other, double share) => other with
    {
        ExposureEv = double.Lerp(ExposureEv, other.ExposureEv, share),
        MostLiftEv = double.Lerp(MostLiftEv, other.MostLiftEv, share),
        Contrast = double.Lerp(Contrast, other.Contrast, share),
        BlackEv = double.Lerp(BlackEv, other.BlackEv, share),
        WhiteEv = WhiteEv is { } white && other.WhiteEv is { } otherWhite ? double.Lerp(white, otherWhite, share) : other.WhiteEv,
        ShoulderPower = double.Lerp(ShoulderPower, other.ShoulderPower, share),
        BlackLevel = double.Lerp(BlackLevel, other.BlackLevel, share),
        NightEv = double.Lerp(NightEv, other.NightEv, share),
        CornerEv = double.Lerp(CornerEv, other.CornerEv, share),
        LocalContrast = LocalContrast.Mixed(other.LocalContrast, share),
    };

    /// <summary>Gets the lowest white of the natural curve, in EV above mid grey.</summary>
    internal static double LowestWhiteEv => 2.75;
}
