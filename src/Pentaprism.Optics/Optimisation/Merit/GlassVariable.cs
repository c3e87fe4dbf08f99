using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>A glass whose index and dispersion vary: n(λ) = 1 + (n_d − 1)(1 + b(λ)/V_d), as <see cref="ModelGlass"/> has it.</summary>
/// <remarks>The second variable moves 1/V_d, in which n is linear.</remarks>
internal sealed class GlassVariable
{
    private const double NdStep = 0.02;
    private const double DispersionStep = 0.002;
    private readonly double _startNd;
    private readonly double _startDispersion;
    private readonly double[] _bend;
    private double _nd;
    private double _dispersion;

    /// <summary>Begins at the glass of a lens.</summary>
    public GlassVariable(Lens start, int surface)
    {
        Surface = surface;
        (_startNd, var abbe) = NdAndVd(start.Surfaces[surface].Medium);
        _startDispersion = 1 / abbe;
        _bend = [.. start.Wavelengths.Select(w => Bend(w.Nanometres))];
        (ByNd, ByDispersion) = (new double[_bend.Length], new double[_bend.Length]);
        (_nd, _dispersion) = (_startNd, _startDispersion);
    }

    /// <summary>Gets the surface in front of the glass.</summary>
    public int Surface { get; }

    /// <summary>Gets the derivative of the index at each wavelength by the first variable.</summary>
    public double[] ByNd { get; }

    /// <summary>Gets the derivative of the index at each wavelength by the second variable.</summary>
    public double[] ByDispersion { get; }

    /// <summary>Gets the index at the line d.</summary>
    public double Nd => _nd;

    /// <summary>Gets the Abbe number.</summary>
    public double Vd => 1 / _dispersion;

    /// <summary>Gets the glass as a medium.</summary>
    public Medium Medium => new ModelGlass(Nd, Vd);

    /// <summary>Gets the derivative of V_d by the second variable.</summary>
    public double VdByDispersion => -DispersionStep / (_dispersion * _dispersion);

    /// <summary>Gets the derivative of n_d by the first variable.</summary>
    public static double NdByFirst => NdStep;

    /// <summary>Gives n_d and V_d of a medium.</summary>
    /// <exception cref="DesignException">It has no index at the lines F, d and C, or no dispersion.</exception>
    public static (double Nd, double Vd) NdAndVd(Medium medium)
    {
        try
        {
            var (f, d, c) = (medium.Index(Wavelength.LineF), medium.Index(Wavelength.LineD), medium.Index(Wavelength.LineC));
            return f > c ? (d, (d - 1) / (f - c)) : throw new DesignException("variables", $"the glass '{medium.Name}' has no dispersion to vary");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new DesignException("variables", $"the glass '{medium.Name}' is not known at the lines F, d and C; it cannot vary");
        }
    }

    /// <summary>Moves the glass and writes its indices into the lens at work.</summary>
    public void Apply(double first, double second, WorkingLens lens)
    {
        _nd = _startNd + (NdStep * first);
        _dispersion = Math.Max(_startDispersion + (DispersionStep * second), 1e-3);
        for (var w = 0; w < _bend.Length; w++)
        {
            ByNd[w] = NdStep * (1 + (_bend[w] * _dispersion));
            ByDispersion[w] = DispersionStep * (_nd - 1) * _bend[w];
            lens.Index[w][Surface + 1] = 1 + ((_nd - 1) * (1 + (_bend[w] * _dispersion)));
        }
    }

    private static double Bend(double nanometres) =>
        (Inverse(nanometres) - Inverse(Wavelength.LineD)) / (Inverse(Wavelength.LineF) - Inverse(Wavelength.LineC));

    private static double Inverse(double nanometres) => 1 / (nanometres * nanometres);
}
