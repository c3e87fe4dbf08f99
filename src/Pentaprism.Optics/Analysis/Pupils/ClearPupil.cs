using System.Collections.Immutable;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>The part of the unit pupil through which the light of a field reaches the image.</summary>
/// <remarks>
/// Rays of the primary wavelength decide. The part is told by the distance of its rim from a middle, so all of it is taken to be in sight of
/// the middle of what passes; a disc cut by other discs always is.
/// </remarks>
public sealed class ClearPupil
{
    private const int RimPoints = 256;

    private readonly ImmutableArray<PupilNode> _rim;
    private readonly ImmutableArray<PupilArm> _arms;

    private ClearPupil(ImmutableArray<PupilNode> rim, ImmutableArray<PupilArm> arms)
    {
        (_rim, _arms) = (rim, arms);
        Fraction = arms.Sum(arm => arm.Weight * arm.Radius * arm.Radius);
    }

    /// <summary>Gets the whole unit disc.</summary>
    public static ClearPupil Whole { get; } = new([.. Angles(RimPoints).Select(angle => At(0, 0, angle, 1))], [new(0, 1, 1)]);

    /// <summary>Gets a pupil through which nothing passes.</summary>
    public static ClearPupil Empty { get; } = new([], []);

    /// <summary>Gets the middle from which the rim is told, pupil coordinate x.</summary>
    public double CentreX { get; private init; }

    /// <summary>Gets the middle from which the rim is told, pupil coordinate y.</summary>
    public double CentreY { get; private init; }

    /// <summary>Gets whether nothing of the unit disc is cut off.</summary>
    public bool IsWhole => ReferenceEquals(this, Whole);

    /// <summary>Gets whether nothing passes.</summary>
    public bool IsEmpty => _arms.IsEmpty;

    /// <summary>Gets the part of the area of the unit disc that passes, 0 to 1.</summary>
    public double Fraction { get; }

    /// <summary>Gets the part of the radius that is cut off on the side of +y: 0 where the pupil is whole, 1 where half of it is lost.</summary>
    public double CutAbove => Cut(node => node.Y);

    /// <summary>Gets the part of the radius that is cut off on the side of −y.</summary>
    public double CutBelow => Cut(node => -node.Y);

    /// <summary>Gets the part of the radius that is cut off on the side of −x.</summary>
    public double CutLeft => Cut(node => -node.X);

    /// <summary>Gets the part of the radius that is cut off on the side of +x.</summary>
    public double CutRight => Cut(node => node.X);

    /// <summary>Gets points along the rim in order, its corners among them.</summary>
    public PupilNodes Rim => PupilNodes.Of(_rim.AsSpan());

    /// <summary>Finds the clear pupil of a field.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="sampling">What the pupil coordinates mean, and whether clear apertures count.</param>
    /// <returns>The clear pupil.</returns>
    public static ClearPupil Find(SequentialModel model, FieldPoint field, PupilSampling sampling)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sampling);
        return new ClearPupilSearch(model, field, sampling).Run();
    }

    /// <summary>Gives nodes for exact area averages over the clear pupil: Gauss-Legendre rings in ρ² times arms.</summary>
    /// <param name="rings">Rings, 1 or more.</param>
    /// <param name="arms">Equispaced arms over a whole pupil; those of a vignetted one are Gauss-Legendre nodes between its corners.</param>
    /// <returns>The nodes, weights summing to 1.</returns>
    /// <exception cref="InvalidOperationException">Nothing passes.</exception>
    public PupilNodes Nodes(int rings, int arms)
    {
        if (IsEmpty)
        {
            throw new InvalidOperationException("No light of this field passes the lens.");
        }

        if (IsWhole)
        {
            return PupilNodes.GaussLegendre(rings, arms);
        }

        var (abscissae, weights) = Quadrature.GaussLegendre(rings);
        var nodes = ImmutableArray.CreateBuilder<PupilNode>(rings * _arms.Length);
        for (var ring = 0; ring < rings; ring++)
        {
            foreach (var arm in _arms)
            {
                var place = At(CentreX, CentreY, arm.Angle, arm.Radius * Math.Sqrt((1 + abscissae[ring]) / 2));
                nodes.Add(place with { Weight = weights[ring] * arm.Weight * arm.Radius * arm.Radius });
            }
        }

        return PupilNodes.Of(nodes.MoveToImmutable().AsSpan());
    }

    internal static ClearPupil Of(double centreX, double centreY, ImmutableArray<PupilNode> rim, ImmutableArray<PupilArm> arms) =>
        new(rim, arms) { CentreX = centreX, CentreY = centreY };

    internal static PupilNode At(double centreX, double centreY, double angle, double radius)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new(centreX + (radius * cos), centreY + (radius * sin));
    }

    private double Cut(Func<PupilNode, double> side) => IsWhole ? 0 : IsEmpty ? 1 : 1 - Math.Min(1, _rim.Max(side));

    internal static double[] Angles(int count) => [.. Enumerable.Range(0, count).Select(k => 2 * Math.PI * (k + 0.5) / count)];
}

/// <summary>A straight line from the middle of a clear pupil to its rim.</summary>
/// <param name="Angle">From +x, radians.</param>
/// <param name="Radius">Length.</param>
/// <param name="Weight">The part of the full angle that it stands for.</param>
internal readonly record struct PupilArm(double Angle, double Radius, double Weight);
