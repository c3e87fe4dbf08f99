using System.CommandLine;
using System.Globalization;
using Pentaprism.Darkroom;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.Hdr;
using Pentaprism.Darkroom.Highlights;
using Pentaprism.Darkroom.Monochrome;
using Pentaprism.Darkroom.Remosaic;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Commands;

/// <summary>The flags that write a recipe. A flag that is given overrides the recipe file; one that is not leaves it alone.</summary>
internal sealed class RecipeFlags
{
    private readonly BurstFlags _burst;
    private readonly Option<string?> _recipe = new("--recipe") { Description = "Start from this recipe; flags override it.", HelpName = "FILE" };
    private readonly Option<string?> _reproduce = new("--reproduce") { Description = "Start from the recipe that a picture of this program carries; flags override it.", HelpName = "PICTURE" };
    private readonly Option<Rendering?> _render = new("--render") { Description = "finished (default), or scene: linear light before any exposure or tone, 1.0 = the sensor's white." };
    private readonly Option<string?> _space = new("--space") { Description = "Colour space of the picture: srgb (default), p3 or rec2020.", HelpName = "SPACE" };
    private readonly Option<string?> _bits = new("--bits") { Description = "Depth of a sample: 8, 16 or float. Default: 8 for JPEG and PNG, 16 for TIFF and JPEG XL; AVIF and HEIC keep 10 of 16.", HelpName = "BITS" };
    private readonly Option<int?> _quality = new("--quality") { Description = "Quality of JPEG, AVIF, HEIC and JPEG XL, 1 to 100. Default: 92.", HelpName = "N" };
    private readonly Option<string?> _whiteBalance = new("--white-balance", "--wb")
    {
        Description = "as-shot (default), auto, a temperature with or without tint such as 5200 or 5200,10, or a camera neutral such as 0.5,1,0.7.",
        HelpName = "WHITE",
    };

    private readonly Option<string?> _look = new("--look")
    {
        Description = "natural (default), authentic, vibrant, portrait, monochrome, night, or a file: .look.json, .cube (on sRGB codes) or .dcp (a camera maker's look).",
        HelpName = "LOOK",
    };

    private readonly Option<double?> _lookStrength = new("--look-strength") { Description = "How much of the look, 0 (natural) to 1. Default: 1.", HelpName = "X" };
    private readonly Option<MonochromeFilter?> _filter = new("--filter") { Description = "The glass filter in front of a monochrome picture; makes the picture monochrome." };
    private readonly Option<double?> _exposure = new("--exposure") { Description = "EV to add to the exposure.", HelpName = "EV" };
    private readonly Option<ToneMode?> _tone = new("--tone") { Description = "natural (default), profile (the camera maker's curve) or linear." };
    private readonly Option<double?> _contrast = new("--contrast") { Description = "Contrast of the natural curve at mid grey, 1 to 2. Default: 1.2.", HelpName = "X" };
    private readonly Option<double?> _localContrast = new("--local-contrast") { Description = "Strength of local contrast, 0 (off) to 1.", HelpName = "X" };
    private readonly Option<double?> _denoise = new("--denoise") { Description = "Strength of denoising, 0 (off) to 4. Default: 1, at the noise that the file states.", HelpName = "X" };
    private readonly Option<double?> _sharpen = new("--sharpen") { Description = "Strength of capture sharpening, 0 (off) to 1. Default: 1.", HelpName = "X" };
    private readonly Option<DemosaicMethod?> _demosaic = new("--demosaic") { Description = "Demosaic method. Default: automatic, the best one for the file." };
    private readonly Option<SensorMode?> _sensorMode = new("--sensor-mode")
    {
        Description = "Quad-Bayer and tetra sensors: full makes a pixel of every photosite, binned one of each square of a colour. Default: auto, full where the light allows.",
    };

    private readonly Option<HighlightMode?> _highlights = new("--highlights") { Description = "What becomes of clipped highlights. Default: opposed." };
    private readonly Option<string?> _profile = new("--profile") { Description = "A DCP camera profile to use instead of the one in the file.", HelpName = "DCP" };
    private readonly Option<bool> _hdr = new("--hdr") { Description = "Ultra HDR: the same JPEG, with highlights that go beyond its white on HDR displays (gain map, ISO 21496-1 and XMP)." };
    private readonly Option<double?> _hdrHeadroom = new("--hdr-headroom") { Description = "The most that highlights go beyond white, 0.5 to 6 EV. Default: 3.", HelpName = "EV" };
    private readonly Option<GainMapSize?> _hdrMap = new("--hdr-map") { Description = "Size of the gain map: full (default), half or quarter of each side." };
    private readonly Option<bool> _hdrColour = new("--hdr-colour") { Description = "A gain for each colour: highlights keep colour that white took from them. Default: one gain, which every reader understands." };
    private readonly Option<bool> _noLens = new("--no-lens") { Description = "Leave distortion, lateral colour and shading as the lens made them." };

    public RecipeFlags(BurstFlags burst) => _burst = burst;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _recipe, _reproduce, _look, _lookStrength, _filter, _render, _space, _bits, _quality, _whiteBalance, _exposure, _tone, _contrast, _localContrast,
            _denoise, _sharpen, _sensorMode, _demosaic, _highlights, _profile, _noLens, _hdr, _hdrHeadroom, _hdrMap, _hdrColour,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>Gives the recipe of the command line.</summary>
    /// <exception cref="UsageException">A value is out of its range; the message says which and the range.</exception>
    public Recipe Apply(ParseResult parsed)
    {
        var recipe = Start(parsed.GetValue(_recipe), parsed.GetValue(_reproduce));
        try
        {
            return WithPicture(parsed, WithTone(parsed, WithSensor(parsed, _burst.Apply(parsed, WithLook(parsed, _burst.ApplyMode(parsed, recipe))))));
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new UsageException($"{problem.ActualValue ?? "a value"} is out of range: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static Recipe Start(string? recipe, string? picture) => (recipe, picture) switch
    {
        ({ } path, null) => RecipeFile.Read(path),
        (null, { } path) => RecipeFile.OfPicture(path),
        (null, null) => new Recipe(),
        _ => throw new UsageException("--recipe and --reproduce: give one of them"),
    };

    private Recipe WithLook(ParseResult parsed, Recipe recipe)
    {
        recipe = LookFlag.Apply(recipe, parsed.GetValue(_look), parsed.GetValue(_lookStrength));
        return parsed.GetValue(_filter) is { } filter ? recipe with { Monochrome = new MonochromeOptions { IsOn = true, Filter = filter } } : recipe;
    }

    private Recipe WithSensor(ParseResult parsed, Recipe recipe)
    {
        if (parsed.GetValue(_whiteBalance) is { } white)
        {
            recipe = recipe with { WhiteBalance = ParseWhite(white) };
        }

        if (parsed.GetValue(_denoise) is { } denoise)
        {
            recipe = recipe with { Denoise = recipe.Denoise with { Luma = denoise, Chroma = denoise } };
        }

        if (parsed.GetValue(_sharpen) is { } sharpen)
        {
            recipe = recipe with { Sharpening = recipe.Sharpening with { Strength = sharpen } };
        }

        if (parsed.GetValue(_sensorMode) is { } mode)
        {
            recipe = recipe with { Remosaic = recipe.Remosaic with { Mode = mode } };
        }

        if (parsed.GetValue(_demosaic) is { } method)
        {
            recipe = recipe with { Demosaic = recipe.Demosaic with { Method = method } };
        }

        if (parsed.GetValue(_highlights) is { } highlights)
        {
            recipe = recipe with { Highlights = recipe.Highlights with { Mode = highlights } };
        }

        if (parsed.GetValue(_noLens))
        {
            recipe = recipe with
            {
                Linearise = recipe.Linearise with { ApplyShading = false },
                Lens = recipe.Lens with { Distortion = false, LateralColour = false, Shading = false },
            };
        }

        return recipe;
    }

    private Recipe WithTone(ParseResult parsed, Recipe recipe)
    {
        var tone = recipe.Tone;
        tone = parsed.GetValue(_tone) is { } mode ? tone with { Mode = mode } : tone;
        tone = parsed.GetValue(_exposure) is { } ev ? tone with { ExposureEv = ev } : tone;
        tone = parsed.GetValue(_contrast) is { } contrast ? tone with { Contrast = contrast } : tone;
        tone = parsed.GetValue(_localContrast) is { } local ? tone with { LocalContrast = tone.LocalContrast with { Strength = local } } : tone;
        recipe = parsed.GetValue(_profile) is { } profile ? recipe with { Profile = profile } : recipe;
        recipe = parsed.GetValue(_render) is { } render ? recipe with { Render = render } : recipe;
        return recipe with { Tone = tone };
    }

    private Recipe WithPicture(ParseResult parsed, Recipe recipe)
    {
        var finish = recipe.Finish;
        finish = parsed.GetValue(_space) is { } space ? finish with { Space = ParseSpace(space) } : finish;
        finish = parsed.GetValue(_bits) is { } bits ? finish with { Samples = ParseSamples(bits) } : finish;
        var jpeg = parsed.GetValue(_quality) is { } quality ? recipe.Jpeg with { Quality = quality } : recipe.Jpeg;
        return recipe with { Finish = finish, Jpeg = jpeg, Hdr = WithHdr(parsed, recipe.Hdr) };
    }

    private HdrOptions WithHdr(ParseResult parsed, HdrOptions hdr)
    {
        hdr = parsed.GetValue(_hdr) ? hdr with { IsOn = true } : hdr;
        hdr = parsed.GetValue(_hdrHeadroom) is { } headroom ? hdr with { HeadroomEv = headroom } : hdr;
        hdr = parsed.GetValue(_hdrMap) is { } size ? hdr with { MapSize = size } : hdr;
        hdr = parsed.GetValue(_hdrColour) ? hdr with { IsColour = true } : hdr;
        return hdr.IsOn || hdr == new HdrOptions() ? hdr : throw new UsageException("--hdr-headroom, --hdr-map and --hdr-colour need --hdr");
    }

    private static OutputSpace ParseSpace(string name) => name.ToUpperInvariant() switch
    {
        "SRGB" => OutputSpace.Srgb,
        "P3" or "DISPLAYP3" => OutputSpace.DisplayP3,
        "REC2020" => OutputSpace.Rec2020,
        _ => throw new UsageException($"--space {name}: use srgb, p3 or rec2020"),
    };

    private static SampleKind ParseSamples(string name) => name.ToUpperInvariant() switch
    {
        "8" => SampleKind.Byte,
        "16" => SampleKind.Word,
        "FLOAT" or "32" => SampleKind.Float,
        _ => throw new UsageException($"--bits {name}: use 8, 16 or float"),
    };

    private static WhiteBalanceOptions ParseWhite(string text)
    {
        switch (text.ToUpperInvariant())
        {
            case "AS-SHOT":
                return new WhiteBalanceOptions { TrustsRecord = true };
            case "AUTO":
                return new WhiteBalanceOptions { Mode = WhiteBalanceMode.Automatic };
        }

        var numbers = new List<double>();
        foreach (var part in text.Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                throw new UsageException($"--white-balance {text}: use as-shot, auto, a temperature (5200 or 5200,10) or three camera values (0.5,1,0.7)");
            }

            numbers.Add(number);
        }

        return numbers.Count switch
        {
            1 => new WhiteBalanceOptions { Mode = WhiteBalanceMode.Temperature, Kelvin = numbers[0] },
            2 => new WhiteBalanceOptions { Mode = WhiteBalanceMode.Temperature, Kelvin = numbers[0], Tint = numbers[1] },
            3 => new WhiteBalanceOptions { Mode = WhiteBalanceMode.Neutral, Neutral = new Vector3d(numbers[0], numbers[1], numbers[2]) },
            _ => throw new UsageException($"--white-balance {text}: {numbers.Count} numbers; one, two or three are meant"),
        };
    }
}
