namespace Pentaprism.Optics.FirstOrder;

/// <summary>Seidel sums and chromatic sums of a surface or of a lens, mm of optical path at the rim of the pupil.</summary>
/// <param name="S1">Spherical aberration; W040 = S1/8.</param>
/// <param name="S2">Coma; W131 = S2/2.</param>
/// <param name="S3">Astigmatism; W222 = S3/2.</param>
/// <param name="S4">Petzval curvature; W220 = (S3 + S4)/4.</param>
/// <param name="S5">Distortion; W311 = S5/2.</param>
/// <param name="C1">Axial colour between the first and the last wavelength.</param>
/// <param name="C2">Lateral colour between them.</param>
public readonly record struct SeidelTerms(double S1, double S2, double S3, double S4, double S5, double C1, double C2)
{
    /// <summary>Adds terms.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>Their sums.</returns>
    public static SeidelTerms operator +(SeidelTerms a, SeidelTerms b) =>
        new(a.S1 + b.S1, a.S2 + b.S2, a.S3 + b.S3, a.S4 + b.S4, a.S5 + b.S5, a.C1 + b.C1, a.C2 + b.C2);
}

/// <summary>Third-order aberrations in the image plane, mm, in the form in which CODE V lists them.</summary>
/// <param name="Spherical">SA: transverse spherical aberration of the marginal ray.</param>
/// <param name="TangentialComa">TCO.</param>
/// <param name="TangentialAstigmatism">TAS: of the rim ray, up to the tangential focus.</param>
/// <param name="SagittalAstigmatism">SAS.</param>
/// <param name="PetzvalBlur">PTB.</param>
/// <param name="Distortion">DST: shift of the chief ray.</param>
/// <param name="AxialColour">AX.</param>
/// <param name="LateralColour">LAT.</param>
public readonly record struct TransverseAberrations(
    double Spherical,
    double TangentialComa,
    double TangentialAstigmatism,
    double SagittalAstigmatism,
    double PetzvalBlur,
    double Distortion,
    double AxialColour,
    double LateralColour);
