namespace Pentaprism.Imaging;

/// <summary>A colour of Oklab, in which equal steps look about equal and hue lines are straight (Ottosson 2020).</summary>
/// <param name="L">Lightness; white is 1.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
public readonly record struct OkLab(double L, double A, double B)
{
    private static readonly Matrix3x3 _lmsFromSrgb = new(
        0.4122214708, 0.5363325363, 0.0514459929,
        0.2119034982, 0.6806995451, 0.1073969566,
        0.0883024619, 0.2817188376, 0.6299787005);

    /// <summary>Gets the chroma, the distance from grey.</summary>
    public double Chroma => Math.Sqrt((A * A) + (B * B));

    /// <summary>Gets the hue angle, 0 to 360 degrees; 0 for grey.</summary>
    public double HueDegrees => new Cielab(L, A, B).HueDegrees;

    /// <summary>Gets the matrix from the cube roots of the cone responses to L, a, b.</summary>
    public static Matrix3x3 FromRoots { get; } = new(
        0.2104542553, 0.7936177850, -0.0040720468,
        1.9779984951, -2.4285922050, 0.4505937099,
        0.0259040371, 0.7827717662, -0.8086757660);

    /// <summary>Gets the matrix from L, a, b to the cube roots of the cone responses.</summary>
    public static Matrix3x3 ToRoots { get; } = FromRoots.Inverse();

    /// <summary>Gives the matrix from linear RGB to cone responses: Oklab is <see cref="FromRoots"/> times their cube roots.</summary>
    /// <param name="space">The RGB space.</param>
    /// <returns>The matrix.</returns>
    public static Matrix3x3 ConesFrom(RgbSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return _lmsFromSrgb * space.To(RgbSpace.Srgb);
    }

    /// <summary>Gives the Oklab of a colour.</summary>
    /// <param name="linear">Linear RGB; negative components are allowed.</param>
    /// <param name="space">The RGB space.</param>
    /// <returns>L, a, b.</returns>
    public static OkLab FromLinear(Vector3d linear, RgbSpace space)
    {
        var cones = ConesFrom(space) * linear;
        var lab = FromRoots * new Vector3d(Math.Cbrt(cones.X), Math.Cbrt(cones.Y), Math.Cbrt(cones.Z));
        return new OkLab(lab.X, lab.Y, lab.Z);
    }

    /// <summary>Gives the linear RGB of this colour.</summary>
    /// <param name="space">The RGB space.</param>
    /// <returns>Linear RGB; outside 0 to 1 where the space cannot hold the colour.</returns>
    public Vector3d ToLinear(RgbSpace space)
    {
        var roots = ToRoots * new Vector3d(L, A, B);
        return ConesFrom(space).Inverse() * (roots * roots * roots);
    }
}
