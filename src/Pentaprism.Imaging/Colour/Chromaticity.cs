namespace Pentaprism.Imaging;

/// <summary>CIE 1931 chromaticity (2° observer).</summary>
/// <param name="X">x.</param>
/// <param name="Y">y.</param>
public readonly record struct Chromaticity(double X, double Y)
{
    /// <summary>Gets the white of the ICC connection space and of ProPhoto RGB.</summary>
    public static Chromaticity D50 => new(0.3457, 0.3585);

    /// <summary>Gets the white of sRGB, Display P3 and Rec. 2020.</summary>
    public static Chromaticity D65 => new(0.3127, 0.3290);

    /// <summary>Gives the XYZ of this chromaticity with Y = 1.</summary>
    /// <returns>X/Y, 1, Z/Y.</returns>
    public Vector3d ToXyz() => new(X / Y, 1, (1 - X - Y) / Y);

    /// <summary>Gives the chromaticity of a colour.</summary>
    /// <param name="xyz">XYZ with a positive sum.</param>
    /// <returns>x and y.</returns>
    public static Chromaticity FromXyz(Vector3d xyz)
    {
        var sum = xyz.X + xyz.Y + xyz.Z;
        return new Chromaticity(xyz.X / sum, xyz.Y / sum);
    }
}
