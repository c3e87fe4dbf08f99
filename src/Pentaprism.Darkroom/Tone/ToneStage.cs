using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Darkroom.Hdr;
using Pentaprism.Darkroom.LocalContrast;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>Renders scene light for a display: exposure, local contrast and the global curve.</summary>
/// <remarks>
/// In: linear Rec. 2020, 1 is the sensor's white of a neutral surface, values above 1 and a little below 0 are welcome.
/// Out: display-linear Rec. 2020 between 0 and 1; with <see cref="ToneMode.Linear"/> scene light times the exposure.
/// Greys stay grey; scene light that comes to 0.18 after exposure is shown as 0.18.
/// </remarks>
public static class ToneStage
{
    // A curve whose end is no further than its straight line would go has no shoulder left.
    private const double ContrastReserve = 1.035;

    /// <summary>Renders a picture in place.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="options">How.</param>
    /// <param name="facts">What the file says.</param>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <returns>What was chosen.</returns>
    public static ToneReport Apply(RgbPlanes picture, ToneOptions options, ToneFacts facts, ProcessingContext context) =>
        Apply(picture, options, facts, null, context);

    /// <summary>Renders a picture in place, and how much brighter an HDR display shows it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="options">How.</param>
    /// <param name="facts">What the file says.</param>
    /// <param name="hdr">Takes the factors; null where nobody wants them.</param>
    /// <param name="context">Workers, memory, cancellation.</param>
    /// <returns>What was chosen.</returns>
    internal static ToneReport Apply(RgbPlanes picture, ToneOptions options, ToneFacts facts, HdrRendition? hdr, ProcessingContext context)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(context);
        var isNatural = options.Mode == ToneMode.Natural || (options.Mode == ToneMode.Profile && facts.Profile is not { ToneCurve.Length: > 1 });
        var followsScene = options.FollowScene ?? options.Mode == ToneMode.Natural;
        if (!isNatural && !followsScene)
        {
            var plain = facts.BaselineExposureEv + options.ExposureEv;
            Render(picture, options, facts, plain, hdr, context);
            return new ToneReport { ExposureEv = plain };
        }

        using var map = LuminanceMap.Measure(picture, context);
        using var adapted = Adaptation.Of(map, isNatural ? options : options with { LocalContrast = LocalContrastOptions.Off }, followsScene, facts, context);
        var (gain, exposure, automatic) = (adapted.Gain, adapted.ExposureEv, adapted.AutomaticEv);
        if (!isNatural)
        {
            Render(picture, options, facts, exposure, hdr, context);
            return new ToneReport { ExposureEv = exposure, AutomaticEv = automatic };
        }

        var curve = NaturalCurve(options, adapted.WhiteEv);
        if (options.Mode == ToneMode.Profile)
        {
            ProfileRendering.ApplyLookTable(picture, facts, exposure, context);
            ApplyCurve(picture, 0, gain, curve, options.CornerEv, hdr, context);
        }
        else
        {
            ApplyCurve(picture, exposure, gain, curve, options.CornerEv, hdr, context);
        }

        return new ToneReport { ExposureEv = exposure, AutomaticEv = automatic, WhiteEv = curve.WhiteEv, Contrast = curve.Contrast };
    }

    /// <summary>Gives the natural curve for a white at an exposure relative to diffuse white.</summary>
    internal static AgxCurve NaturalCurve(ToneOptions options, double whiteEv)
    {
        var white = options.WhiteEv ?? Math.Clamp(whiteEv - Math.Log2(AgxCurve.MidGrey), ToneOptions.LowestWhiteEv, 6.5);
        return new AgxCurve
        {
            Contrast = Math.Max(options.Contrast, ContrastReserve * AgxCurve.LowestContrast(options.BlackEv, white)),
            BlackEv = options.BlackEv,
            WhiteEv = white,
            ShoulderPower = options.ShoulderPower,
            BlackLevel = options.BlackLevel,
            Inset = 0.25,
            HueMix = 1,
            RatioShare = 1,
        };
    }

    private static void Render(RgbPlanes picture, ToneOptions options, ToneFacts facts, double exposureEv, HdrRendition? hdr, ProcessingContext context)
    {
        if (options.Mode == ToneMode.Profile && facts.Profile is { } profile)
        {
            ProfileRendering.ApplyLookTable(picture, facts, exposureEv, context);
            hdr?.Take(picture, light => ProfileRendering.ApplyHdrCurve(light, profile, hdr.HeadroomEv, context));
            ProfileRendering.ApplyCurve(picture, profile, context);
        }
        else
        {
            Scale(picture, exposureEv, context);
            hdr?.Take(picture, light => HdrCurve.Hold(light, hdr.HeadroomEv, context));
        }

        hdr?.Divide(picture, context);
    }

    private static void ApplyCurve(
        RgbPlanes picture, double exposureEv, LocalGain? gain, AgxCurve curve, double cornerEv, HdrRendition? hdr, ProcessingContext context)
    {
        var rendering = curve.Rendering(exposureEv);
        var carried = hdr is null ? null : curve.HdrRendering(exposureEv, hdr.HeadroomEv);
        var falloff = cornerEv == 0 ? null : new CornerFalloff(picture.Width, picture.Height, cornerEv);
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
        {
            using var scratch = gain is null ? null : context.Pool.Rent<float>(gain.ScratchLength(picture.Width), 1);
            for (var y = top; y < bottom; y++)
            {
                var red = picture.Red.Row(y);
                var green = picture.Green.Row(y);
                var blue = picture.Blue.Row(y);
                if (scratch is not null)
                {
                    gain?.MultiplyRow(y, red, green, blue, scratch.Samples);
                }

                falloff?.MultiplyRow(y, red, green, blue);
                hdr?.TakeRow(y, red, green, blue, carried!);
                rendering.Apply(red, green, blue);
                hdr?.DivideRow(y, red, green, blue);
            }
        });
    }

    /// <summary>Multiplies a picture by 2^EV.</summary>
    internal static void Scale(RgbPlanes picture, double exposureEv, ProcessingContext context)
    {
        var factor = (float)Math.Pow(2, exposureEv);
        if (factor != 1)
        {
            Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
                ColourMap.Apply(new Factor(factor), picture.Red.Rows(top, bottom), picture.Green.Rows(top, bottom), picture.Blue.Rows(top, bottom)));
        }
    }

    private readonly struct Factor(float factor) : IColourMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Map(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
        {
            red *= factor;
            green *= factor;
            blue *= factor;
        }
    }
}
