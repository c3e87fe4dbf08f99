namespace Pentaprism.Optics.Analysis;

/// <summary>What a modulation transfer function is made of.</summary>
public enum MtfKind
{
    /// <summary>Rays alone: |mean exp(−2πi ν y)| over the pupil. Nothing of diffraction in it.</summary>
    Geometric,

    /// <summary>Waves: the autocorrelation of the pupil function in the direction cosines of the image bundle.</summary>
    Diffraction,
}

/// <summary>The modulation transfer at one spatial frequency.</summary>
/// <param name="Frequency">Cycles/mm in the image plane.</param>
/// <param name="Tangential">Contrast of a pattern that varies along the image's y, the direction of the field; 0 to 1.</param>
/// <param name="Sagittal">Contrast of a pattern that varies along x, across the direction of the field; 0 to 1.</param>
/// <param name="Kind">Rays alone or waves.</param>
public readonly record struct MtfPoint(double Frequency, double Tangential, double Sagittal, MtfKind Kind);
