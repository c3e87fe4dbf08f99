using Pentaprism.Optics.Numerics;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Finds the rim of a clear pupil: by halving along directions from its middle, piece by piece between corners.</summary>
/// <remarks>Each piece of the rim is the edge of one surface (or of the pupil itself); where the surface changes there is a corner.</remarks>
internal sealed class ClearPupilSearch(SequentialModel model, FieldPoint field, PupilSampling sampling)
{
    // 2⁻¹⁸ of the pupil along an arm; corners need less, because the rim is continuous there.
    private const int Halvings = 18;
    private const int CornerHalvings = 10;
    private const int GridSide = 32;
    private const int Directions = 64;
    private const int Arms = 160;
    private const int PupilEdge = -1;

    private double _centreX;
    private double _centreY;

    public ClearPupil Run()
    {
        if (Blockers(ClearPupil.Whole.Rim).All(Passes) && Blockers(PupilNodes.GaussLegendre(6, 12)).All(Passes))
        {
            return ClearPupil.Whole;
        }

        var grid = PupilNodes.Grid(GridSide);
        PupilNode[] inside = [.. grid.Nodes.Zip(Blockers(grid)).Where(pair => Passes(pair.Second)).Select(pair => pair.First)];
        if (inside.Length == 0)
        {
            return ClearPupil.Empty;
        }

        (_centreX, _centreY) = (inside.Average(node => node.X), inside.Average(node => node.Y));
        var corners = Corners();
        var (angles, weights) = corners.Length == 0 ? Equispaced() : Between(corners);
        var edge = Edge([.. angles, .. corners]);
        var rim = angles.Concat(corners).Select((angle, k) => (Angle: angle, edge[k].Radius)).OrderBy(point => point.Angle);
        return ClearPupil.Of(
            _centreX,
            _centreY,
            [.. rim.Select(point => ClearPupil.At(_centreX, _centreY, point.Angle, point.Radius))],
            [.. angles.Select((angle, k) => new PupilArm(angle, edge[k].Radius, weights[k]))]);
    }

    private static bool Passes(int? blocker) => blocker is null;

    private static (double[] Angles, double[] Weights) Equispaced()
    {
        var angles = ClearPupil.Angles(Arms);
        return (angles, [.. angles.Select(_ => 1.0 / angles.Length)]);
    }

    // Gauss-Legendre nodes from corner to corner.
    private static (double[] Angles, double[] Weights) Between(double[] corners)
    {
        var (angles, weights) = (new List<double>(), new List<double>());
        for (var k = 0; k < corners.Length; k++)
        {
            var start = corners[k];
            var span = (k + 1 < corners.Length ? corners[k + 1] : corners[0] + (2 * Math.PI)) - start;
            var part = span / (2 * Math.PI);
            var (abscissae, pieces) = Quadrature.GaussLegendre(16 + (int)(Arms * part));
            angles.AddRange(abscissae.Select(x => start + (span * (1 + x) / 2)));
            weights.AddRange(pieces.Select(w => w / 2 * part));
        }

        return ([.. angles], [.. weights]);
    }

    private double[] Corners()
    {
        var angles = ClearPupil.Angles(Directions);
        var edge = Edge(angles);
        var changes = Enumerable.Range(0, Directions).Where(k => edge[k].Blocker != edge[(k + 1) % Directions].Blocker).ToArray();
        double[] low = [.. changes.Select(k => angles[k])], high = [.. low.Select(angle => angle + (2 * Math.PI / Directions))];
        for (var round = 0; round < CornerHalvings && changes.Length > 0; round++)
        {
            double[] middle = [.. low.Zip(high, (a, b) => (a + b) / 2)];
            var found = Edge(middle);
            for (var i = 0; i < middle.Length; i++)
            {
                (found[i].Blocker == edge[changes[i]].Blocker ? ref low[i] : ref high[i]) = middle[i];
            }
        }

        return [.. low.Zip(high, (a, b) => (a + b) / 2)];
    }

    // The distance of the rim in each direction, and the surface that blocks what lies just beyond it.
    private (double Radius, int Blocker)[] Edge(double[] angles)
    {
        var edge = new (double Radius, int Blocker)[angles.Length];
        double[] blocked = [.. angles.Select(ToUnitCircle)], radii = [.. blocked];
        for (var round = 0; round <= Halvings; round++)
        {
            var blockers = Blockers(PupilNodes.Of([.. angles.Select((angle, k) => ClearPupil.At(_centreX, _centreY, angle, radii[k]))]));
            for (var k = 0; k < angles.Length; k++)
            {
                if (blockers[k] is { } blocker)
                {
                    (blocked[k], edge[k].Blocker) = (radii[k], blocker);
                }
                else
                {
                    edge[k] = (radii[k], round == 0 ? PupilEdge : edge[k].Blocker);
                }

                radii[k] = edge[k].Blocker == PupilEdge ? edge[k].Radius : (edge[k].Radius + blocked[k]) / 2;
            }
        }

        return edge;
    }

    // Where the unit circle lies from the middle c in a direction e: |c + t e| = 1.
    private double ToUnitCircle(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var along = (_centreX * cos) + (_centreY * sin);
        return -along + Math.Sqrt((along * along) + 1 - (_centreX * _centreX) - (_centreY * _centreY));
    }

    // The surface at which each ray ends, none for a ray that passes.
    private int?[] Blockers(PupilNodes nodes)
    {
        var rays = Launcher.Launch(model, field, nodes, sampling.Aiming);
        RayTracer.Trace(model, model.Lens.Primary, rays);
        var blockers = new int?[nodes.Count];
        for (var i = 0; i < blockers.Length; i++)
        {
            var passes = sampling.ClearApertures ? rays.Status[i] is RayStatus.Ok : rays.Reaches(i);
            blockers[i] = passes ? null : rays.FailedAt[i];
        }

        return blockers;
    }
}
