namespace Pentaprism.Optics.Optimisation;

/// <summary>A limit that a lens does not keep.</summary>
/// <param name="What">The quantity or variable, such as "glassEdge".</param>
/// <param name="Where">Where, such as "surface 3"; empty for the whole lens.</param>
/// <param name="Value">What it is.</param>
/// <param name="Bound">What it should be at least, or at most.</param>
/// <param name="IsBelow">Whether it is too small.</param>
public sealed record BrokenLimit(string What, string Where, double Value, double Bound, bool IsBelow);
