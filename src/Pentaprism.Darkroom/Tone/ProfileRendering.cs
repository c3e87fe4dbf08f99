using Pentaprism.Darkroom.Colour;
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
    public static void ApplyCurve(RgbPlanes picture, CameraProfile profile, ProcessingContext context)
    {
        var spline = new CubicSpline([.. profile.ToneCurve.Select(point => ((double)point.X, (double)point.Y))]);
        var table = new CurveTable(light => Math.Clamp(spline.Evaluate(light), 0, 1), LowestPower, 0);
        var rendering = new HuePreservingCurve(RgbSpace.Rec2020.To(RgbSpace.ProPhoto), table, 1, RgbSpace.ProPhoto.To(RgbSpace.Rec2020));
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
            rendering.Apply(picture.Red.Rows(top, bottom), picture.Green.Rows(top, bottom), picture.Blue.Rows(top, bottom)));
    }
}
