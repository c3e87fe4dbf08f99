namespace Pentaprism.Optics.Optimisation;

/// <summary>Why a descent ended.</summary>
public enum DescentEnd
{
    /// <summary>The last steps gained less than the tolerance.</summary>
    Converged,

    /// <summary>No step along the gradient makes the merit smaller: a minimum to rounding.</summary>
    NoBetterStep,

    /// <summary>The number of iterations was used up.</summary>
    IterationLimit,

    /// <summary>It was cancelled; what it had found stands.</summary>
    Cancelled,
}
