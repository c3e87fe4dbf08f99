namespace Pentaprism.Optics.Prescriptions;

/// <summary>A wavelength that a lens is judged at.</summary>
/// <param name="Nanometres">The wavelength, nm.</param>
/// <param name="Weight">Its weight in polychromatic figures.</param>
public readonly record struct Wavelength(double Nanometres, double Weight = 1)
{
    /// <summary>The helium line d, 587.5618 nm, at which n_d and V_d are told.</summary>
    public const double LineD = 587.5618;

    /// <summary>The hydrogen line F, 486.1327 nm.</summary>
    public const double LineF = 486.1327;

    /// <summary>The hydrogen line C, 656.2725 nm.</summary>
    public const double LineC = 656.2725;
}
