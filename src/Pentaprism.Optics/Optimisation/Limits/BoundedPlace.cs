using System.Collections.Immutable;
using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>A bounded number with its bounds.</summary>
/// <param name="Number">The number.</param>
/// <param name="What">What it is, for people: "glassEdge" or "thickness".</param>
/// <param name="Where">Where, such as "surface 3" or "field 2"; empty for the whole lens.</param>
/// <param name="Minimum">The smallest measure allowed.</param>
/// <param name="Maximum">The largest measure allowed.</param>
/// <param name="Unit">The violation that counts like 1 µm of spot radius.</param>
internal sealed record BoundedPlace(BoundedNumber Number, string What, string Where, double? Minimum, double? Maximum, double Unit)
{
    private const int Zones = 6;
    private const int RatioZones = 4;

    /// <summary>Slopes of high order swing faster than thicknesses: six zones let a slope of 1.4 slip between bounds of 1.05.</summary>
    private const int SlopeZones = 12;

    /// <summary>Gets whether both bounds are one: a goal to be met.</summary>
    public bool IsGoal => Minimum is not null && Minimum == Maximum;

    /// <summary>Finds all numbers that the limits and variables of a problem bound.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="context">Its lens.</param>
    /// <param name="map">Its variables.</param>
    public static ImmutableArray<BoundedPlace> Of(DesignProblem problem, LimitContext context, VariableMap map)
    {
        var gaps = new GapList(context.Lens);
        var places = ImmutableArray.CreateBuilder<BoundedPlace>();
        foreach (var limit in problem.Limits)
        {
            var unit = Step(limit.Quantity, context) / limit.Weight;
            foreach (var (number, where) in Expand(limit, problem, context, map.Active, gaps))
            {
                places.Add(Make(number, limit.Quantity.ToString(), where, limit.Minimum, limit.Maximum, unit));
            }
        }

        foreach (var variable in problem.Variables.Where(v => v.Kind != VariableKind.Glass && (v.Minimum ?? v.Maximum) is not null))
        {
            var parameter = RawParameter.Of(variable.Surface, VariableMap.KindOf(variable));
            places.Add(Make(
                new VariableNumber(context, parameter),
                variable.Kind.ToString(),
                $"surface {variable.Surface}",
                variable.Minimum,
                variable.Maximum,
                0.02 * map.ScaleOf(parameter)));
        }

        foreach (var variable in problem.Variables.Where(v => v.Kind == VariableKind.Glass))
        {
            var number = new GlassDepthNumber(context, map, problem.Glasses.Hull(), variable.Surface);
            places.Add(Make(number, "glassMap", $"surface {variable.Surface}", 0, null, 0.002));
        }

        return places.ToImmutable();
    }

    private static BoundedPlace Make(BoundedNumber number, string what, string where, double? minimum, double? maximum, double unit)
    {
        double? least = minimum is { } a ? number.MeasureOf(a) : null;
        double? most = maximum is { } b ? number.MeasureOf(b) : null;
        var scale = number is FocalLengthNumber ? Math.Abs(least ?? most ?? 1) : 1;
        return new BoundedPlace(number, char.ToLowerInvariant(what[0]) + what[1..], where, least, most, unit * scale);
    }

    /// <summary>Natural steps of the quantities.</summary>
    private static double Step(LimitedQuantity quantity, LimitContext context) => quantity switch
    {
        LimitedQuantity.FocalLength or LimitedQuantity.FNumber or LimitedQuantity.Compactness => 1e-3,
        LimitedQuantity.Distortion => 0.1,
        LimitedQuantity.ChiefRayAngle => 0.2,
        LimitedQuantity.Slope => 0.005,
        LimitedQuantity.SagPerDiameter => 0.001,
        LimitedQuantity.DiameterPerThickness or LimitedQuantity.ThicknessRatio => 0.02,
        _ => context.Lens.Thickness.Sum(Math.Abs) / 1000,
    };

    private static IEnumerable<(BoundedNumber Number, string Where)> Expand(
        DesignLimit limit, DesignProblem problem, LimitContext context, ActiveParameters active, GapList gaps)
    {
        var count = context.Lens.Count;
        var fields = problem.Start.Fields.Points.Length;
        double[] zones = [.. ZonesOf(Zones)];
        var pairs = from thick in Enumerable.Range(0, RatioZones + 1)
                    from thin in Enumerable.Range(0, RatioZones + 1)
                    where thick != thin
                    select (Thick: (double)thick / RatioZones, Thin: (double)thin / RatioZones);
        switch (limit.Quantity)
        {
            case LimitedQuantity.FocalLength:
                return [(new FocalLengthNumber(context), "")];
            case LimitedQuantity.FNumber:
                return [(new FNumberNumber(context), "")];
            case LimitedQuantity.TotalTrack:
                return [(new GapNumber(context, limit.Surface ?? -1, count), "")];
            case LimitedQuantity.BackFocus:
                return [(new GapNumber(context, limit.Surface ?? gaps.LastPower, count), "")];
            case LimitedQuantity.Compactness:
                return [(new CompactnessNumber(context, fields - 1), "")];
            case LimitedQuantity.ImageHeight:
                return [(new ImageHeightNumber(context, fields - 1), "")];
            case LimitedQuantity.Distortion:
                return Enumerable.Range(0, fields).Select(f => ((BoundedNumber)new DistortionNumber(context, f), $"field {f}"));
            case LimitedQuantity.ChiefRayAngle:
                return Enumerable.Range(0, fields).Select(f => ((BoundedNumber)new ChiefAngleNumber(context, f), $"field {f}"));
            case LimitedQuantity.GlassCentre:
                return Each(gaps.Glass, (a, b) => new GapNumber(context, a, b));
            case LimitedQuantity.AirCentre:
                return Each(gaps.Air, (a, b) => new GapNumber(context, a, b));
            case LimitedQuantity.GlassEdge:
                return zones.SelectMany(zone => Each(gaps.Glass, (a, b) => new ThicknessNumber(context, a, b, zone)));
            case LimitedQuantity.AirEdge:
                return zones.SelectMany(zone => Each(gaps.Air, (a, b) => new ThicknessNumber(context, a, b, zone)));
            case LimitedQuantity.DiameterPerThickness:
                return Each(gaps.Glass, (a, b) => new DiameterNumber(context, a, b));
            case LimitedQuantity.ThicknessRatio:
                return pairs.SelectMany(pair => Each(gaps.Glass, (a, b) => new RatioNumber(context, a, b, pair.Thick, pair.Thin)));
            case LimitedQuantity.Slope:
                return ZonesOf(SlopeZones).SelectMany(zone => Shapes(s => new SlopeNumber(context, s, zone)));
            case LimitedQuantity.SagPerDiameter:
                return Shapes(s => new SagNumber(context, s));
            default:
                return Shapes(s => new SemiDiameterNumber(context, s));
        }

        // A limit without a surface bounds what can change: elements and gaps with a variable thickness or shape.
        IEnumerable<(BoundedNumber, string)> Each((int Front, int Back)[] elements, Func<int, int, BoundedNumber> make) =>
            elements.Where(pair => limit.Surface is { } s ? pair.Front == s : CanChange(pair, active) && !limit.Except.Contains(pair.Front))
                .Select(pair => (make(pair.Front, pair.Back), $"surface {pair.Front}"));

        IEnumerable<(BoundedNumber, string)> Shapes(Func<int, BoundedNumber> make) =>
            (limit.Surface is { } s ? [s] : Enumerable.Range(0, count).Where(active.HasShape)).Select(s => (make(s), $"surface {s}"));
    }

    private static IEnumerable<double> ZonesOf(int count) => Enumerable.Range(1, count).Select(k => (double)k / count);

    private static bool CanChange((int Front, int Back) pair, ActiveParameters active) =>
        active.HasShape(pair.Front) || active.HasShape(pair.Back)
            || Enumerable.Range(pair.Front, pair.Back - pair.Front).Any(s => active.Has(s, RawParameter.Thickness));
}
