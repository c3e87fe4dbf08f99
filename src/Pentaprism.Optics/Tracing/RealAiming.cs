namespace Pentaprism.Optics.Tracing;

/// <summary>Finds the rays that cross the stop surface where they should.</summary>
/// <remarks>
/// Newton's method on where a ray crosses the plane of the entrance pupil, all rays of a bundle together, slopes from differences, steps at
/// most half the pupil's radius. The chief ray leads; where it does not converge from the paraxial start it is led from the axis to its
/// field in steps, and a ray that does not converge from the chief ray's neighbourhood is led outwards in the pupil.
/// </remarks>
/// <param name="bundle">The bundle.</param>
internal sealed class RealAiming(Bundle bundle)
{
    private const int MaxSteps = 25;
    private const double Difference = 1e-6;

    private readonly SequentialModel _model = bundle.Model;
    private readonly double _radius = bundle.Radius;
    private readonly double _stop = bundle.Model.FirstOrder.StopSemiDiameter;

    /// <summary>Aims rays.</summary>
    /// <param name="nodes">Their pupil coordinates at the stop, in parts of its semi-diameter.</param>
    /// <param name="rays">Comes out with the aimed rays.</param>
    public void Aim(PupilNodes nodes, RayBatch rays)
    {
        if (!Chief(out var chief))
        {
            for (var i = 0; i < rays.Count; i++)
            {
                Fail(rays, i);
            }

            return;
        }

        var aims = nodes.Nodes.Select(node => new Aim { GoalX = node.X * _stop, GoalY = node.Y * _stop }).ToArray();
        foreach (var aim in aims)
        {
            chief.Predict(aim);
        }

        Solve(bundle, aims);
        var stubborn = aims.Where(aim => !aim.IsSolved).ToArray();
        if (stubborn.Length > 0)
        {
            LeadOutwards(chief, stubborn);
        }

        for (var i = 0; i < rays.Count; i++)
        {
            rays.Set(i, bundle.Start(aims[i].X, aims[i].Y));
            if (!aims[i].IsSolved)
            {
                Fail(rays, i);
            }
        }
    }

    private void Fail(RayBatch rays, int i) => (rays.Status[i], rays.FailedAt[i]) = (RayStatus.Miss, (short)_model.Lens.Stop);

    private bool Chief(out Aim chief)
    {
        chief = new Aim();
        Solve(bundle, [chief]);
        if (chief.IsSolved)
        {
            return true;
        }

        // From the axis, halving the step where it is too long.
        var (reached, step) = (0.0, 0.125);
        var last = new Aim();
        var before = (X: 0.0, Y: 0.0, At: 0.0);
        while (reached < 1 && step > 1e-3)
        {
            var target = Math.Min(1, reached + step);
            var ahead = reached > before.At ? (target - reached) / (reached - before.At) : 0;
            chief = new Aim { X = last.X + (ahead * (last.X - before.X)), Y = last.Y + (ahead * (last.Y - before.Y)) };
            Solve(new Bundle(_model, bundle.Point.Scaled(target)), [chief]);
            if (!chief.IsSolved)
            {
                step /= 2;
                continue;
            }

            before = (last.X, last.Y, reached);
            (last, reached) = (chief, target);
        }

        return reached >= 1;
    }

    private void LeadOutwards(Aim chief, Aim[] stubborn)
    {
        const int Stages = 8;
        var led = stubborn.Select(aim => new Aim()).ToArray();
        foreach (var aim in led)
        {
            (aim.X, aim.Y) = (chief.X, chief.Y);
        }

        for (var stage = 1; stage <= Stages; stage++)
        {
            for (var i = 0; i < led.Length; i++)
            {
                var goal = stubborn[i];
                (led[i].GoalX, led[i].GoalY) = (goal.GoalX * stage / Stages, goal.GoalY * stage / Stages);
                led[i].Restart();
            }

            Solve(bundle, led);
        }

        for (var i = 0; i < led.Length; i++)
        {
            stubborn[i].Take(led[i]);
        }
    }

    private void Solve(Bundle from, Aim[] aims)
    {
        var count = aims.Length;
        var delta = Difference * _radius;
        var rays = new RayBatch(3 * count);
        for (var pass = 0; pass < MaxSteps; pass++)
        {
            for (var i = 0; i < count; i++)
            {
                rays.Set(i, from.Start(aims[i].X, aims[i].Y));
                rays.Set(i + count, from.Start(aims[i].X + delta, aims[i].Y));
                rays.Set(i + (2 * count), from.Start(aims[i].X, aims[i].Y + delta));
            }

            Array.Fill(rays.Status, RayStatus.Ok);
            RayTracer.TraceTo(_model, _model.Lens.Primary, rays, _model.Lens.Stop);
            var moving = false;
            for (var i = 0; i < count; i++)
            {
                if (!rays.Reaches(i) || !rays.Reaches(i + count) || !rays.Reaches(i + (2 * count)))
                {
                    moving |= aims[i].StepBack();
                    continue;
                }

                var (x, y) = (rays.X[i], rays.Y[i]);
                var slopes = new AimSlopes(
                    (rays.X[i + count] - x) / delta,
                    (rays.X[i + (2 * count)] - x) / delta,
                    (rays.Y[i + count] - y) / delta,
                    (rays.Y[i + (2 * count)] - y) / delta);
                moving |= aims[i].Step(x, y, slopes, _stop, _radius);
            }

            if (!moving)
            {
                break;
            }
        }

        foreach (var aim in aims)
        {
            aim.Settle();
        }
    }
}
