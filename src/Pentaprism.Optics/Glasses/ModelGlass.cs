using System.Globalization;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Glasses;

/// <summary>A glass of which only n_d and V_d are known, as many patents print it.</summary>
/// <remarks>
/// n = A + B / w², exact at the line d and in V_d = (n_d − 1) / (n_F − n_C), good to about 10⁻⁴ elsewhere in the visible. Do not quote
/// polychromatic figures below 450 nm from it.
/// </remarks>
public sealed record ModelGlass : Medium
{
    // 1/F² − 1/C² with the lines in micrometres.
    private static readonly double _span = InverseSquare(Wavelength.LineF) - InverseSquare(Wavelength.LineC);

    private readonly double _b;

    /// <summary>Makes a glass.</summary>
    /// <param name="nd">The index at the line d, above 0.</param>
    /// <param name="vd">The Abbe number; 0 means an index that does not change.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or the index is not above 0.</exception>
    public ModelGlass(double nd, double vd)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nd);
        if (!double.IsFinite(nd) || !double.IsFinite(vd))
        {
            throw new ArgumentOutOfRangeException(nameof(vd), "Index and Abbe number must be finite.");
        }

        Nd = nd;
        Vd = vd;
        _b = vd == 0 ? 0 : (nd - 1) / vd / _span;
    }

    /// <summary>Gets the index at the line d.</summary>
    public double Nd { get; }

    /// <summary>Gets the Abbe number; 0 means an index that does not change.</summary>
    public double Vd { get; }

    /// <summary>Gets the pair as designers write it, such as "1.5168:64.17".</summary>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"{Nd}:{Vd}");

    /// <inheritdoc/>
    public override double Index(double nanometres)
    {
        var index = Nd + (_b * (InverseSquare(nanometres) - InverseSquare(Wavelength.LineD)));
        return index is > 0 and < double.PositiveInfinity
            ? index
            : throw new ArgumentOutOfRangeException(nameof(nanometres), nanometres, $"the glass '{Name}' has no index here");
    }

    private static double InverseSquare(double nanometres) => 1e6 / (nanometres * nanometres);
}
