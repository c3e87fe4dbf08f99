using System.Collections.Immutable;

namespace Pentaprism.Optics.Prescriptions;

/// <summary>One state of a lens that can move: a focus distance or a zoom position. What it does not name stays as in the lens.</summary>
public sealed record Configuration
{
    /// <summary>Gets a name, such as "infinity" or "70 mm".</summary>
    public required string Name { get; init; }

    /// <summary>Gets the gaps that differ: index of the surface in front of the gap, and its thickness in mm.</summary>
    public ImmutableSortedDictionary<int, double> Thicknesses { get; init; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>Gets the distance of the object in front of the first vertex, mm, if it differs; infinite is allowed.</summary>
    public double? ObjectDistance { get; init; }

    /// <summary>Gets the aperture, if it differs.</summary>
    public SystemAperture? Aperture { get; init; }

    /// <summary>Gets the fields, if they differ.</summary>
    public FieldSet? Fields { get; init; }
}
