using Pentaprism.Darkroom.Hdr;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tone;

/// <summary>The shape of the global tone curve: an S over log exposure in slightly desaturated primaries.</summary>
/// <remarks>
/// In linear Rec. 2020, per colour: inset matrix; position n of log2(x / 0.18) between <see cref="BlackEv"/> and <see cref="WhiteEv"/>;
/// a sigmoid S with slope m at mid grey and powers for toe and shoulder; S^2.4 is display-linear light; a share of the hue that the
/// curve shifted is taken back; inverse outset matrix; a share of the way to the scene's own ratios (<see cref="HuePreservingCurve"/>).
/// Mid grey stays 0.18 and neutral stays neutral.
/// Source of the formula: AgX by Troy Sobotka in the form of Eary Chow (https://github.com/EaryChow/AgX).
/// </remarks>
internal sealed record AgxCurve
{
    /// <summary>Scene and display light of mid grey.</summary>
    public const double MidGrey = 0.18;

    /// <summary>Exponent between the sigmoid's result and light.</summary>
    public const double Power = 2.4;

    private static readonly Matrix3x3 _inset = Normalised(new(
        0.856627, 0.095121, 0.048252,
        0.137319, 0.761242, 0.101439,
        0.111898, 0.076799, 0.811302));

    private static readonly Matrix3x3 _outset = Normalised(new(
        0.899797, 0.087200, 0.013003,
        0.111421, 0.875576, 0.013003,
        0.111421, 0.087200, 0.801379));

    /// <summary>Gets the sigmoid's value at mid grey.</summary>
    public static double Grey { get; } = Math.Pow(MidGrey, 1 / Power);

    /// <summary>Gets the published curve: slope 2.4 over 16.5 EV.</summary>
    public static AgxCurve Published { get; } = new() { Contrast = 2.4 * Power / (Grey * 16.5 * double.Log(2)) };

    /// <summary>Gets the contrast at mid grey, d ln(display) / d ln(scene).</summary>
    public double Contrast { get; init; } = 1.03;

    /// <summary>Gets the exposure relative to mid grey that becomes black.</summary>
    public double BlackEv { get; init; } = -10;

    /// <summary>Gets the exposure relative to mid grey that becomes white.</summary>
    public double WhiteEv { get; init; } = 6.5;

    /// <summary>Gets the power of the toe: higher stays straight longer.</summary>
    public double ToePower { get; init; } = 1.5;

    /// <summary>Gets the power of the shoulder.</summary>
    public double ShoulderPower { get; init; } = 1.5;

    /// <summary>Gets the sigmoid's value at black, 0 to 1: the rest of its range shrinks to make room.</summary>
    public double BlackLevel { get; init; }

    /// <summary>Gets the share of the curve's hue shift that is taken back, 0 to 1.</summary>
    public double HueMix { get; init; } = 0.6;

    /// <summary>Gets the share of the way from the curve's colours to the ratios of the scene, 0 to 1; the published curve has none.</summary>
    public double RatioShare { get; init; }

    /// <summary>Gets the share of the inset and outset that is applied, 0 to 1: more lets saturated highlights fade earlier.</summary>
    public double Inset { get; init; } = 1;

    /// <summary>Gets the slope m of the sigmoid at mid grey.</summary>
    public double Slope => Contrast * Grey * (WhiteEv - BlackEv) * double.Log(2) / Power;

    /// <summary>Gets the position of mid grey.</summary>
    public double Pivot => -BlackEv / (WhiteEv - BlackEv);

    /// <summary>Gets the negative scale of the toe.</summary>
    public double ToeScale => -Scale(Pivot, Grey, ToePower, "black");

    /// <summary>Gets the scale of the shoulder.</summary>
    public double ShoulderScale => Scale(1 - Pivot, 1 - Grey, ShoulderPower, "white");

    /// <summary>Gets the inset in use.</summary>
    public Matrix3x3 InsetMatrix => Matrix3x3.Lerp(Matrix3x3.Identity, _inset, Inset);

    /// <summary>Gets the inverse of the outset in use.</summary>
    public Matrix3x3 OutsetInverse => Matrix3x3.Lerp(Matrix3x3.Identity, _outset, Inset).Inverse();

    /// <summary>Gives the lowest contrast at which a straight line from mid grey reaches black and white within the range.</summary>
    /// <param name="blackEv">Exposure of black.</param>
    /// <param name="whiteEv">Exposure of white.</param>
    /// <returns>The contrast; a curve needs a little more.</returns>
    public static double LowestContrast(double blackEv, double whiteEv) =>
        Power / double.Log(2) * Math.Max(1 / -blackEv, (1 - Grey) / Grey / whiteEv);

    /// <summary>Gives the display light of one colour between inset and outset.</summary>
    /// <param name="light">Scene light.</param>
    /// <returns>0 to 1.</returns>
    public double Evaluate(double light)
    {
        // With d = m (n - pivot): S = d / (1 + (d/s)^p)^(1/p) + grey, light = S^2.4.
        var ev = Math.Clamp(Math.Log2(Math.Max(light, double.Epsilon) / MidGrey), BlackEv, WhiteEv);
        var d = Slope * ev / (WhiteEv - BlackEv);
        var (scale, power) = d < 0 ? (ToeScale, ToePower) : (ShoulderScale, ShoulderPower);
        var s = (d / Math.Pow(1 + Math.Pow(d / scale, power), 1 / power)) + Grey;
        return Math.Pow(double.Lerp(BlackLevel, 1, Math.Clamp(s, 0, 1)), Power);
    }

    /// <summary>Gives the whole rendering: inset, curve, hue, outset.</summary>
    /// <param name="exposureEv">Exposure before it.</param>
    /// <returns>From linear Rec. 2020 scene light to display light.</returns>
    public HuePreservingCurve Rendering(double exposureEv)
    {
        var (lowest, highest) = (Math.Log2(MidGrey) + BlackEv, Math.Log2(MidGrey) + WhiteEv);
        var table = new CurveTable(Evaluate, (int)Math.Floor(lowest), (int)Math.Ceiling(highest));
        return WithTable(exposureEv, table, 1);
    }

    /// <summary>Gives the same rendering for an HDR display: with the curve carried on beyond its white.</summary>
    /// <param name="exposureEv">Exposure before it.</param>
    /// <param name="headroomEv">EV above white that are never passed.</param>
    /// <returns>From linear Rec. 2020 scene light to display light, 1 the white of <see cref="Rendering"/>.</returns>
    public HuePreservingCurve HdrRendering(double exposureEv, double headroomEv)
    {
        var table = new HdrCurve(Evaluate, headroomEv).Table((int)Math.Floor(Math.Log2(MidGrey) + BlackEv));
        return WithTable(exposureEv, table, Math.Pow(2, headroomEv));
    }

    private HuePreservingCurve WithTable(double exposureEv, CurveTable table, double white) =>
        new(InsetMatrix * Math.Pow(2, exposureEv), table, HueMix, OutsetInverse, RatioShare, Math.Pow(BlackLevel, Power), white);

    // |s| = ((m dx)^-p ((m dx / dy)^p - 1))^(-1/p): with it the curve ends in the corner (dx, dy) from the pivot.
    private double Scale(double dx, double dy, double p, string end)
    {
        var rise = Slope * dx;
        return rise > dy
            ? Math.Pow(Math.Pow(rise, -p) * (Math.Pow(rise / dy, p) - 1), -1 / p)
            : throw new InvalidOperationException($"A contrast of {Contrast} does not reach {end} within {BlackEv} to {WhiteEv} EV.");
    }

    // The published digits add up to 1 within 1e-6; exact rows keep greys neutral.
    private static Matrix3x3 Normalised(Matrix3x3 m)
    {
        var sums = m * Vector3d.One;
        return Matrix3x3.Diagonal(Vector3d.One / sums) * m;
    }
}
