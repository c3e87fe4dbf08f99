namespace Pentaprism.Optics.Optimisation;

/// <summary>How long an optimisation tries, and how exactly.</summary>
public sealed record DesignOptions
{
    /// <summary>Gets the largest number of linearisations altogether. The default is 500.</summary>
    public int Iterations { get; init; } = 500;

    /// <summary>Gets the relative gain of the merit that counts as none. The default is 10⁻⁶.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>
    /// Gets up to which violation a limit holds, in natural steps of the quantity (for lengths a thousandth of the lens, for distortion
    /// 0.1 %, for angles of chief rays 0.2°, for slopes 0.005). The default is 0.01.
    /// </summary>
    public double LimitTolerance { get; init; } = 0.01;
}
