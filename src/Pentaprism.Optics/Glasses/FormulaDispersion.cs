using System.Collections.Immutable;

namespace Pentaprism.Optics.Glasses;

/// <summary>Gives the index at a wavelength from coefficients.</summary>
/// <param name="c">The coefficients in the order of their source.</param>
/// <param name="w">The wavelength, micrometres.</param>
/// <returns>The index; NaN where the formula has none.</returns>
internal delegate double IndexFormula(ReadOnlySpan<double> c, double w);

/// <summary>A dispersion formula with its coefficients.</summary>
internal sealed record FormulaDispersion : Dispersion
{
    private readonly IndexFormula _formula;

    public FormulaDispersion(string form, string code, IndexFormula formula, ImmutableArray<double> coefficients, WavelengthRange range)
        : base(form, range)
    {
        Code = code;
        Coefficients = coefficients;
        _formula = formula;
    }

    /// <summary>Gets the short name in our own tables: a1 to a13 of AGF, r1 to r9 of refractiveindex.info.</summary>
    public string Code { get; }

    public ImmutableArray<double> Coefficients { get; }

    public bool Equals(FormulaDispersion? other) =>
        other is not null && Code == other.Code && Range == other.Range && Coefficients.SequenceEqual(other.Coefficients);

    public override int GetHashCode() => HashCode.Combine(Code, Range, Coefficients[0]);

    private protected override double Evaluate(double nanometres) => _formula(Coefficients.AsSpan(), nanometres / 1000);
}
