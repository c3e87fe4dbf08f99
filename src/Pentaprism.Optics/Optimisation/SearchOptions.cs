namespace Pentaprism.Optics.Optimisation;

/// <summary>How a global search goes about it.</summary>
public sealed record SearchOptions
{
    /// <summary>Gets the seed of everything random; the same seed gives the same lens. The default is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets how many lenses are drawn at random within the bounds of the variables and grown to full field and aperture. The default is 50; 0 begins with the start of the problem.</summary>
    public int Starts { get; init; } = 50;

    /// <summary>Gets how many random lenses, sound to first order, each start is the most relaxed of. The default is 200.</summary>
    public int Draws { get; init; } = 200;

    /// <summary>Gets how many different lenses are kept and hopped from. The default is 8.</summary>
    public int Kept { get; init; } = 8;

    /// <summary>Gets how many times a kept lens is shaken and improved again. The default is 200.</summary>
    public int Hops { get; init; } = 200;

    /// <summary>
    /// Gets how many elements, plates not among them, the lens is to have in the end. Elements are added one by one, each where it makes the lens best,
    /// before lenses are hopped from. The default is 0: as many as there are.
    /// </summary>
    public int Elements { get; init; }

    /// <summary>Gets at how many places, chosen at random among all, and of which glasses an element is tried before the best is taken. The default is 24.</summary>
    public int Insertions { get; init; } = 24;

    /// <summary>Gets the largest number of linearisations of each improvement. The default is 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Gets the part of field and aperture that a random lens begins with. The default is 0.2.</summary>
    public double FirstSize { get; init; } = 0.2;
}

/// <summary>What a search has come to.</summary>
/// <param name="Done">Starts and hops done.</param>
/// <param name="Total">Starts and hops to do.</param>
/// <param name="Best">The best lens so far; null while no random lens has grown to full size.</param>
/// <param name="IsNew">Whether the best is better than in the report before.</param>
public sealed record SearchProgress(int Done, int Total, DesignResult? Best, bool IsNew);
