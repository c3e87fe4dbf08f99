using System.Collections.Immutable;
using Pentaprism.Darkroom.ColourEqualizer;
using Pentaprism.Darkroom.Finish;
using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Looks;

/// <summary>What a look makes of a colour.</summary>
/// <param name="Name">The colour.</param>
/// <param name="Scene">L*a*b* under D65 of the scene's colour, white being a perfect diffuser.</param>
/// <param name="Shown">L*a*b* of what is shown.</param>
public sealed record LookColour(string Name, Cielab Scene, Cielab Shown)
{
    /// <summary>Gets the turn of the hue of L*a*b* in degrees, against the scene's colour at the luminance shown.</summary>
    public double HueShift => Math.IEEERemainder(Shown.HueDegrees - AtShownLuminance.HueDegrees, 360);

    /// <summary>Gets the chroma of L*a*b* relative to that of the scene's colour at the luminance shown.</summary>
    public double ChromaRatio => Shown.Chroma / AtShownLuminance.Chroma;

    // What is merely brighter has more chroma in L*a*b*: that is no change of colour.
    private Cielab AtShownLuminance
    {
        get
        {
            var (scene, shown) = (Scene.ToXyz(Chromaticity.D65), Shown.ToXyz(Chromaticity.D65));
            return Cielab.FromXyz(scene * (shown.Y / scene.Y), Chromaticity.D65);
        }
    }
}

/// <summary>Shows colours that people remember, and some that no surface has, in a look: its intention in numbers.</summary>
/// <remarks>
/// Patches of a ColorChecker as published (D50, brought to D65 by Bradford's transform), a ring of the sun, and neon in the primaries of Display P3 a stop below
/// clipping; exposure as the look asks for it, local contrast off, curve, palette, gamut mapping to sRGB. Monochrome is not shown.
/// </remarks>
public static class LookColours
{
    private static readonly (string Name, Cielab Lab)[] _patches =
    [
        ("dark skin", new(37.986, 13.555, 14.059)), ("light skin", new(65.711, 18.130, 17.810)), ("blue sky", new(49.927, -4.880, -21.925)),
        ("foliage", new(43.139, -13.095, 21.905)), ("blue flower", new(55.112, 8.844, -25.399)), ("bluish green", new(70.719, -33.397, -0.199)),
        ("orange", new(62.661, 36.067, 57.096)), ("purplish blue", new(40.020, 10.410, -45.964)), ("moderate red", new(51.124, 48.239, 16.248)),
        ("purple", new(30.325, 22.976, -21.587)), ("yellow green", new(72.532, -23.709, 57.255)), ("orange yellow", new(71.941, 19.363, 67.857)),
        ("blue", new(28.778, 14.179, -50.297)), ("green", new(55.261, -38.342, 31.370)), ("red", new(42.101, 53.378, 28.190)),
        ("yellow", new(81.733, 4.039, 79.819)), ("magenta", new(51.935, 49.986, -14.574)), ("cyan", new(51.038, -28.631, -28.638)),
    ];

    private static readonly (string Name, RgbSpace Space, Vector3d Light)[] _lights =
    [
        ("ring of the sun", RgbSpace.Srgb, new(0.67, 0.5, 0.31)),
        ("neon red", RgbSpace.DisplayP3, new(0.5, 0.01, 0.02)),
        ("neon green", RgbSpace.DisplayP3, new(0.02, 0.5, 0.05)),
        ("neon blue", RgbSpace.DisplayP3, new(0.02, 0.05, 0.5)),
        ("neon pink", RgbSpace.DisplayP3, new(0.5, 0.02, 0.3)),
    ];

    /// <summary>Shows the colours.</summary>
    /// <param name="look">The look.</param>
    /// <param name="context">Workers and memory.</param>
    /// <returns>One line for each colour.</returns>
    public static ImmutableArray<LookColour> Of(Look look, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(context);
        var toD65 = ChromaticAdaptation.Bradford(Chromaticity.D50, Chromaticity.D65);
        (string Name, Vector3d Xyz)[] scene =
        [
            .. _patches.Select(patch => (patch.Name, toD65 * patch.Lab.ToXyz(Chromaticity.D50))),
            .. _lights.Select(light => (light.Name, light.Space.ToXyz * light.Light)),
            ("white", Chromaticity.D65.ToXyz()),
        ];
        using var picture = new RgbPlanes(new Plane<float>(scene.Length, 1), new Plane<float>(scene.Length, 1), new Plane<float>(scene.Length, 1));
        for (var x = 0; x < scene.Length; x++)
        {
            var colour = RgbSpace.Rec2020.FromXyz * scene[x].Xyz;
            (picture.Red[x, 0], picture.Green[x, 0], picture.Blue[x, 0]) = ((float)colour.X, (float)colour.Y, (float)colour.Z);
        }

        var tone = look.Tone with { FollowScene = false, LocalContrast = LocalContrastOptions.Off, CornerEv = 0 };
        ToneStage.Apply(picture, tone, new ToneFacts(), context);
        ColourEqualizerStage.Apply(picture, look.ColourEqualizer, context);
        ColourMap.Apply(new SoftGamut(RgbSpace.Srgb), picture.Red.Row(0), picture.Green.Row(0), picture.Blue.Row(0));
        return
        [
            .. scene.Select((colour, x) => new LookColour(
                colour.Name,
                Cielab.FromXyz(colour.Xyz, Chromaticity.D65),
                Cielab.FromXyz(RgbSpace.Srgb.ToXyz * new Vector3d(picture.Red[x, 0], picture.Green[x, 0], picture.Blue[x, 0]), Chromaticity.D65))).SkipLast(1),
        ];
    }
}
