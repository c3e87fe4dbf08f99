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
    /// <param name="lineD">The wavelength at which n_d holds exactly, nm: programs that write the line d as 587.6 nm mean it so.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or the index or wavelength is not above 0.</exception>
    public ModelGlass(double nd, double vd, double lineD = Wavelength.LineD)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nd);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lineD);
        if (!double.IsFinite(nd) || !double.IsFinite(vd) || !double.IsFinite(lineD))
        {
            throw new ArgumentOutOfRangeException(nameof(vd), "Index, Abbe number and wavelength must be finite.");
        }

        Nd = nd;
        Vd = vd;
        LineD = lineD;
        _b = vd == 0 ? 0 : (nd - 1) / vd / _span;
    }

    /// <summary>Gets the index at the line d.</summary>
    public double Nd { get; }

    /// <summary>Gets the Abbe number; 0 means an index that does not change.</summary>
    public double Vd { get; }

    /// <summary>Gets the wavelength at which n_d holds exactly, nm; 587.5618 unless told otherwise.</summary>
    public double LineD { get; }

    /// <summary>Gets the pair as designers write it, such as "1.5168:64.17".</summary>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"{Nd}:{Vd}");

    /// <inheritdoc/>
    public override double Index(double nanometres)
    {
        var index = Nd + (_b * (InverseSquare(nanometres) - InverseSquare(LineD)));
        return index is > 0 and < double.PositiveInfinity
            ? index
            : throw new ArgumentOutOfRangeException(nameof(nanometres), nanometres, $"the glass '{Name}' has no index here");
    }

    private static double InverseSquare(double nanometres) => 1e6 / (nanometres * nanometres);
}
