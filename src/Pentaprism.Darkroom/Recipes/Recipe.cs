using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.CaptureSharpening;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.ColourEqualizer;
using Pentaprism.Darkroom.Defects;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Denoise;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Grain;
using Pentaprism.Darkroom.Hdr;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Lens;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.LookTable;
using Pentaprism.Darkroom.Modes;
using Pentaprism.Darkroom.Monochrome;
using Pentaprism.Darkroom.Night;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files;
using Pentaprism.Files.Jpeg;

namespace Pentaprism.Darkroom;

/// <summary>How far a development goes.</summary>
public enum Rendering
{
    /// <summary>To a finished picture: exposure, tone, gamut of the output.</summary>
    Finished,

    /// <summary>To scene-linear light: no exposure change, no tone; 1.0 is the sensor's white.</summary>
    Scene,

    /// <summary>To a linear DNG: camera colour that another program, or this one, balances and renders; the finished picture is its preview.</summary>
    Linear,
}

/// <summary>How a picture is developed: one options record a stage, in the order of the light.</summary>
/// <remarks>
/// The command line's flags, a recipe file and a library call are three ways to write the same recipe. The defaults honour everything
/// that the capture says. The same recipe on the same capture gives the same bytes on every run of one machine.
/// </remarks>
public sealed record Recipe
{
    /// <summary>Version of the format that this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Gets the version of the format; <see cref="CurrentVersion"/> is the only one there is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is another.</exception>
    public int Version
    {
        get;
        init => field = value == CurrentVersion ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Only version {CurrentVersion} of the recipe is known.");
    } = CurrentVersion;

    /// <summary>Gets how far the development goes; to a finished picture unless stated.</summary>
    public Rendering Render { get; init; } = Rendering.Finished;

    /// <summary>Gets the mode that the settings follow (<see cref="CameraModes"/>); it says where they come from and changes nothing.</summary>
    public CameraMode Mode { get; init; } = CameraMode.Auto;

    /// <summary>Gets the path of a DCP camera profile that replaces the one in the file; null (the default) keeps the file's.</summary>
    public string? Profile { get; init; }

    /// <summary>Gets how the frames of a burst become one picture; a single frame does not ask for it.</summary>
    public BurstOptions Burst { get; init; } = new();

    /// <summary>Gets what is done differently where there was little light.</summary>
    public NightOptions Night { get; init; } = new();

    /// <summary>Gets the options of the first stage.</summary>
    public LineariseOptions Linearise { get; init; } = new();

    /// <summary>Gets what is done about bad photosites.</summary>
    public DefectOptions Defects { get; init; } = new();

    /// <summary>Gets what becomes of a sensor whose filters cover squares of photosites.</summary>
    public RemosaicOptions Remosaic { get; init; } = new();

    /// <summary>Gets the strength of the denoiser.</summary>
    public DenoiseOptions Denoise { get; init; } = new();

    /// <summary>Gets where the white comes from.</summary>
    public WhiteBalanceOptions WhiteBalance { get; init; } = new();

    /// <summary>Gets what is done about clipped photosites.</summary>
    public HighlightOptions Highlights { get; init; } = new();

    /// <summary>Gets the demosaic method.</summary>
    public DemosaicOptions Demosaic { get; init; } = new();

    /// <summary>Gets which lens corrections are applied.</summary>
    public LensOptions Lens { get; init; } = new();

    /// <summary>Gets the capture sharpening.</summary>
    public CaptureSharpeningOptions Sharpening { get; init; } = new();

    /// <summary>Gets which parts of the profile are applied.</summary>
    public ColourOptions Colour { get; init; } = new();

    /// <summary>Gets the name of the look that tone, monochrome, palette, table and grain follow; it says where they come from and changes nothing.</summary>
    public string Look { get; init; } = "natural";

    /// <summary>Gets whether the picture is monochrome, and through which filter.</summary>
    public MonochromeOptions Monochrome { get; init; } = new();

    /// <summary>Gets exposure, curve, local contrast and fall-off of light.</summary>
    public ToneOptions Tone { get; init; } = new();

    /// <summary>Gets the palette.</summary>
    public ColourEqualizerOptions ColourEqualizer { get; init; } = new();

    /// <summary>Gets the table of a look that comes as a file.</summary>
    public LookTableOptions LookTable { get; init; } = new();

    /// <summary>Gets the grain.</summary>
    public GrainOptions Grain { get; init; } = new();

    /// <summary>Gets space, depth and size of the picture.</summary>
    public FinishOptions Finish { get; init; } = new();

    /// <summary>Gets whether the picture carries a rendition for HDR displays, and how far that goes; a JPEG can.</summary>
    public HdrOptions Hdr { get; init; } = new();

    /// <summary>Gets quality and subsampling, used where the picture is a JPEG; the quality also of AVIF, HEIC and JPEG XL.</summary>
    public JpegOptions Jpeg { get; init; } = new();

    /// <summary>Gives this recipe with the depth of samples settled for a format: 8 bits in JPEG and PNG and 16 elsewhere, unless stated; AVIF and HEIC keep 10 of them.</summary>
    /// <param name="format">The format of the picture.</param>
    /// <returns>The recipe that can be carried out.</returns>
    /// <exception cref="ArgumentException">The format cannot hold the samples that were asked for.</exception>
    public Recipe For(PictureFormat format)
    {
        var samples = Finish.Samples ?? (format is PictureFormat.Jpeg or PictureFormat.Png ? SampleKind.Byte : SampleKind.Word);
        if ((format == PictureFormat.Jpeg && samples != SampleKind.Byte) || (format != PictureFormat.Tiff && samples == SampleKind.Float))
        {
            throw new ArgumentException($"{format.ToString().ToUpperInvariant()} cannot hold such samples; JPEG has 8 bits, PNG and JPEG XL 8 or 16, AVIF and HEIC 8 or (of 16) 10, TIFF 8, 16 or float.");
        }

        if (Render == Rendering.Linear)
        {
            throw new ArgumentException($"Linear rendering makes a DNG: name the picture .dng, or say --render finished for {format.ToString().ToUpperInvariant()}.");
        }

        if (Hdr.IsOn && format != PictureFormat.Jpeg)
        {
            throw new ArgumentException($"A rendition for HDR displays needs a JPEG: name the picture .jpg, or leave --hdr out for {format.ToString().ToUpperInvariant()}.");
        }

        if (Hdr.IsOn && Render == Rendering.Scene)
        {
            throw new ArgumentException("A rendition for HDR displays belongs to a finished picture; scene-linear light has none.");
        }

        return this with { Finish = Finish with { Samples = samples } };
    }

    /// <summary>Gives this recipe for a linear DNG: what was asked for of look, tone and white balance is seen in its preview alone, and stands in its XMP.</summary>
    /// <returns>The recipe that can be carried out.</returns>
    /// <exception cref="ArgumentException">Something was asked for that a DNG cannot hold.</exception>
    public Recipe ForDng() =>
        Render == Rendering.Scene ? throw new ArgumentException("Scene-linear light is a picture, such as a .tif: a DNG holds the camera's own colours. Leave --render scene out.")
        : Hdr.IsOn ? throw new ArgumentException("A rendition for HDR displays needs a JPEG: name the picture .jpg, or leave --hdr out for DNG.")
        : Finish.Samples is not null and not SampleKind.Word ? throw new ArgumentException("A linear DNG has 16 bits: leave --bits out.")
        : this with { Render = Rendering.Linear };
}
