namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>Clear semi-diameter of a surface.</summary>
internal sealed class SemiDiameterNumber(LimitContext context, int surface) : BoundedNumber(context)
{
    public override double Measure() => Context.Rim.Heights[surface];

    public override void Differentiate(Span<double> row)
    {
        row.Clear();
        Context.AddHeight(surface, 1, row);
    }
}

/// <summary>Slope of a surface in a zone of its clear aperture, without sign.</summary>
internal sealed class SlopeNumber(LimitContext context, int surface, double zone) : BoundedNumber(context)
{
    private double Radius => zone * Context.Rim.Heights[surface];

    public override double Measure() => Math.Abs(Context.Lens.Profile(surface, Radius).Slope);

    public override void Differentiate(Span<double> row)
    {
        var sign = Math.Sign(Context.Lens.Profile(surface, Radius).Slope);
        Context.Begin();
        Context.AddShape(surface, Radius, 0, sign);
        Context.End(row);
        Context.AddHeight(surface, sign * zone * Context.Bend(surface, Radius), row);
    }
}

/// <summary>Sag of a surface at its edge over its clear diameter, without sign.</summary>
internal sealed class SagNumber(LimitContext context, int surface) : BoundedNumber(context)
{
    private double Radius => Context.Rim.Heights[surface];

    public override double Measure() => Math.Abs(Context.Lens.Profile(surface, Radius).Sag) / (2 * Radius);

    public override void Differentiate(Span<double> row)
    {
        var (sag, slope) = Context.Lens.Profile(surface, Radius);
        var factor = Math.Sign(sag) / (2 * Radius);
        Context.Begin();
        Context.AddShape(surface, Radius, factor, 0);
        Context.End(row);
        Context.AddHeight(surface, factor * (slope - (sag / Radius)), row);
    }
}
