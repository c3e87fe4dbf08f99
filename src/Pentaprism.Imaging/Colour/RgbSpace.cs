namespace Pentaprism.Imaging;

/// <summary>An RGB colour space: three primaries, a white and a curve.</summary>
/// <remarks>The matrices are derived from the chromaticities in double precision, so that RGB (1, 1, 1) is the white exactly.</remarks>
public sealed class RgbSpace
{
    /// <summary>Makes a space.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="red">First primary.</param>
    /// <param name="green">Second primary.</param>
    /// <param name="blue">Third primary.</param>
    /// <param name="white">Colour of RGB (1, 1, 1).</param>
    /// <param name="transfer">Curve between linear light and codes.</param>
    public RgbSpace(string name, Chromaticity red, Chromaticity green, Chromaticity blue, Chromaticity white, TransferFunction transfer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(transfer);
        (Name, Red, Green, Blue, White, Transfer) = (name, red, green, blue, white, transfer);
        ToXyz = MatrixToXyz(red, green, blue, white);
        FromXyz = ToXyz.Inverse();
    }

    /// <summary>Gets sRGB (IEC 61966-2-1).</summary>
    public static RgbSpace Srgb { get; } =
        new("sRGB", new(0.640, 0.330), new(0.300, 0.600), new(0.150, 0.060), Chromaticity.D65, TransferFunction.Srgb);

    /// <summary>Gets Display P3: the primaries of SMPTE RP 431-2 with the white and curve of sRGB.</summary>
    public static RgbSpace DisplayP3 { get; } =
        new("Display P3", new(0.680, 0.320), new(0.265, 0.690), new(0.150, 0.060), Chromaticity.D65, TransferFunction.Srgb);

    /// <summary>Gets Rec. 2020 (ITU-R BT.2020), whose linear form is the working space of the darkroom.</summary>
    public static RgbSpace Rec2020 { get; } =
        new("Rec. 2020", new(0.708, 0.292), new(0.170, 0.797), new(0.131, 0.046), Chromaticity.D65, TransferFunction.Rec2020);

    /// <summary>Gets ProPhoto RGB (ROMM and RIMM, ISO 22028-2), in which camera profiles compute.</summary>
    public static RgbSpace ProPhoto { get; } =
        new("ProPhoto RGB", new(0.7347, 0.2653), new(0.1596, 0.8404), new(0.0366, 0.0001), Chromaticity.D50, TransferFunction.Romm);

    /// <summary>Gets Adobe RGB (1998).</summary>
    public static RgbSpace AdobeRgb { get; } =
        new("Adobe RGB", new(0.640, 0.330), new(0.210, 0.710), new(0.150, 0.060), Chromaticity.D65, TransferFunction.Power(563.0 / 256));

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the first primary.</summary>
    public Chromaticity Red { get; }

    /// <summary>Gets the second primary.</summary>
    public Chromaticity Green { get; }

    /// <summary>Gets the third primary.</summary>
    public Chromaticity Blue { get; }

    /// <summary>Gets the colour of RGB (1, 1, 1).</summary>
    public Chromaticity White { get; }

    /// <summary>Gets the curve between linear light and codes.</summary>
    public TransferFunction Transfer { get; }

    /// <summary>Gets the matrix from linear RGB to XYZ under this space's own white; Y of white is 1.</summary>
    public Matrix3x3 ToXyz { get; }

    /// <summary>Gets the matrix from XYZ under this space's own white to linear RGB.</summary>
    public Matrix3x3 FromXyz { get; }

    /// <summary>Gets the weights of linear red, green and blue in the luminance Y; their sum is 1.</summary>
    public Vector3d Luminance => new(ToXyz.M21, ToXyz.M22, ToXyz.M23);

    /// <summary>Gives the matrix from this space's linear RGB to another's; where the whites differ it adapts by Bradford's method.</summary>
    /// <param name="target">The other space.</param>
    /// <returns>The matrix; grey stays grey.</returns>
    public Matrix3x3 To(RgbSpace target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.FromXyz * ChromaticAdaptation.Bradford(White, target.White) * ToXyz;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Columns are the XYZ of the primaries, scaled so that they add up to the white (SMPTE RP 177).
    private static Matrix3x3 MatrixToXyz(Chromaticity red, Chromaticity green, Chromaticity blue, Chromaticity white)
    {
        var (r, g, b) = (red.ToXyz(), green.ToXyz(), blue.ToXyz());
        var primaries = new Matrix3x3(r.X, g.X, b.X, r.Y, g.Y, b.Y, r.Z, g.Z, b.Z);
        return primaries * Matrix3x3.Diagonal(primaries.Inverse() * white.ToXyz());
    }
}
