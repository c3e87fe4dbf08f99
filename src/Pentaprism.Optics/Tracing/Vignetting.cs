using System.Collections.Immutable;
using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>The part of the pupil that clear apertures leave to a field.</summary>
/// <remarks>
/// Clear apertures are near circles in the pupil, so that the clear part is convex: from its centroid, found on a grid, its rim is searched
/// by bisection along arms. The primary wavelength decides. A field that no ray passes has no rim.
/// </remarks>
public sealed record Vignetting
{
    private const int GridSide = 40;
    private const int Bisections = 40;

    /// <summary>Gets the point of the pupil from which the arms go out.</summary>
    public required PupilNode Centre { get; init; }

    /// <summary>Gets the rim of the clear pupil, counterclockwise from half an arm's step beyond +x; unit pupil coordinates.</summary>
    public required ImmutableArray<PupilNode> Rim { get; init; }

    /// <summary>Gets the clear area over that of the whole pupil.</summary>
    public required double Fraction { get; init; }

    /// <summary>Gets whether no ray passes.</summary>
    public bool IsDark => Rim.IsEmpty;

    /// <summary>Gets the part of the radius that is cut off on the side of +y.</summary>
    public double Upper => Cut(node => node.Y);

    /// <summary>Gets the part of the radius that is cut off on the side of −y.</summary>
    public double Lower => Cut(node => -node.Y);

    /// <summary>Gets the part of the radius that is cut off on the side of −x.</summary>
    public double Left => Cut(node => -node.X);

    /// <summary>Gets the part of the radius that is cut off on the side of +x.</summary>
    public double Right => Cut(node => node.X);

    /// <summary>Finds the clear pupil of a field.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="aiming">What pupil coordinates mean.</param>
    /// <param name="arms">How many points of the rim to find, 8 or more.</param>
    /// <returns>The clear pupil.</returns>
    public static Vignetting Of(SequentialModel model, FieldPoint field, RayAiming aiming = RayAiming.Automatic, int arms = 96)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 8);
        var bundle = new Bundle(model, FieldResolver.Resolve(model, field, aiming));
        if (Centroid(bundle, aiming) is not { } centre)
        {
            return new Vignetting { Centre = default, Rim = [], Fraction = 0 };
        }

        var directions = Enumerable.Range(0, arms).Select(arm => Math.SinCos(2 * Math.PI * (arm + 0.5) / arms)).ToArray();
        double[] outer = [.. directions.Select(d => ToUnitCircle(centre, d.Cos, d.Sin))];
        var inner = new double[arms];
        PupilNode At(int arm, double radius) => new(centre.X + (radius * directions[arm].Cos), centre.Y + (radius * directions[arm].Sin));
        var trial = (double[])outer.Clone();
        for (var pass = 0; pass < Bisections; pass++)
        {
            var clear = Passes(bundle, aiming, [.. trial.Select((radius, arm) => At(arm, radius))]);
            for (var arm = 0; arm < arms; arm++)
            {
                (inner[arm], outer[arm]) = clear[arm] ? (trial[arm], outer[arm]) : (inner[arm], trial[arm]);
                trial[arm] = 0.5 * (inner[arm] + outer[arm]);
            }
        }

        return new Vignetting
        {
            Centre = centre,
            Rim = [.. inner.Select((radius, arm) => At(arm, radius))],
            Fraction = inner.Sum(radius => radius * radius) / arms,
        };
    }

    /// <summary>Makes nodes that fill the clear pupil: Gauss-Legendre rings in ρ², one arm to each point of the rim.</summary>
    /// <param name="rings">Rings, 1 or more.</param>
    /// <returns>Nodes with weights that sum to 1.</returns>
    /// <exception cref="InvalidOperationException">No ray passes.</exception>
    public PupilNodes Nodes(int rings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rings);
        if (IsDark)
        {
            throw new InvalidOperationException("No ray of this field passes the clear apertures.");
        }

        var (abscissae, weights) = Quadrature.GaussLegendre(rings);
        var nodes = new List<PupilNode>(rings * Rim.Length);
        for (var ring = 0; ring < rings; ring++)
        {
            var rho = Math.Sqrt((1 + abscissae[ring]) / 2);
            foreach (var rim in Rim)
            {
                var (x, y) = (rim.X - Centre.X, rim.Y - Centre.Y);
                nodes.Add(new(Centre.X + (rho * x), Centre.Y + (rho * y), weights[ring] * ((x * x) + (y * y))));
            }
        }

        return PupilNodes.Of([.. nodes]);
    }

    private static PupilNode? Centroid(Bundle bundle, RayAiming aiming)
    {
        var grid = PupilNodes.Grid(GridSide).Nodes;
        var clear = Passes(bundle, aiming, [.. grid]);
        PupilNode[] passing = [.. grid.Where((_, i) => clear[i])];
        if (passing.Length == 0)
        {
            return null;
        }

        var centroid = new PupilNode(passing.Average(node => node.X), passing.Average(node => node.Y));
        return Passes(bundle, aiming, [centroid])[0] ? centroid : passing.MinBy(node => Distance2(node, centroid));
    }

    private static bool[] Passes(Bundle bundle, RayAiming aiming, ReadOnlySpan<PupilNode> nodes)
    {
        var rays = bundle.Launch(PupilNodes.Of(nodes), aiming);
        RayTracer.Trace(bundle.Model, bundle.Model.Lens.Primary, rays);
        return [.. Enumerable.Range(0, rays.Count).Select(i => rays.Status[i] == RayStatus.Ok)];
    }

    private static double Distance2(PupilNode a, PupilNode b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));

    private static double ToUnitCircle(PupilNode from, double x, double y)
    {
        var along = (from.X * x) + (from.Y * y);
        return -along + Math.Sqrt((along * along) + 1 - (from.X * from.X) - (from.Y * from.Y));
    }

    private double Cut(Func<PupilNode, double> reach) => IsDark ? 1 : 1 - Math.Min(1, Rim.Max(reach));
}
