namespace Pentaprism.Imaging;

/// <summary>A white as people set it: how warm, and how far towards green or magenta.</summary>
/// <param name="Kelvin">Correlated colour temperature.</param>
/// <param name="Tint">Distance from the Planckian locus in CIE 1960 uv, times 3000, as DNG readers count it: positive above the locus, where light is greenish; daylight is near +10.</param>
/// <remarks>
/// Robertson's method (J. Opt. Soc. Am. 58, 1968): 31 isotemperature lines of Wyszecki and Stiles, "Color Science", 2nd edition, page 228,
/// with the misprint at 325 mired (u = 0.24702) put right. DNG readers mix their matrices by the temperature so found.
/// </remarks>
public readonly record struct ColourTemperature(double Kelvin, double Tint)
{
    private const double TintScale = 3000;

    // Reciprocal temperature in mired, u, v, slope.
    private static readonly Line[] _lines =
    [
        Line.FromSlope(0, 0.18006, 0.26352, -0.24341),
        Line.FromSlope(10, 0.18066, 0.26589, -0.25479),
        Line.FromSlope(20, 0.18133, 0.26846, -0.26876),
        Line.FromSlope(30, 0.18208, 0.27119, -0.28539),
        Line.FromSlope(40, 0.18293, 0.27407, -0.30470),
        Line.FromSlope(50, 0.18388, 0.27709, -0.32675),
        Line.FromSlope(60, 0.18494, 0.28021, -0.35156),
        Line.FromSlope(70, 0.18611, 0.28342, -0.37915),
        Line.FromSlope(80, 0.18740, 0.28668, -0.40955),
        Line.FromSlope(90, 0.18880, 0.28997, -0.44278),
        Line.FromSlope(100, 0.19032, 0.29326, -0.47888),
        Line.FromSlope(125, 0.19462, 0.30141, -0.58204),
        Line.FromSlope(150, 0.19962, 0.30921, -0.70471),
        Line.FromSlope(175, 0.20525, 0.31647, -0.84901),
        Line.FromSlope(200, 0.21142, 0.32312, -1.0182),
        Line.FromSlope(225, 0.21807, 0.32909, -1.2168),
        Line.FromSlope(250, 0.22511, 0.33439, -1.4512),
        Line.FromSlope(275, 0.23247, 0.33904, -1.7298),
        Line.FromSlope(300, 0.24010, 0.34308, -2.0637),
        Line.FromSlope(325, 0.24792, 0.34655, -2.4681),
        Line.FromSlope(350, 0.25591, 0.34951, -2.9641),
        Line.FromSlope(375, 0.26400, 0.35200, -3.5814),
        Line.FromSlope(400, 0.27218, 0.35407, -4.3633),
        Line.FromSlope(425, 0.28039, 0.35577, -5.3762),
        Line.FromSlope(450, 0.28863, 0.35714, -6.7262),
        Line.FromSlope(475, 0.29685, 0.35823, -8.5955),
        Line.FromSlope(500, 0.30505, 0.35907, -11.324),
        Line.FromSlope(525, 0.31320, 0.35968, -15.628),
        Line.FromSlope(550, 0.32129, 0.36011, -23.325),
        Line.FromSlope(575, 0.32931, 0.36038, -40.770),
        Line.FromSlope(600, 0.33724, 0.36051, -116.45),
    ];

    /// <summary>Gives the temperature and tint of a chromaticity.</summary>
    /// <param name="xy">A white, or something near one.</param>
    /// <returns>Temperature and tint; the temperature lies between 1,667 K and infinity.</returns>
    public static ColourTemperature FromChromaticity(Chromaticity xy)
    {
        var (u, v) = UvFrom(xy);

        // The lines are ordered by mired; the point lies between the last line that it is below and the next.
        var next = 1;
        while (next < _lines.Length - 1 && _lines[next].DistanceAbove(u, v) > 0)
        {
            next++;
        }

        var (cool, warm) = (_lines[next - 1], _lines[next]);
        var fromCool = Math.Max(0, cool.DistanceAbove(u, v));
        var fromWarm = Math.Max(0, -warm.DistanceAbove(u, v));
        var line = Line.Between(cool, warm, fromCool + fromWarm > 0 ? fromCool / (fromCool + fromWarm) : 0);
        var distance = ((u - line.U) * line.DirectionU) + ((v - line.V) * line.DirectionV);
        return new ColourTemperature(1e6 / line.Mired, distance * TintScale);
    }

    /// <summary>Gives the chromaticity of this temperature and tint.</summary>
    /// <returns>The chromaticity; temperatures below 1,667 K give that of 1,667 K.</returns>
    public Chromaticity ToChromaticity()
    {
        var mired = 1e6 / Kelvin;
        var next = 1;
        while (next < _lines.Length - 1 && _lines[next].Mired < mired)
        {
            next++;
        }

        var (cool, warm) = (_lines[next - 1], _lines[next]);
        var line = Line.Between(cool, warm, Math.Clamp((mired - cool.Mired) / (warm.Mired - cool.Mired), 0, 1));
        var distance = Tint / TintScale;
        return XyFrom(line.U + (distance * line.DirectionU), line.V + (distance * line.DirectionV));
    }

    /// <summary>Gives the chromaticity of a black body (Krystek 1985, within 1e-4 of the integral).</summary>
    /// <param name="kelvin">Temperature, 1,000 to 15,000 K.</param>
    /// <returns>The chromaticity.</returns>
    public static Chromaticity Planckian(double kelvin)
    {
        var t = kelvin;
        return XyFrom(
            (0.860117757 + (1.54118254e-4 * t) + (1.28641212e-7 * t * t)) / (1 + (8.42420235e-4 * t) + (7.08145163e-7 * t * t)),
            (0.317398726 + (4.22806245e-5 * t) + (4.20481691e-8 * t * t)) / (1 - (2.89741816e-5 * t) + (1.61456053e-7 * t * t)));
    }

    /// <summary>Gives the chromaticity of daylight (CIE 15, the D series).</summary>
    /// <param name="kelvin">Correlated temperature, 4,000 to 25,000 K; the nearest of these is taken outside.</param>
    /// <returns>The chromaticity.</returns>
    public static Chromaticity Daylight(double kelvin)
    {
        var t = Math.Clamp(kelvin, 4000, 25000);
        var x = t <= 7000
            ? (-4.6070e9 / (t * t * t)) + (2.9678e6 / (t * t)) + (0.09911e3 / t) + 0.244063
            : (-2.0064e9 / (t * t * t)) + (1.9018e6 / (t * t)) + (0.24748e3 / t) + 0.237040;
        return new Chromaticity(x, (-3.000 * x * x) + (2.870 * x) - 0.275);
    }

    private static (double U, double V) UvFrom(Chromaticity xy)
    {
        var scale = 1 / (1.5 - xy.X + (6 * xy.Y));
        return (2 * xy.X * scale, 3 * xy.Y * scale);
    }

    private static Chromaticity XyFrom(double u, double v)
    {
        var scale = 1 / (u - (4 * v) + 2);
        return new Chromaticity(1.5 * u * scale, v * scale);
    }

    /// <summary>One isotemperature line: a point of the Planckian locus and the unit direction of equal temperature, upwards in v.</summary>
    private readonly record struct Line(double Mired, double U, double V, double DirectionU, double DirectionV)
    {
        public static Line FromSlope(double mired, double u, double v, double slope)
        {
            // All slopes are negative: (−1, −slope) points up and to the left, to the green side.
            var length = Math.Sqrt(1 + (slope * slope));
            return new Line(mired, u, v, -1 / length, -slope / length);
        }

        public static Line Between(Line cool, Line warm, double share)
        {
            var du = Mix(cool.DirectionU, warm.DirectionU, share);
            var dv = Mix(cool.DirectionV, warm.DirectionV, share);
            var length = Math.Sqrt((du * du) + (dv * dv));
            return new Line(Mix(cool.Mired, warm.Mired, share), Mix(cool.U, warm.U, share), Mix(cool.V, warm.V, share), du / length, dv / length);
        }

        /// <summary>Distance of a point from the line, positive on the warm side.</summary>
        public double DistanceAbove(double u, double v) => ((u - U) * DirectionV) - ((v - V) * DirectionU);

        private static double Mix(double a, double b, double share) => a + ((b - a) * share);
    }
}
