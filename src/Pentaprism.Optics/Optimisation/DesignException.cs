namespace Pentaprism.Optics.Optimisation;

/// <summary>A design problem cannot be posed: a variable, goal or limit does not fit the lens.</summary>
public sealed class DesignException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    /// <param name="place">The place in the problem, such as "variables[3]".</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public DesignException(string place, string problem)
        : base($"{place}: {problem}")
    {
        Place = place;
        Problem = problem;
    }

    /// <summary>Gets the place in the problem.</summary>
    public string Place { get; }

    /// <summary>Gets what is wrong.</summary>
    public string Problem { get; }
}
