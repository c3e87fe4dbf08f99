using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>How far a variable glass lies inside the glass map; negative outside.</summary>
internal sealed class GlassDepthNumber(LimitContext context, VariableMap map, GlassHull hull, int surface) : BoundedNumber(context)
{
    private const double NdDifference = 1e-6;
    private const double VdDifference = 1e-4;

    public override double Measure() => map.GlassBehind(surface).Glass is var glass ? hull.Depth(glass.Nd, glass.Vd) : 0;

    public override void Differentiate(Span<double> row)
    {
        // The depth is made of planes: differences are exact but for rounding.
        var (glass, variable) = map.GlassBehind(surface);
        var (nd, vd) = (glass.Nd, glass.Vd);
        var byNd = (hull.Depth(nd + NdDifference, vd) - hull.Depth(nd - NdDifference, vd)) / (2 * NdDifference);
        var byVd = (hull.Depth(nd, vd + VdDifference) - hull.Depth(nd, vd - VdDifference)) / (2 * VdDifference);
        row.Clear();
        row[variable] = byNd * GlassVariable.NdByFirst;
        row[variable + 1] = byVd * glass.VdByDispersion;
    }
}
