namespace Pentaprism.Imaging;

/// <summary>Matrices that turn the XYZ of a colour under one white into the XYZ of the same appearance under another (von Kries).</summary>
public static class ChromaticAdaptation
{
    // Lam, "Metamerism and colour constancy", University of Bradford 1985; as in the ICC and DNG specifications.
    private static readonly Matrix3x3 _bradford = new(
        0.8951, 0.2664, -0.1614,
        -0.7502, 1.7135, 0.0367,
        0.0389, -0.0685, 1.0296);

    // Li et al., "Comprehensive color solutions: CAM16, CAT16, and CAM16-UCS", 2017.
    private static readonly Matrix3x3 _cat16 = new(
        0.401288, 0.650173, -0.051461,
        -0.250268, 1.204414, 0.045854,
        -0.002079, 0.048952, 0.953127);

    /// <summary>Adapts by the linear Bradford transform, as ICC profiles and DNG files do.</summary>
    /// <param name="from">White of the colours that are given.</param>
    /// <param name="to">White of the colours that are wanted.</param>
    /// <returns>A matrix on XYZ that takes the first white to the second; the identity where they are equal.</returns>
    public static Matrix3x3 Bradford(Chromaticity from, Chromaticity to) => Adapt(_bradford, from, to);

    /// <summary>Adapts by CAT16 with full adaptation.</summary>
    /// <param name="from">White of the colours that are given.</param>
    /// <param name="to">White of the colours that are wanted.</param>
    /// <returns>A matrix on XYZ that takes the first white to the second; the identity where they are equal.</returns>
    public static Matrix3x3 Cat16(Chromaticity from, Chromaticity to) => Adapt(_cat16, from, to);

    private static Matrix3x3 Adapt(Matrix3x3 toCones, Chromaticity from, Chromaticity to)
    {
        if (from == to)
        {
            return Matrix3x3.Identity;
        }

        var gains = (toCones * to.ToXyz()) / (toCones * from.ToXyz());
        return toCones.Inverse() * Matrix3x3.Diagonal(gains) * toCones;
    }
}
