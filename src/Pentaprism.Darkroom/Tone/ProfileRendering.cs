using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.Hdr;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>A camera profile's own rendering: exposure, LookTable, tone curve, in this order (DNG 1.7.1, chapter 6).</summary>
internal static class ProfileRendering
{
    // Light below a millionth of white is black in any profile.
    private const int LowestPower = -20;

    /// <summary>Exposes a picture in linear Rec. 2020 and applies the profile's LookTable where it has one.</summary>
    public static void ApplyLookTable(RgbPlanes picture, ToneFacts facts, double exposureEv, ProcessingContext context)
    {
        ToneStage.Scale(picture, exposureEv, context);
        if (facts.Profile is { LookTable: { } table } profile)
        {
            HueSatTableStage.ApplyToWorking(picture, table, profile.LookTableIsGammaEncoded, clipsValue: false, context);
        }
    }

    /// <summary>Applies the profile's tone curve in linear ProPhoto to a picture in linear Rec. 2020; values are clipped to 0 … 1.</summary>
    public static void ApplyCurve(RgbPlanes picture, CameraProfile profile, ProcessingContext context) =>
        Apply(picture, new CurveTable(Curve(profile), LowestPower, 0), 1, context);

    /// <summary>Applies the curve carried on beyond its white for an HDR display.</summary>
    public static void ApplyHdrCurve(RgbPlanes picture, CameraProfile profile, double headroomEv, ProcessingContext context) =>
        Apply(picture, new HdrCurve(Curve(profile), headroomEv).Table(LowestPower), Math.Pow(2, headroomEv), context);

    private static Func<double, double> Curve(CameraProfile profile)
    {
        var spline = new CubicSpline([.. profile.ToneCurve.Select(point => ((double)point.X, (double)point.Y))]);
        return light => Math.Clamp(spline.Evaluate(Math.Min(light, 1)), 0, 1);
    }

    private static void Apply(RgbPlanes picture, CurveTable table, double white, ProcessingContext context)
    {
        var rendering = new HuePreservingCurve(RgbSpace.Rec2020.To(RgbSpace.ProPhoto), table, 1, RgbSpace.ProPhoto.To(RgbSpace.Rec2020), white);
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
            rendering.Apply(picture.Red.Rows(top, bottom), picture.Green.Rows(top, bottom), picture.Blue.Rows(top, bottom)));
    }
}
