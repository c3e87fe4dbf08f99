using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tolerances;

/// <summary>A melt that differs from the catalogue in index and dispersion.</summary>
/// <param name="Nominal">The medium of the drawing.</param>
/// <param name="IndexShift">Added to the index at every wavelength.</param>
/// <param name="DispersionScale">By what n(λ) − n(reference) is multiplied: 1/(1 + relative change of the Abbe number).</param>
/// <param name="Reference">The wavelength at which dispersion changes nothing, nm.</param>
public sealed record PerturbedMedium(Medium Nominal, double IndexShift, double DispersionScale, double Reference) : Medium
{
    /// <inheritdoc/>
    public override string Name => Nominal.Name;

    /// <inheritdoc/>
    public override double Index(double nanometres)
    {
        var reference = Nominal.Index(Reference);
        return reference + IndexShift + ((Nominal.Index(nanometres) - reference) * DispersionScale);
    }
}
