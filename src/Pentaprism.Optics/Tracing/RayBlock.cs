using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>A stretch of a batch, short enough for the first-level cache, on its way through the lens.</summary>
/// <remarks>
/// Whole vectors of rays pass a surface together. A ray that vectors cannot settle is passed on by <see cref="SurfaceStep"/>; one that is
/// lost is set aside with what it had, and a ray along the axis takes its place until the end.
/// </remarks>
/// <param name="model">The lens.</param>
/// <param name="wavelength">Index into the wavelengths.</param>
/// <param name="rays">The batch.</param>
/// <param name="first">The block's first ray.</param>
/// <param name="count">Its number of rays, a whole number of vectors.</param>
internal ref struct RayBlock(SequentialModel model, int wavelength, RayBatch rays, int first, int count)
{
    private readonly ReadOnlySpan<double> _indices = model.Indices(wavelength);
    private readonly BlockSpans _spans = new(rays, first, count);
    private List<(int Ray, RayState State)>? _lost;

    private static RayState AlongAxis => new(default, new(0, 0, 1), 0);

    /// <summary>Traces to a surface.</summary>
    /// <param name="last">The surface, or the image plane.</param>
    public void TraceTo(int last)
    {
        if (rays.Status.AsSpan(first, count).ContainsAnyExcept(RayStatus.Ok))
        {
            SetAsideTheLost();
        }

        Span<OnPlane> starts = stackalloc OnPlane[_spans.X.Length];
        for (var surface = 0; surface <= last; surface++)
        {
            Enter(model.Steps[surface]);
            var shape = model.Shapes[surface];
            if (shape.IsAsphere)
            {
                Pass(surface, new AsphereMeeting(shape, _spans, starts));
            }
            else if (shape.Conic != 0)
            {
                Pass(surface, new ConicMeeting(shape));
            }
            else
            {
                Pass(surface, new SphereMeeting(shape));
            }
        }

        if (_indices[Math.Min(last + 1, model.Count)] < 0)
        {
            TurnAround();
        }

        foreach (var (ray, state) in _lost ?? [])
        {
            rays.Set(ray, state);
        }
    }

    // Brings the rays into the frame of the next surface.
    private readonly void Enter(in Frame step)
    {
        if (step.IsAxial)
        {
            var gap = new Vector<double>(step.Origin.Z);
            foreach (ref var z in _spans.Z)
            {
                z -= gap;
            }

            return;
        }

        for (var i = 0; i < _spans.X.Length; i++)
        {
            var point = Lanes3.PointIn(step, _spans.Point(i));
            var direction = Lanes3.DirectionIn(step, _spans.Direction(i));
            (_spans.X[i], _spans.Y[i], _spans.Z[i]) = (point.X, point.Y, point.Z);
            (_spans.L[i], _spans.M[i], _spans.N[i]) = (direction.X, direction.Y, direction.Z);
        }
    }

    private void Pass<TMeeting>(int surface, scoped TMeeting meeting)
        where TMeeting : struct, IMeeting, allows ref struct
    {
        var x = _spans.X;
        var y = _spans.Y[..x.Length];
        var z = _spans.Z[..x.Length];
        var l = _spans.L[..x.Length];
        var m = _spans.M[..x.Length];
        var n = _spans.N[..x.Length];
        var path = _spans.Path[..x.Length];
        var before = new Vector<double>(_indices[surface]);
        var mu = new Vector<double>(surface < model.Count ? _indices[surface] / _indices[surface + 1] : 1);
        var refracts = mu != Vector<double>.One;
        var clear = new Vector<double>(model.Shapes[surface].SemiDiameter * model.Shapes[surface].SemiDiameter);
        for (var i = 0; i < x.Length; i++)
        {
            var point = new Lanes3(x[i], y[i], z[i]);
            var direction = new Lanes3(l[i], m[i], n[i]);
            var settled = meeting.Meet(i, ref point, direction, out var length, out var normal, out var cosine);
            var traced = Vector.FusedMultiplyAdd(before, length, path[i]);
            if (refracts)
            {
                settled &= RayVector.Refract(ref direction, normal, cosine, mu);
            }

            if (settled != Vector<long>.AllBitsSet)
            {
                (point, direction, traced) = TakeOneByOne(surface, i, settled, new RayVector(point, direction, traced));
            }

            var outside = Vector.GreaterThan(Vector.FusedMultiplyAdd(point.X, point.X, point.Y * point.Y), clear);
            if (outside != Vector<long>.Zero)
            {
                MarkClipped(surface, i, outside);
            }

            (x[i], y[i], z[i]) = (point.X, point.Y, point.Z);
            (l[i], m[i], n[i]) = (direction.X, direction.Y, direction.Z);
            path[i] = traced;
        }
    }

    private RayVector TakeOneByOne(int surface, int vector, Vector<long> settled, RayVector passed)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (settled[lane] != 0)
            {
                continue;
            }

            var i = first + (vector * Vector<double>.Count) + lane;
            var state = rays.Get(i);
            var status = rays.IsLost(i) ? RayStatus.Miss : SurfaceStep.Pass(model, wavelength, surface, ref state, out _);
            if (status is not (RayStatus.Ok or RayStatus.Clipped))
            {
                Lose(i, surface, status, state);
                state = AlongAxis;
            }

            passed = passed.With(lane, state);
        }

        return passed;
    }

    private readonly void MarkClipped(int surface, int vector, Vector<long> outside)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            var i = first + (vector * Vector<double>.Count) + lane;
            if (outside[lane] != 0 && rays.Status[i] is RayStatus.Ok)
            {
                rays.Status[i] = RayStatus.Clipped;
                rays.FailedAt[i] = (short)surface;
            }
        }
    }

    private void Lose(int ray, int surface, RayStatus status, in RayState state)
    {
        if (!rays.IsLost(ray))
        {
            rays.Status[ray] = status;
            rays.FailedAt[ray] = (short)surface;
            (_lost ??= []).Add((ray, state));
        }
    }

    private void SetAsideTheLost()
    {
        for (var i = first; i < first + count; i++)
        {
            if (rays.IsLost(i))
            {
                (_lost ??= []).Add((i, rays.Get(i)));
                rays.Set(i, AlongAxis);
            }
        }
    }

    // Directions are told along the axis on the way; behind an odd number of mirrors light runs against it.
    private readonly void TurnAround()
    {
        foreach (var cosines in (ReadOnlySpan<double[]>)[rays.L, rays.M, rays.N])
        {
            foreach (ref var cosine in BlockSpans.Vectors(cosines, first, count))
            {
                cosine = -cosine;
            }
        }
    }
}
