using System.Globalization;

namespace Pentaprism.Optics.Glasses;

/// <summary>How the refractive index of a material depends on the wavelength: a formula with its coefficients, or a table.</summary>
/// <remarks>
/// A dispersion answers inside its range and up to a tenth of the wavelength beyond its ends, where formulas of glass still hold to a few
/// units of the fifth decimal; further out it refuses. <see cref="Range"/> tells what is vouched for.
/// </remarks>
public abstract record Dispersion
{
    private const double Reach = 0.1;
    private const double LargestIndex = 100;

    private protected Dispersion(string form, WavelengthRange range)
    {
        Form = form;
        Range = range;
    }

    /// <summary>Gets the name of the formula, such as "Sellmeier 1", or "table".</summary>
    public string Form { get; }

    /// <summary>Gets the wavelengths that the source vouches for.</summary>
    public WavelengthRange Range { get; }

    /// <summary>Gets the wavelengths at which an index is given at all.</summary>
    private protected virtual WavelengthRange Reachable => Range.Widened(Reach);

    /// <summary>Gives the refractive index.</summary>
    /// <param name="nanometres">The wavelength, nm.</param>
    /// <returns>The index, above 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The wavelength lies more than a tenth outside the range, or the formula gives no index there.
    /// </exception>
    public double Index(double nanometres) => TryIndex(nanometres, out var index)
        ? index
        : throw new ArgumentOutOfRangeException(
            nameof(nanometres),
            string.Create(CultureInfo.InvariantCulture, $"no index at {nanometres:0.###} nm: known for {Range}"));

    /// <summary>Gives the refractive index where there is one.</summary>
    /// <param name="nanometres">The wavelength, nm.</param>
    /// <param name="index">The index, above 0; 0 where there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryIndex(double nanometres, out double index)
    {
        index = Reachable.Contains(nanometres) && nanometres > 0 ? Evaluate(nanometres) : 0;
        if (index is > 0 and < LargestIndex)
        {
            return true;
        }

        index = 0;
        return false;
    }

    /// <summary>Evaluates; may give anything, even NaN, where the formula has no sense.</summary>
    /// <param name="nanometres">The wavelength, nm.</param>
    /// <returns>The index.</returns>
    private protected abstract double Evaluate(double nanometres);
}
