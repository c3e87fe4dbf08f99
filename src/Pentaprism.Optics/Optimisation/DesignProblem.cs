using System.Collections.Immutable;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation;

/// <summary>A task of lens design: where to start, what may change, what is wanted and what must hold. Immutable.</summary>
public sealed record DesignProblem
{
    /// <summary>Gets the lens to start from; its fields, wavelengths and their weights are those of the task.</summary>
    public required Lens Start { get; init; }

    /// <summary>Gets what may change.</summary>
    public ImmutableArray<DesignVariable> Variables { get; init; } = [];

    /// <summary>Gets what follows from the rest.</summary>
    public ImmutableArray<DesignSolve> Solves { get; init; } = [];

    /// <summary>Gets the image quality wanted.</summary>
    public ImageGoal Image { get; init; } = new();

    /// <summary>Gets what must hold.</summary>
    public ImmutableArray<DesignLimit> Limits { get; init; } = [];

    /// <summary>Gets the glasses that variable glasses may become. The default is the catalogue that comes with the program.</summary>
    public GlassCatalogue Glasses { get; init; } = GlassCatalogue.BuiltIn;
}
