namespace Pentaprism.Optics.Optimisation;

/// <summary>How field and aperture of a lens grow to those of its problem.</summary>
public sealed record GrowthOptions
{
    /// <summary>Gets the part of the field to begin with, above 0 and up to 1. The default is 0.5.</summary>
    public double Field { get; init; } = 0.5;

    /// <summary>Gets the part of the diameter of the aperture to begin with, above 0 and up to 1. The default is 0.5.</summary>
    public double Aperture { get; init; } = 0.5;

    /// <summary>Gets the highest power of r to begin with; higher ones are let go one after the other on the way. The default is 30: all from the beginning.</summary>
    public int Power { get; init; } = 30;

    /// <summary>Gets the largest step, in parts of the way. The default is 0.1.</summary>
    public double Step { get; init; } = 0.1;

    /// <summary>Gets the largest number of linearisations of each step. The default is 40.</summary>
    public int Iterations { get; init; } = 40;

    /// <summary>Gets by what factor a step may make the merit worse; one that does more is taken back and halved. The default is 2.</summary>
    public double Worse { get; init; } = 2;

    /// <summary>
    /// Gets how far beyond the largest field, in parts of it, a field of little weight is looked after on the way, so that rays that come next do not go astray
    /// unseen. The default is 0: none.
    /// </summary>
    public double Beyond { get; init; }
}

/// <summary>Where a growth stands.</summary>
/// <param name="Size">How much of the way has been gone, 0 to 1.</param>
/// <param name="Best">The lens of that size.</param>
public sealed record GrowthProgress(double Size, DesignResult Best);

/// <summary>What a growth came to.</summary>
/// <param name="Problem">The problem of the size that was reached; its start is the grown lens.</param>
/// <param name="Size">How much of the way was gone: 1 for all of it.</param>
/// <param name="Iterations">Linearisations made.</param>
public sealed record GrowthResult(DesignProblem Problem, double Size, int Iterations);
