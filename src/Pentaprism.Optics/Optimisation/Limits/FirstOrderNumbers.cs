using Pentaprism.Optics.Optimisation.Merit;

namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>The focal length, measured by −1/EFL so that it may run through infinity.</summary>
internal sealed class FocalLengthNumber(LimitContext context) : BoundedNumber(context)
{
    public override double Measure() => -Context.Pupil.Paraxial.Power;

    public override double MeasureOf(double value) => -1 / value;

    public override double ValueOf(double measure) => -1 / measure;

    public override void Differentiate(Span<double> row)
    {
        for (var v = 0; v < row.Length; v++)
        {
            row[v] = -Context.Pupil.PowerRow[v];
        }
    }
}

/// <summary>The F-number, |EFL|/(2 pupil radius).</summary>
internal sealed class FNumberNumber(LimitContext context) : BoundedNumber(context)
{
    public override double Measure() => 1 / (2 * Context.Pupil.Radius * Math.Abs(Context.Pupil.Paraxial.Power));

    public override void Differentiate(Span<double> row)
    {
        var value = Measure();
        for (var v = 0; v < row.Length; v++)
        {
            row[v] = -value * ((Context.Pupil.RadiusRow[v] / Context.Pupil.Radius)
                + (Context.Pupil.PowerRow[v] / Context.Pupil.Paraxial.Power));
        }
    }
}

/// <summary>A distance between vertices; from −1 it counts from the most forward one.</summary>
internal sealed class GapNumber(LimitContext context, int from, int to) : BoundedNumber(context)
{
    private int From => from < 0 ? Context.MostForward() : from;

    public override double Measure() => Context.Gap(From, to);

    public override void Differentiate(Span<double> row)
    {
        Context.Begin();
        Context.AddGap(From, to, 1);
        Context.End(row);
    }
}

/// <summary>A variable itself.</summary>
internal sealed class VariableNumber(LimitContext context, int parameter) : BoundedNumber(context)
{
    public override double Measure() => VariableMap.ValueOf(Context.Lens, parameter);

    public override void Differentiate(Span<double> row)
    {
        Context.Begin()[parameter] = 1;
        Context.End(row);
    }
}
