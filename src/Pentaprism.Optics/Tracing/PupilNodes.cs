using System.Collections.Immutable;
using Pentaprism.Optics.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>Points of the unit pupil with weights that sum to 1. Immutable.</summary>
public sealed class PupilNodes
{
    private PupilNodes(ImmutableArray<PupilNode> nodes) => Nodes = nodes;

    /// <summary>Gets the points.</summary>
    public ImmutableArray<PupilNode> Nodes { get; }

    /// <summary>Gets how many there are.</summary>
    public int Count => Nodes.Length;

    /// <summary>Makes nodes from any points.</summary>
    /// <param name="nodes">Points and weights; weights above 0 in sum are scaled so that they sum to 1.</param>
    /// <returns>The nodes.</returns>
    /// <exception cref="ArgumentException">No point, or weights that do not sum to more than 0.</exception>
    public static PupilNodes Of(params ReadOnlySpan<PupilNode> nodes)
    {
        var sum = 0.0;
        foreach (var node in nodes)
        {
            sum += node.Weight;
        }

        return sum > 0
            ? new([.. nodes.ToArray().Select(node => node with { Weight = node.Weight / sum })])
            : throw new ArgumentException("Nodes need weights with a sum above 0.", nameof(nodes));
    }

    /// <summary>Makes Gauss-Legendre rings in ρ² times equispaced arms: exact area averages of smooth functions.</summary>
    /// <remarks>
    /// 6 × 12 averages a photographic lens to 10⁻⁷, 12 × 24 a phone lens to 10⁻⁴, 24 × 48 to 10⁻¹¹. The first arm lies half a step
    /// from +x, so that arms lie symmetrically to both axes if their number is divisible by 4.
    /// </remarks>
    /// <param name="rings">Rings, 1 or more.</param>
    /// <param name="arms">Arms, 1 or more.</param>
    /// <returns>rings × arms nodes, ring by ring from the centre.</returns>
    public static PupilNodes GaussLegendre(int rings, int arms)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(arms);
        return Rings(Quadrature.GaussLegendre(rings), arms, Math.PI / arms);
    }

    /// <summary>Makes Gauss-Radau rings in ρ² times equispaced arms: the area averages of <see cref="GaussLegendre"/>, one degree less, with the last ring on the rim itself.</summary>
    /// <remarks>
    /// For optimisers: between the last ring and the rim aspheres of high order would run away unseen. The first arm lies along +y, so that an even number has both
    /// ends of the meridian, where oblique bundles lose their rays first.
    /// </remarks>
    /// <param name="rings">Rings, 1 or more.</param>
    /// <param name="arms">Arms, 1 or more.</param>
    /// <returns>rings × arms nodes, ring by ring from the centre.</returns>
    public static PupilNodes GaussRadau(int rings, int arms)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(arms);
        return Rings(Quadrature.GaussRadau(rings), arms, Math.PI / 2);
    }

    /// <summary>Makes the centre and rings k = 1 … n of 6 k equispaced points at the radius k/n, all of equal weight.</summary>
    /// <remarks>The customary pattern of spot diagrams; its averages are biased towards the rim.</remarks>
    /// <param name="rings">Rings, 0 or more.</param>
    /// <returns>1 + 3 n (n + 1) nodes.</returns>
    public static PupilNodes Hexapolar(int rings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rings);
        var count = 1 + (3 * rings * (rings + 1));
        var nodes = ImmutableArray.CreateBuilder<PupilNode>(count);
        nodes.Add(new(0, 0, 1.0 / count));
        for (var ring = 1; ring <= rings; ring++)
        {
            for (var arm = 0; arm < 6 * ring; arm++)
            {
                var (sin, cos) = Math.SinCos(Math.PI * arm / (3 * ring));
                nodes.Add(new(ring * cos / rings, ring * sin / rings, 1.0 / count));
            }
        }

        return new(nodes.MoveToImmutable());
    }

    /// <summary>Makes the centres of the cells of a grid over the square around the pupil that lie in the pupil, all of equal weight.</summary>
    /// <param name="side">Cells along a side, 1 or more.</param>
    /// <returns>About π/4 side² nodes, row by row.</returns>
    public static PupilNodes Grid(int side)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        var nodes = new List<PupilNode>(side * side);
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var node = new PupilNode((((2 * column) + 1.0) / side) - 1, (((2 * row) + 1.0) / side) - 1, 1);
                if ((node.X * node.X) + (node.Y * node.Y) <= 1)
                {
                    nodes.Add(node);
                }
            }
        }

        return Of([.. nodes]);
    }

    private static PupilNodes Rings((double[] Abscissae, double[] Weights) rule, int arms, double first)
    {
        var nodes = ImmutableArray.CreateBuilder<PupilNode>(rule.Abscissae.Length * arms);
        for (var ring = 0; ring < rule.Abscissae.Length; ring++)
        {
            var radius = Math.Sqrt((1 + rule.Abscissae[ring]) / 2);
            for (var arm = 0; arm < arms; arm++)
            {
                var (sin, cos) = Math.SinCos(first + (2 * Math.PI * arm / arms));
                nodes.Add(new(radius * cos, radius * sin, rule.Weights[ring] / 2 / arms));
            }
        }

        return new(nodes.MoveToImmutable());
    }
}

/// <summary>A point of the unit pupil.</summary>
/// <param name="X">Across the plane of symmetry, −1 to 1.</param>
/// <param name="Y">In the plane of symmetry, −1 to 1.</param>
/// <param name="Weight">The part of the pupil's area it stands for.</param>
public readonly record struct PupilNode(double X, double Y, double Weight = 1);
