using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Glasses;

/// <summary>A dispersion known from measured or printed samples, interpolated as <see cref="TabulatedMedium"/> does.</summary>
/// <remarks>A single sample answers within a hundredth of its wavelength, where the index of glass changes by about 10⁻⁴.</remarks>
public sealed record TabulatedDispersion : Dispersion
{
    private const double ReachOfOne = 0.01;

    private readonly TabulatedMedium _table;

    /// <summary>Makes a dispersion.</summary>
    /// <param name="samples">Wavelengths in nm and indices; at least one, each wavelength once.</param>
    /// <exception cref="ArgumentException">No sample, a wavelength twice, or a value that is not positive.</exception>
    public TabulatedDispersion(params ReadOnlySpan<IndexSample> samples)
        : this(new TabulatedMedium("table", samples))
    {
    }

    private TabulatedDispersion(TabulatedMedium table)
        : base("table", new WavelengthRange(table.Samples[0].Nanometres, table.Samples[^1].Nanometres)) => _table = table;

    /// <summary>Gets the samples, by wavelength.</summary>
    public ImmutableArray<IndexSample> Samples => _table.Samples;

    /// <inheritdoc/>
    private protected override WavelengthRange Reachable => Samples.Length == 1 ? Range.Widened(ReachOfOne) : base.Reachable;

    /// <inheritdoc/>
    public bool Equals(TabulatedDispersion? other) => other is not null && _table == other._table;

    /// <inheritdoc/>
    public override int GetHashCode() => _table.GetHashCode();

    /// <inheritdoc/>
    private protected override double Evaluate(double nanometres) => _table.Index(nanometres);
}
