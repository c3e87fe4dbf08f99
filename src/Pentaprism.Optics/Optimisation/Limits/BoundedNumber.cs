namespace Pentaprism.Optics.Optimisation.Limits;

/// <summary>A number of a lens that limits may bound, with its derivatives by the variables.</summary>
/// <param name="context">The present lens and its rim rays.</param>
internal abstract class BoundedNumber(LimitContext context)
{
    /// <summary>Gets the present lens and its rim rays.</summary>
    protected LimitContext Context { get; } = context;

    /// <summary>Gives the present measure of the number: smooth in the variables, and growing with the number.</summary>
    public abstract double Measure();

    /// <summary>Gives the derivatives of the measure.</summary>
    /// <param name="row">Filled, one for each variable.</param>
    public abstract void Differentiate(Span<double> row);

    /// <summary>Turns a value of the number into its measure; the same unless a number runs through infinity.</summary>
    public virtual double MeasureOf(double value) => value;

    /// <summary>Turns a measure into the value of the number.</summary>
    public virtual double ValueOf(double measure) => measure;
}
