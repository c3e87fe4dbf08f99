using System.Collections.Immutable;

namespace Pentaprism.Optics.Tolerances;

/// <summary>In which way a made lens differs from its drawing.</summary>
public enum PerturbationKind
{
    /// <summary>The curvature c of the base conic, 1/mm added.</summary>
    Curvature,

    /// <summary>The coefficient a₄ of r⁴, part of itself added: 0.01 is 1 % more.</summary>
    FourthOrder,

    /// <summary>The gap behind a surface, mm added; what lies behind is carried along, the image plane too.</summary>
    Thickness,

    /// <summary>The index of the medium behind a surface, added at every wavelength.</summary>
    Index,

    /// <summary>The Abbe number of the medium behind a surface, part of itself added: n(λ) − n(primary) shrinks by this part.</summary>
    Abbe,

    /// <summary>A shift along x, mm.</summary>
    DecentreX,

    /// <summary>A shift along y, mm.</summary>
    DecentreY,

    /// <summary>A rotation about x through the first vertex that is moved, degrees; moves a point (x, y, z) by (0, −z, y) times the angle.</summary>
    TiltX,

    /// <summary>A rotation about y through the first vertex that is moved, degrees; moves a point (x, y, z) by (z, 0, −x) times the angle.</summary>
    TiltY,

    /// <summary>Astigmatic form along the axes: sag added as ρ² cos 2φ of the semi-diameter, mm at its edge.</summary>
    Irregularity,

    /// <summary>Astigmatic form at 45°: sag added as ρ² sin 2φ of the semi-diameter, mm at its edge.</summary>
    ObliqueIrregularity,
}

/// <summary>One way in which a made lens can differ from its drawing.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Surfaces">Which surfaces change together: one, all of an element, or all with the same glass. In the order of the light.</param>
public sealed record Perturbation(PerturbationKind Kind, ImmutableArray<int> Surfaces)
{
    /// <summary>Makes the perturbation of a single surface.</summary>
    /// <param name="kind">What changes.</param>
    /// <param name="surface">Its index.</param>
    public Perturbation(PerturbationKind kind, int surface)
        : this(kind, [surface])
    {
    }

    /// <summary>Gets whether it breaks the symmetry under rotation.</summary>
    public bool BreaksSymmetry => Kind is PerturbationKind.DecentreX or PerturbationKind.DecentreY or PerturbationKind.TiltX
        or PerturbationKind.TiltY or PerturbationKind.Irregularity or PerturbationKind.ObliqueIrregularity;
}
