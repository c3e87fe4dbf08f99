using Pentaprism.Darkroom.Tone;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Hdr;

/// <summary>A display curve carried on beyond the display's white, as an HDR display can show it.</summary>
/// <remarks>
/// A curve for a display of limited brightness holds its highlights back: above some light its slope d ln(display) / d ln(scene) falls below
/// 1. Up to there (the knee, not below mid grey) the carried curve is the curve itself; above it light keeps the ratios of the scene. The
/// last stop below the headroom h rolls off: with t the EV above h − 1, h − 1 + t / √(1 + t²).
/// </remarks>
internal sealed class HdrCurve
{
    private const int StepsPerDoubling = 64;
    private const int LowestPower = -20;
    private const int HighestPower = 10;
    private const double LongestRollOff = 1;

    private readonly Func<double, double> _curve;
    private readonly double _slope;
    private readonly double _headroomEv;

    /// <summary>Prepares a curve.</summary>
    /// <param name="curve">From scene light to display light, 1 the display's white; rising, and at its end level.</param>
    /// <param name="headroomEv">EV above the display's white that are never passed.</param>
    public HdrCurve(Func<double, double> curve, double headroomEv)
    {
        (_curve, _headroomEv) = (curve, headroomEv);
        Knee = FindKnee(curve);
        _slope = curve(Knee) / Knee;
    }

    /// <summary>Gets the scene light from which on the curve is carried on.</summary>
    public double Knee { get; }

    /// <summary>Gives the display light.</summary>
    /// <param name="light">Scene light.</param>
    /// <returns>0 to 2^headroom.</returns>
    public double Evaluate(double light)
    {
        if (light <= Knee)
        {
            return _curve(light);
        }

        var straight = _slope * light;
        var start = _headroomEv - Math.Min(LongestRollOff, _headroomEv / 2);
        var above = Math.Log2(straight) - start;
        if (above <= 0)
        {
            return straight;
        }

        var room = _headroomEv - start;
        return Math.Pow(2, start + (above / Math.Sqrt(1 + (above / room * (above / room)))));
    }

    /// <summary>Tabulates the curve.</summary>
    /// <param name="lowest">Exponent of the lowest light.</param>
    public CurveTable Table(int lowest) => new(Evaluate, lowest, HighestPower);

    /// <summary>Holds linear light below a headroom, in place: scene light up to the roll-off.</summary>
    public static void Hold(RgbPlanes picture, double headroomEv, ProcessingContext context)
    {
        var table = new HdrCurve(light => Math.Min(light, 1), headroomEv).Table(LowestPower);
        var held = new HuePreservingCurve(Matrix3x3.Identity, table, 1, Matrix3x3.Identity, Math.Pow(2, headroomEv));
        Bands.Run(context, picture.Width, picture.Height, (top, bottom) =>
            held.Apply(picture.Red.Rows(top, bottom), picture.Green.Rows(top, bottom), picture.Blue.Rows(top, bottom)));
    }

    private static double FindKnee(Func<double, double> curve)
    {
        var step = Math.Pow(2, 1.0 / StepsPerDoubling);
        var (light, above) = (Math.Pow(2, HighestPower), curve(Math.Pow(2, HighestPower)));
        while (light > AgxCurve.MidGrey)
        {
            light /= step;
            var value = curve(light);
            if (above >= value * step && value > 0)
            {
                return Math.Max(light * step, AgxCurve.MidGrey);
            }

            above = value;
        }

        return AgxCurve.MidGrey;
    }
}
