namespace Pentaprism.Imaging;

/// <summary>A colour of CIE 1976 L*a*b* (CIE 15).</summary>
/// <param name="L">Lightness, 0 to 100.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
public readonly record struct Cielab(double L, double A, double B)
{
    private const double Epsilon = 216.0 / 24389;
    private const double Kappa = 24389.0 / 27;

    /// <summary>Gets the chroma, the distance from grey.</summary>
    public double Chroma => Math.Sqrt((A * A) + (B * B));

    /// <summary>Gets the hue angle, 0 to 360 degrees; 0 for grey.</summary>
    public double HueDegrees
    {
        get
        {
            var degrees = Math.Atan2(B, A) * (180 / Math.PI);
            return degrees < 0 ? degrees + 360 : degrees;
        }
    }

    /// <summary>Gives the L*a*b* of a colour.</summary>
    /// <param name="xyz">The colour, on the scale on which the white has Y = 1.</param>
    /// <param name="white">The white of the surroundings.</param>
    /// <returns>L*, a*, b*.</returns>
    public static Cielab FromXyz(Vector3d xyz, Chromaticity white)
    {
        var ratio = xyz / white.ToXyz();
        var (x, y, z) = (Compress(ratio.X), Compress(ratio.Y), Compress(ratio.Z));
        return new Cielab((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    /// <summary>Gives the XYZ of this colour.</summary>
    /// <param name="white">The white of the surroundings.</param>
    /// <returns>XYZ on the scale on which the white has Y = 1.</returns>
    public Vector3d ToXyz(Chromaticity white)
    {
        var y = (L + 16) / 116;
        return new Vector3d(Expand(y + (A / 500)), Expand(y), Expand(y - (B / 200))) * white.ToXyz();
    }

    private static double Compress(double t) => t > Epsilon ? Math.Cbrt(t) : ((Kappa * t) + 16) / 116;

    private static double Expand(double f) => f * f * f > Epsilon ? f * f * f : ((116 * f) - 16) / Kappa;
}
