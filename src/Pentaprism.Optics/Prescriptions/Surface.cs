using System.Collections.Immutable;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Prescriptions;

/// <summary>One refracting or reflecting surface, and the gap behind it. Lengths in millimetres, angles in degrees.</summary>
/// <remarks>
/// Sag of a rotationally symmetric asphere at the radius r (ISO 10110-12):
/// z = c r² / (1 + √(1 − (1 + K) c² r²)) + a₂ r² + Σ aₖ rᵏ.
/// </remarks>
public sealed record Surface
{
    /// <summary>The highest order of a polynomial term; the patents of today's phone lenses go so far.</summary>
    public const int HighestOrder = 30;

    /// <summary>Gets the curvature c of the base conic at the vertex, 1/mm; 0 is a plane.</summary>
    public double Curvature { get; init; }

    /// <summary>Gets the conic constant K: 0 sphere, −1 paraboloid.</summary>
    public double Conic { get; init; }

    /// <summary>Gets the coefficient a₂ of r², 1/mm. It changes the vertex curvature to c + 2 a₂.</summary>
    public double Quadratic { get; init; }

    /// <summary>Gets the coefficients of r⁴, r⁶, r⁸ …, at most up to r³⁰.</summary>
    public ImmutableArray<double> Even { get; init; } = [];

    /// <summary>Gets the coefficients of r³, r⁵, r⁷ …, at most up to r²⁹.</summary>
    public ImmutableArray<double> Odd { get; init; } = [];

    /// <summary>Gets the distance along the axis to the next vertex, or from the last surface to the image plane; may be negative.</summary>
    public double Thickness { get; init; }

    /// <summary>Gets what fills the gap behind the surface; behind a mirror lies what lies in front of it, whatever stands here.</summary>
    public Medium Medium { get; init; } = Medium.Air;

    /// <summary>Gets whether the surface reflects. Behind an odd number of mirrors gaps are negative.</summary>
    public bool IsMirror { get; init; }

    /// <summary>Gets the semi-diameter of the clear aperture; null is unlimited.</summary>
    public double? SemiDiameter { get; init; }

    /// <summary>Gets where the surface lies against the axis; the axis goes on behind it as if the surface lay on it.</summary>
    public Placement Placement { get; init; } = Placement.OnAxis;

    /// <summary>Gets how the axis itself is moved in front of the surface; everything behind follows.</summary>
    public Placement AxisBreak { get; init; } = Placement.OnAxis;

    /// <summary>Gets a name for people, such as "L3 front".</summary>
    public string Label { get; init; } = "";

    /// <summary>Gets the curvature at the vertex, c + 2 a₂.</summary>
    public double VertexCurvature => Curvature + (2 * Quadratic);

    /// <summary>Gets the radius of the base conic at the vertex; infinite for a plane.</summary>
    public double Radius => Curvature == 0 ? double.PositiveInfinity : 1 / Curvature;

    /// <summary>Gets whether any polynomial term is there.</summary>
    public bool IsAsphere => Quadratic != 0 || Even.Any(a => a != 0) || Odd.Any(a => a != 0);

    /// <summary>Gives the sag z at a distance from the axis of the surface.</summary>
    /// <param name="radius">The distance, mm.</param>
    /// <returns>z in mm; NaN where the base conic does not reach so far out.</returns>
    public double Sag(double radius) => new SurfaceShape(this, radius).Evaluate(radius * radius, out var sag, out _) ? sag : double.NaN;
}
