namespace Pentaprism.Optics.Tracing;

/// <summary>Finds the rays that cross the stop surface where they should.</summary>
/// <remarks>
/// Newton's method on where a ray crosses the plane of the entrance pupil, many rays together, steps at most half the pupil's radius. Slopes
/// are measured by differences at first and after a long step, else corrected by what the last step did. The chief ray leads; where it does
/// not converge from the paraxial start it is led from the axis to its field in steps, and a ray that does not converge from the chief ray's
/// neighbourhood is led outwards in the pupil.
/// </remarks>
/// <param name="bundle">The bundle.</param>
internal sealed class RealAiming(Bundle bundle)
{
    private const int Together = 256;
    private const int MaxSteps = 40;
    private const double Difference = 1e-6;

    private readonly SequentialModel _model = bundle.Model;
    private readonly double _radius = bundle.Radius;
    private readonly double _stop = bundle.Model.FirstOrder.StopSemiDiameter;

    /// <summary>Aims rays.</summary>
    /// <param name="nodes">Their pupil coordinates at the stop, in parts of its semi-diameter.</param>
    /// <param name="rays">Comes out with the aimed rays.</param>
    public void Aim(PupilNodes nodes, RayBatch rays)
    {
        if (Chief() is not { } chief)
        {
            for (var i = 0; i < rays.Count; i++)
            {
                Fail(rays, i);
            }

            return;
        }

        Aim[] aims = [.. Enumerable.Range(0, Math.Min(Together, nodes.Count)).Select(_ => new Aim())];
        for (var first = 0; first < nodes.Count; first += Together)
        {
            var part = nodes.Nodes.AsSpan().Slice(first, Math.Min(Together, nodes.Count - first));
            Aim(part, aims.AsSpan(0, part.Length), chief);
            for (var i = 0; i < part.Length; i++)
            {
                rays.Set(first + i, bundle.Start(aims[i].Start.X, aims[i].Start.Y));
                if (!aims[i].IsSolved)
                {
                    Fail(rays, first + i);
                }
            }
        }
    }

    private void Fail(RayBatch rays, int i) => (rays.Status[i], rays.FailedAt[i]) = (RayStatus.Miss, (short)_model.Lens.Stop);

    private void Aim(ReadOnlySpan<PupilNode> nodes, Span<Aim> aims, Aim chief)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            var (x, y) = (nodes[i].X * _stop, nodes[i].Y * _stop);
            aims[i].SetOut(x, y, chief.Predict(x, y), chief.Start);
        }

        Solve(bundle, aims);
        var stubborn = aims.ToArray().Where(aim => !aim.IsSolved).ToArray();
        if (stubborn.Length > 0)
        {
            LeadOutwards(chief, stubborn);
        }
    }

    private Aim? Chief()
    {
        var chief = new Aim();
        chief.SetOut(0, 0, (0, 0), (0, 0));
        Solve(bundle, [chief]);
        if (chief.IsSolved)
        {
            return chief;
        }

        // From the axis, halving the step where it is too long.
        var (reached, step, start) = (0.0, 0.125, (X: 0.0, Y: 0.0));
        var (lastReached, last) = (0.0, start);
        while (reached < 1 && step > 1e-3)
        {
            var target = Math.Min(1, reached + step);
            var ahead = reached > lastReached ? (target - reached) / (reached - lastReached) : 0;
            var guess = (start.X + (ahead * (start.X - last.X)), start.Y + (ahead * (start.Y - last.Y)));
            chief.SetOut(0, 0, guess, start);
            Solve(new Bundle(_model, bundle.Point.Scaled(target)), [chief]);
            if (chief.IsSolved)
            {
                (lastReached, last, reached, start) = (reached, start, target, chief.Start);
            }
            else
            {
                step /= 2;
            }
        }

        return reached >= 1 ? chief : null;
    }

    private void LeadOutwards(Aim chief, Aim[] stubborn)
    {
        const int Stages = 8;
        (double X, double Y)[] goals = [.. stubborn.Select(aim => aim.Goal)];
        var starts = Enumerable.Repeat(chief.Start, goals.Length).ToArray();
        for (var stage = 1; stage <= Stages; stage++)
        {
            for (var i = 0; i < goals.Length; i++)
            {
                if (stage == 1 || stubborn[i].IsSolved)
                {
                    var goal = (X: goals[i].X * stage / Stages, Y: goals[i].Y * stage / Stages);
                    var guess = (stage == 1 ? chief : stubborn[i]).Predict(goal.X, goal.Y);
                    stubborn[i].SetOut(goal.X, goal.Y, guess, starts[i]);
                }
            }

            Solve(bundle, stubborn);
            for (var i = 0; i < goals.Length; i++)
            {
                starts[i] = stubborn[i].Start;
            }
        }
    }

    private void Solve(Bundle from, Span<Aim> aims)
    {
        var delta = Difference * _radius;
        var moving = new List<Aim>(aims.Length);
        for (var pass = 0; pass < MaxSteps; pass++)
        {
            moving.Clear();
            var unknown = 0;
            foreach (var aim in aims)
            {
                if (!aim.IsFinished)
                {
                    moving.Add(aim);
                    unknown += aim.NeedsSlopes ? 1 : 0;
                }
            }

            if (moving.Count == 0)
            {
                break;
            }

            Advance(from, moving, unknown, delta);
        }

        foreach (var aim in aims)
        {
            aim.Settle();
        }
    }

    // Rays first, then for each with unknown slopes its neighbours in x and y.
    private void Advance(Bundle from, List<Aim> moving, int unknown, double delta)
    {
        var rays = new RayBatch(moving.Count + (2 * unknown));
        var next = moving.Count;
        for (var i = 0; i < moving.Count; i++)
        {
            var (x, y) = moving[i].Start;
            rays.Set(i, from.Start(x, y));
            if (moving[i].NeedsSlopes)
            {
                rays.Set(next++, from.Start(x + delta, y));
                rays.Set(next++, from.Start(x, y + delta));
            }
        }

        RayTracer.TraceTo(_model, _model.Lens.Primary, rays, _model.Lens.Stop);
        next = moving.Count;
        for (var i = 0; i < moving.Count; i++)
        {
            var (x, y) = (rays.X[i], rays.Y[i]);
            AimSlopes? slopes = null;
            var reaches = rays.Reaches(i);
            if (moving[i].NeedsSlopes)
            {
                var (right, up) = (next++, next++);
                reaches &= rays.Reaches(right) && rays.Reaches(up);
                slopes = new((rays.X[right] - x) / delta, (rays.X[up] - x) / delta, (rays.Y[right] - y) / delta, (rays.Y[up] - y) / delta);
            }

            if (reaches)
            {
                moving[i].Step((x, y), slopes, _stop, _radius);
            }
            else
            {
                moving[i].StepBack();
            }
        }
    }
}
