using System.Collections.Immutable;

namespace Pentaprism.Capture.Cameras;

/// <summary>How well a number is known.</summary>
public enum Provenance
{
    /// <summary>Stated on a public page, or measured on the camera itself: its source names the page or the method.</summary>
    Verified,

    /// <summary>Computed with a model, taken from a sibling part, or general knowledge that no checked page confirms.</summary>
    Estimated,

    /// <summary>No evidence: a value that only lets the simulation run. What rests on it is indicative.</summary>
    Placeholder,
}

/// <summary>A number with how well it is known.</summary>
/// <param name="Value">The number; its unit is that of the member that holds it.</param>
/// <param name="Provenance">How well it is known.</param>
/// <param name="Source">Name of its source among <see cref="CameraModule.Sources"/>.</param>
public readonly record struct Figure(double Value, Provenance Provenance, string Source);

/// <summary>Several numbers that are known equally well.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Provenance">How well they are known.</param>
/// <param name="Source">Name of their source among <see cref="CameraModule.Sources"/>.</param>
public sealed record Figures(ImmutableArray<double> Values, Provenance Provenance, string Source);
