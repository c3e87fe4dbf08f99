namespace Pentaprism.Imaging;

/// <summary>How different two colours look, in units of which one is about the smallest visible difference.</summary>
public static class ColourDifference
{
    private const double TwentyFiveToTheSeventh = 6103515625;

    /// <summary>The plain distance in L*a*b*, ΔE*ab of 1976.</summary>
    /// <param name="a">One colour.</param>
    /// <param name="b">The other.</param>
    /// <returns>The difference.</returns>
    public static double Cie1976(Cielab a, Cielab b) => Length(a.L - b.L, a.A - b.A, a.B - b.B);

    /// <summary>CIEDE2000 with all weights 1 (CIE 142; symbols as in Sharma, Wu and Dalal 2005).</summary>
    /// <param name="a">One colour.</param>
    /// <param name="b">The other; swapping the two changes nothing.</param>
    /// <returns>The difference.</returns>
    public static double Ciede2000(Cielab a, Cielab b)
    {
        // a' = (1 + G) a, G = ½ (1 − √(C̄⁷ / (C̄⁷ + 25⁷)))
        var g = 0.5 * (1 - RatioOfSevenths((a.Chroma + b.Chroma) / 2));
        var p = a with { A = a.A * (1 + g) };
        var q = b with { A = b.A * (1 + g) };
        var (meanHue, hueStep) = MeanAndStep(p.HueDegrees, q.HueDegrees, p.Chroma * q.Chroma == 0);

        var deltaL = q.L - p.L;
        var deltaC = q.Chroma - p.Chroma;
        var deltaH = 2 * Math.Sqrt(p.Chroma * q.Chroma) * Sin(hueStep / 2);
        var meanChroma = (p.Chroma + q.Chroma) / 2;

        // T = 1 − .17 cos(h̄ − 30°) + .24 cos 2h̄ + .32 cos(3h̄ + 6°) − .20 cos(4h̄ − 63°)
        var t = 1 - (0.17 * Cos(meanHue - 30)) + (0.24 * Cos(2 * meanHue)) + (0.32 * Cos((3 * meanHue) + 6)) - (0.20 * Cos((4 * meanHue) - 63));
        var fromFifty = ((a.L + b.L) / 2) - 50;
        var weightL = 1 + (0.015 * fromFifty * fromFifty / Math.Sqrt(20 + (fromFifty * fromFifty)));
        var weightC = 1 + (0.045 * meanChroma);
        var weightH = 1 + (0.015 * meanChroma * t);

        // R_T = −sin(2 Δθ) R_C, Δθ = 30° exp(−((h̄ − 275°)/25°)²), R_C = 2 √(C̄'⁷ / (C̄'⁷ + 25⁷))
        var fromBlue = (meanHue - 275) / 25;
        var rotation = -Sin(60 * Math.Exp(-fromBlue * fromBlue)) * 2 * RatioOfSevenths(meanChroma);
        var (l, c, h) = (deltaL / weightL, deltaC / weightC, deltaH / weightH);
        return Math.Sqrt(Math.Max(0, (l * l) + (c * c) + (h * h) + (rotation * c * h)));
    }

    // Opposite hues are 180 degrees apart only up to rounding: without the tolerance the published pair 14 flips sides.
    private static (double Mean, double Step) MeanAndStep(double first, double second, bool oneIsGrey)
    {
        const double HalfTurn = 180 + 1e-9;
        if (oneIsGrey)
        {
            return (first + second, 0);
        }

        var step = second - first;
        var mean = (first + second) / 2;
        if (Math.Abs(step) <= HalfTurn)
        {
            return (mean, step);
        }

        return (first + second < 360 ? mean + 180 : mean - 180, step > 0 ? step - 360 : step + 360);
    }

    private static double RatioOfSevenths(double chroma)
    {
        var seventh = Math.Pow(chroma, 7);
        return Math.Sqrt(seventh / (seventh + TwentyFiveToTheSeventh));
    }

    private static double Length(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));

    private static double Sin(double degrees) => Math.Sin(degrees * (Math.PI / 180));

    private static double Cos(double degrees) => Math.Cos(degrees * (Math.PI / 180));
}
