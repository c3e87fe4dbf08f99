namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>Thickness of an element or a gap at a height, both surfaces cut by a line along the axis.</summary>
internal sealed class ThicknessNumber(LimitContext context, int front, int back, double zone) : BoundedNumber(context)
{
    public override double Measure() => At(zone * Context.Rim.Heights[Context.Wider(front, back)]);

    public override void Differentiate(Span<double> row) => Add(zone, 1, row, true);

    /// <summary>Gives the thickness at a height.</summary>
    public double At(double r) =>
        Context.Gap(front, back) + Context.Lens.Profile(back, r).Sag - Context.Lens.Profile(front, r).Sag;

    /// <summary>Writes or adds derivatives of the thickness in a zone.</summary>
    public void Add(double part, double factor, Span<double> row, bool replace)
    {
        var wider = Context.Wider(front, back);
        var r = part * Context.Rim.Heights[wider];
        Context.Begin();
        Context.AddGap(front, back, factor);
        Context.AddShape(back, r, factor, 0);
        Context.AddShape(front, r, -factor, 0);
        if (replace)
        {
            Context.End(row);
        }
        else
        {
            var more = new double[row.Length];
            Context.End(more);
            for (var v = 0; v < row.Length; v++)
            {
                row[v] += more[v];
            }
        }

        var slope = Context.Lens.Profile(back, r).Slope - Context.Lens.Profile(front, r).Slope;
        Context.AddHeight(wider, factor * part * slope, row);
    }
}

/// <summary>Clear diameter of an element over its thickness on the axis.</summary>
internal sealed class DiameterNumber(LimitContext context, int front, int back) : BoundedNumber(context)
{
    /// <summary>Part of the diameter below which a thickness counts as no more.</summary>
    private const double Thinnest = 0.005;

    public override double Measure() => 2 * Context.Rim.Heights[Context.Wider(front, back)] / Thickness(out _);

    public override void Differentiate(Span<double> row)
    {
        var wider = Context.Wider(front, back);
        var diameter = 2 * Context.Rim.Heights[wider];
        var thickness = Thickness(out var isFree);
        Context.Begin();
        Context.AddGap(front, back, isFree ? -diameter / (thickness * thickness) : 0);
        Context.End(row);
        Context.AddHeight(wider, isFree ? 2 / thickness : 0, row);
    }

    private double Thickness(out bool isFree)
    {
        var least = Thinnest * 2 * Context.Rim.Heights[Context.Wider(front, back)];
        var thickness = Context.Gap(front, back);
        isFree = thickness > least;
        return isFree ? thickness : least;
    }
}

/// <summary>
/// Thickness of an element in one zone over that in another. The largest over the smallest is bounded by all pairs of zones: the largest itself
/// has a kink wherever another zone becomes it, and descents stick there.
/// </summary>
internal sealed class RatioNumber(LimitContext context, int front, int back, double thickZone, double thinZone) : BoundedNumber(context)
{
    /// <summary>Part of the thickness below which the thinner zone counts as no less.</summary>
    private const double Thinnest = 0.05;

    private readonly ThicknessNumber _thickness = new(context, front, back, 1);

    public override double Measure()
    {
        var (most, least) = Thicknesses();
        return most / Math.Max(least, Thinnest * Math.Abs(most));
    }

    public override void Differentiate(Span<double> row)
    {
        var (most, least) = Thicknesses();
        if (least <= Thinnest * Math.Abs(most))
        {
            row.Clear();
            return;
        }

        _thickness.Add(thickZone, 1 / least, row, true);
        _thickness.Add(thinZone, -most / (least * least), row, false);
    }

    private (double Most, double Least) Thicknesses()
    {
        var height = Context.Rim.Heights[Context.Wider(front, back)];
        return (_thickness.At(thickZone * height), _thickness.At(thinZone * height));
    }
}
