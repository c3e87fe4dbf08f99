namespace Pentaprism.Optics.Optimisation;

/// <summary>What number of a surface may change.</summary>
public enum VariableKind
{
    /// <summary>The curvature of the base conic, 1/mm.</summary>
    Curvature,

    /// <summary>The conic constant.</summary>
    Conic,

    /// <summary>The coefficient of one power of r, from r³ on.</summary>
    Coefficient,

    /// <summary>The gap behind the surface, mm; behind the last surface the distance of the image plane.</summary>
    Thickness,

    /// <summary>Index and Abbe number of the glass behind the surface, inside the region that the catalogue of the problem spans.</summary>
    Glass,
}

/// <summary>A number of a lens that may change.</summary>
/// <param name="Kind">Which number.</param>
/// <param name="Surface">Of which surface.</param>
public sealed record DesignVariable(VariableKind Kind, int Surface)
{
    /// <summary>Gets the power of r of a coefficient, 3 to 30.</summary>
    public int Power { get; init; }

    /// <summary>Gets the smallest value allowed, in the unit of the number; null for none.</summary>
    public double? Minimum { get; init; }

    /// <summary>Gets the largest value allowed; null for none.</summary>
    public double? Maximum { get; init; }
}

/// <summary>A number that follows from the others, so that a first-order quantity holds exactly in every trial.</summary>
/// <param name="Kind">What holds.</param>
/// <param name="Surface">The surface whose number is solved for.</param>
/// <param name="Value">What it holds at, mm.</param>
public sealed record DesignSolve(SolveKind Kind, int Surface, double Value);

/// <summary>What a solve holds.</summary>
public enum SolveKind
{
    /// <summary>The focal length at the primary wavelength, by the curvature of the surface.</summary>
    FocalLength,

    /// <summary>The image plane, by the gap behind the last surface: the value is its distance behind the paraxial focus.</summary>
    ParaxialImage,
}
