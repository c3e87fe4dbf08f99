using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Finish;

/// <summary>Colour space of a finished picture.</summary>
public enum OutputSpace
{
    /// <summary>sRGB: what every program takes a picture for.</summary>
    Srgb,

    /// <summary>Display P3: phones and newer screens show more of it.</summary>
    DisplayP3,

    /// <summary>Rec. 2020: the working space, for further editing.</summary>
    Rec2020,
}

/// <summary>Kind of the samples of a finished picture.</summary>
public enum SampleKind
{
    /// <summary>8 bits, 0 to 255.</summary>
    Byte,

    /// <summary>16 bits, 0 to 65535.</summary>
    Word,

    /// <summary>32-bit floating point, 1 is white; nothing is clipped.</summary>
    Float,
}

/// <summary>What is done with colours that the output space cannot hold.</summary>
public enum GamutMapping
{
    /// <summary>Their chroma is reduced, hue and lightness stay; colours near the border give way a little, so that none collide.</summary>
    Soft,

    /// <summary>Each channel is clipped by itself, as scene-linear data want it; floating-point samples are not clipped at all.</summary>
    Clip,
}

/// <summary>Options of the finish: from linear Rec. 2020 to samples for a file.</summary>
/// <remarks>Immutable: use a <c>with</c> expression to vary one.</remarks>
public sealed record FinishOptions
{
    private readonly double _scale = 1;

    /// <summary>Gets the options for scene-linear data: 16 bits with the space's own curve, clipped at 1, hue untouched.</summary>
    public static FinishOptions Scene { get; } = new() { Samples = SampleKind.Word, Gamut = GamutMapping.Clip };

    /// <summary>Gets the colour space. The default is sRGB.</summary>
    public OutputSpace Space { get; init; } = OutputSpace.Srgb;

    /// <summary>Gets the kind of samples; null (the default) means 8 bits, and 16 where the picture becomes a TIFF (see <see cref="Recipe.For"/>).</summary>
    public SampleKind? Samples { get; init; }

    /// <summary>Gets a value indicating whether samples stay linear; null means yes for floating point, no for whole numbers. The default is null.</summary>
    public bool? IsLinear { get; init; }

    /// <summary>Gets what is done with colours outside the space. The default is <see cref="GamutMapping.Soft"/>.</summary>
    public GamutMapping Gamut { get; init; } = GamutMapping.Soft;

    /// <summary>Gets the factor on both sides of the picture, 0.01 to 4. The default is 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0.01 to 4.</exception>
    public double Scale
    {
        get => _scale;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value is >= 0.01 and <= 4, true, nameof(value));
            _scale = value;
        }
    }

    /// <summary>Gets the space as an RGB space.</summary>
    public RgbSpace RgbSpace => Space switch
    {
        OutputSpace.Srgb => RgbSpace.Srgb,
        OutputSpace.DisplayP3 => RgbSpace.DisplayP3,
        _ => RgbSpace.Rec2020,
    };

    /// <summary>Gets the curve of the samples.</summary>
    public TransferFunction Transfer => IsLinear ?? Samples == SampleKind.Float ? TransferFunction.Linear : RgbSpace.Transfer;
}
