using System.Numerics;
using System.Runtime.CompilerServices;
using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>How the variables of a descent, all 0 at the start and of like effect, move the numbers of a lens.</summary>
internal sealed class VariableMap
{
    private readonly Term[][] _terms;
    private readonly GlassVariable[] _glasses;
    private readonly double[] _startValues;

    /// <summary>Makes the map.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="lens">Its start.</param>
    /// <param name="heights">About the semi-diameter of each surface, mm.</param>
    public VariableMap(DesignProblem problem, WorkingLens lens, ReadOnlySpan<double> heights)
    {
        var length = 0.0;
        for (var s = 0; s < lens.Count; s++)
        {
            length += Math.Abs(lens.Thickness[s]);
        }

        var terms = new List<Term[]>();
        foreach (var variable in problem.Variables.Where(v => v.Kind is not (VariableKind.Coefficient or VariableKind.Glass)))
        {
            var (kind, scale) = variable.Kind switch
            {
                VariableKind.Curvature => (RawParameter.Curvature, 0.1 / heights[variable.Surface]),
                VariableKind.Conic => (RawParameter.Conic, 1.0),
                _ => (RawParameter.Thickness, 0.01 * length),
            };
            terms.Add([new Term(RawParameter.Of(variable.Surface, kind), scale)]);
        }

        foreach (var group in problem.Variables.Where(v => v.Kind == VariableKind.Coefficient).GroupBy(v => v.Surface))
        {
            int[] powers = [.. group.Select(v => v.Power).Order()];
            foreach (var row in CoefficientBasis.Of(powers, heights[group.Key]))
            {
                terms.Add([.. powers.Select((power, i) => new Term(RawParameter.Of(group.Key, RawParameter.Coefficient(power)), 0.1 * row[i]))
                    .Where(term => term.Factor != 0)]);
            }
        }

        _terms = [.. terms];
        _glasses = [.. problem.Variables.Where(v => v.Kind == VariableKind.Glass).Select(v => new GlassVariable(problem.Start, v.Surface))];
        _startValues = Values(lens);
        var solved = problem.Solves.Select(solve => RawParameter.Of(
            solve.Surface, solve.Kind == SolveKind.FocalLength ? RawParameter.Curvature : RawParameter.Thickness));
        var indices = _glasses.Select(glass => RawParameter.Of(glass.Surface, RawParameter.Index));
        Active = new ActiveParameters(lens.Count, terms.SelectMany(t => t).Select(t => t.Raw).Concat(solved).Concat(indices));
    }

    /// <summary>Gets the number of variables.</summary>
    public int Count => _terms.Length + (2 * _glasses.Length);

    /// <summary>Gets the parameters whose derivatives are needed.</summary>
    public ActiveParameters Active { get; }

    /// <summary>Gives the surface that a variable moves.</summary>
    public int SurfaceOf(int variable) => variable < _terms.Length
        ? _terms[variable][0].Raw / RawParameter.PerSurface
        : _glasses[(variable - _terms.Length) / 2].Surface;

    /// <summary>Gives the variable glass behind a surface and the number of its first variable.</summary>
    public (GlassVariable Glass, int Variable) GlassBehind(int surface)
    {
        var g = Array.FindIndex(_glasses, glass => glass.Surface == surface);
        return (_glasses[g], _terms.Length + (2 * g));
    }

    /// <summary>Puts variable glasses into a drawing.</summary>
    public Lens WithGlasses(Lens lens) => lens with
    {
        Surfaces = _glasses.Aggregate(
            lens.Surfaces, (surfaces, glass) => surfaces.SetItem(glass.Surface, surfaces[glass.Surface] with { Medium = glass.Medium })),
    };

    /// <summary>Gives how far a parameter moves with its variable's step of 1; of several variables the largest.</summary>
    public double ScaleOf(int parameter) =>
        _terms.SelectMany(group => group).Where(term => term.Raw == parameter).Max(term => Math.Abs(term.Factor));

    /// <summary>Gives the kind of parameter that a variable moves.</summary>
    public static int KindOf(DesignVariable variable) => variable.Kind switch
    {
        VariableKind.Curvature => RawParameter.Curvature,
        VariableKind.Conic => RawParameter.Conic,
        VariableKind.Thickness => RawParameter.Thickness,
        _ => RawParameter.Coefficient(variable.Power),
    };

    /// <summary>Gives a parameter of the lens.</summary>
    public static double ValueOf(WorkingLens lens, int parameter) => Number(lens, parameter);

    /// <summary>Sets the numbers of the lens.</summary>
    public void Apply(ReadOnlySpan<double> point, WorkingLens lens)
    {
        var next = 0;
        foreach (var group in _terms)
        {
            foreach (var term in group)
            {
                Number(lens, term.Raw) = _startValues[next++];
            }
        }

        for (var v = 0; v < _terms.Length; v++)
        {
            foreach (var term in _terms[v])
            {
                Number(lens, term.Raw) += term.Factor * point[v];
            }
        }

        for (var g = 0; g < _glasses.Length; g++)
        {
            _glasses[g].Apply(point[_terms.Length + (2 * g)], point[_terms.Length + (2 * g) + 1], lens);
        }
    }

    /// <summary>Turns derivatives by parameters into derivatives by variables.</summary>
    /// <param name="wavelength">The wavelength whose indices they are taken by.</param>
    /// <param name="raw">Derivatives by the parameters of the lens.</param>
    /// <param name="row">Filled, one for each variable.</param>
    public void Chain(int wavelength, ReadOnlySpan<double> raw, Span<double> row)
    {
        for (var v = 0; v < _terms.Length; v++)
        {
            var sum = 0.0;
            foreach (var term in _terms[v])
            {
                sum += term.Factor * raw[term.Raw];
            }

            row[v] = sum;
        }

        for (var g = 0; g < _glasses.Length; g++)
        {
            var byIndex = raw[RawParameter.Of(_glasses[g].Surface, RawParameter.Index)];
            row[_terms.Length + (2 * g)] = byIndex * _glasses[g].ByNd[wavelength];
            row[_terms.Length + (2 * g) + 1] = byIndex * _glasses[g].ByDispersion[wavelength];
        }
    }

    /// <summary>The same for several rays at once, written into rows of a Jacobian.</summary>
    /// <param name="wavelength">The wavelength of the rays.</param>
    /// <param name="raw">Derivatives by the parameters of the lens.</param>
    /// <param name="extra">Derivatives by quantities that depend on the variables themselves.</param>
    /// <param name="dependence">Of each of those, its derivatives by the variables.</param>
    /// <param name="jacobian">The Jacobian from the first row wanted on.</param>
    /// <param name="stride">Rows of the Jacobian.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Chain(
        int wavelength,
        ReadOnlySpan<Vector<double>> raw,
        ReadOnlySpan<Vector<double>> extra,
        ReadOnlySpan<double[]> dependence,
        Span<double> jacobian,
        int stride)
    {
        for (var v = 0; v < Count; v++)
        {
            var sum = Vector<double>.Zero;
            if (v < _terms.Length)
            {
                foreach (ref readonly var term in _terms[v].AsSpan())
                {
                    sum = Vector.FusedMultiplyAdd(new Vector<double>(term.Factor), raw[term.Raw], sum);
                }
            }
            else
            {
                var (g, dispersion) = Math.DivRem(v - _terms.Length, 2);
                var factor = dispersion == 0 ? _glasses[g].ByNd[wavelength] : _glasses[g].ByDispersion[wavelength];
                sum = new Vector<double>(factor) * raw[RawParameter.Of(_glasses[g].Surface, RawParameter.Index)];
            }

            for (var d = 0; d < extra.Length; d++)
            {
                sum = Vector.FusedMultiplyAdd(new Vector<double>(dependence[d][v]), extra[d], sum);
            }

            sum.CopyTo(jacobian[(v * stride)..]);
        }
    }

    private static ref double Number(WorkingLens lens, int raw)
    {
        var (surface, kind) = Math.DivRem(raw, RawParameter.PerSurface);
        switch (kind)
        {
            case RawParameter.Curvature:
                return ref lens.Curvature[surface];
            case RawParameter.Conic:
                return ref lens.Conic[surface];
            case RawParameter.Thickness:
                return ref lens.Thickness[surface];
            default:
                return ref lens.Coefficient[(surface * WorkingLens.Powers) + kind - RawParameter.Coefficient(2) + 2];
        }
    }

    private double[] Values(WorkingLens lens) => [.. _terms.SelectMany(t => t).Select(t => Number(lens, t.Raw))];

    private readonly record struct Term(int Raw, double Factor);
}
