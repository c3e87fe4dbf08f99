namespace Pentaprism.Optics.Tracing;

/// <summary>All rays of one object point, told by where they cross the plane of the paraxial entrance pupil.</summary>
/// <param name="model">The lens.</param>
/// <param name="point">Where the light comes from.</param>
internal readonly struct Bundle(SequentialModel model, ObjectPoint point)
{
    private const double Wide = 20;
    private const double Aberrated = 0.01;

    /// <summary>Gets the lens.</summary>
    public SequentialModel Model { get; } = model;

    /// <summary>Gets where the light comes from.</summary>
    public ObjectPoint Point { get; } = point;

    /// <summary>Gets the measure of pupil coordinates in the plane of the entrance pupil, mm; a slope where that lies at infinity.</summary>
    public double Radius
    {
        get
        {
            var first = Model.FirstOrder;
            return double.IsFinite(first.EntrancePupilPosition) ? first.EntrancePupilDiameter / 2 : Math.Abs(first.MarginalRay.Slopes[0]);
        }
    }

    /// <summary>Launches rays.</summary>
    /// <param name="nodes">Where in the pupil.</param>
    /// <param name="aiming">What the pupil coordinates mean.</param>
    /// <returns>One ray for each node.</returns>
    public RayBatch Launch(PupilNodes nodes, RayAiming aiming)
    {
        var rays = new RayBatch(nodes.Count);
        var radius = Radius;
        for (var i = 0; i < nodes.Count; i++)
        {
            rays.Set(i, Start(nodes.Nodes[i].X * radius, nodes.Nodes[i].Y * radius));
        }

        if (aiming == RayAiming.Real || (aiming == RayAiming.Automatic && NeedsAiming()))
        {
            new RealAiming(this).Aim(nodes, rays);
        }

        return rays;
    }

    /// <summary>Starts a ray.</summary>
    /// <param name="x">Where it crosses the plane of the entrance pupil, mm; where that lies at infinity the slope.</param>
    /// <param name="y">The same in y.</param>
    /// <returns>The ray: on the plane through the centre of the pupil perpendicular to the wave, or in the object point.</returns>
    public RayState Start(double x, double y)
    {
        var pupil = Model.FirstOrder.EntrancePupilPosition;
        if (Point.IsAtInfinity)
        {
            var direction = new Vector3D(Point.X, Point.Y, 1).Normalized();
            var along = -((x * direction.X) + (y * direction.Y));
            return new(new Vector3D(x, y, pupil) + (along * direction), direction, 0);
        }

        var position = new Vector3D(Point.X, Point.Y, -Model.Lens.ObjectDistance);
        var away = double.IsFinite(pupil) ? new Vector3D(x, y, pupil) - position : new Vector3D(x, y, 1);
        return new(position, (Math.Sign(away.Z) * away).Normalized(), 0);
    }

    // Wide fields always; others if the paraxial launch misses its goals at the stop.
    private bool NeedsAiming()
    {
        var lens = Model.Lens;
        if (lens.Stop == 0 && Point.IsAtInfinity && !Model.Shapes[0].IsAsphere && Model.Shapes[0].Curvature == 0 && lens.IsRotationallySymmetric)
        {
            return false;
        }

        var chief = Start(0, 0).Direction;
        if (chief.Z < Math.Cos(Wide * Math.PI / 180))
        {
            return true;
        }

        ReadOnlySpan<PupilNode> tests = [new(0, 0), new(0, 1), new(0, -1), new(1, 0)];
        var rays = Launch(PupilNodes.Of(tests), RayAiming.Paraxial);
        RayTracer.TraceTo(Model, lens.Primary, rays, lens.Stop);
        var stop = Model.FirstOrder.StopSemiDiameter;
        for (var i = 0; i < tests.Length; i++)
        {
            var (dx, dy) = (rays.X[i] - (tests[i].X * stop), rays.Y[i] - (tests[i].Y * stop));
            if (!rays.Reaches(i) || (dx * dx) + (dy * dy) > Aberrated * Aberrated * stop * stop)
            {
                return true;
            }
        }

        return false;
    }
}
