namespace Pentaprism.Optics.Tolerances;

/// <summary>How the values of a tolerance are spread between its limits.</summary>
public enum ToleranceDistribution
{
    /// <summary>Every value between the limits is as likely.</summary>
    Uniform,

    /// <summary>Bell-shaped about the drawing; the limits lie at two standard deviations and parts beyond them are rejected.</summary>
    Normal,

    /// <summary>One of the two limits: the most pessimistic supplier.</summary>
    Extremes,
}

/// <summary>How far one property of a lens may differ from the drawing.</summary>
/// <param name="Perturbation">What differs.</param>
/// <param name="Limit">By how much at most, to both sides, in the unit of <see cref="Tolerances.Perturbation.Kind"/>; 0 or more.</param>
/// <param name="Label">A name for people, such as "L2 decentre y ±3 µm".</param>
/// <param name="Distribution">How values are spread between the limits.</param>
public sealed record Tolerance(Perturbation Perturbation, double Limit, string Label, ToleranceDistribution Distribution = ToleranceDistribution.Uniform)
{
    /// <summary>Gets the standard deviation of the values.</summary>
    public double StandardDeviation => Distribution switch
    {
        ToleranceDistribution.Uniform => Limit / Math.Sqrt(3),
        ToleranceDistribution.Normal => Limit / 2 * TruncatedAtTwo,
        _ => Limit,
    };

    // √(1 − 4 φ(2)/(2 Φ(2) − 1)): what cutting at two standard deviations leaves of one.
    private static double TruncatedAtTwo => 0.8796256610342398;
}
