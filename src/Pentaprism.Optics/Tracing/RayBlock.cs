using System.Numerics;
using System.Runtime.InteropServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>A stretch of a batch, short enough for the first-level cache, on its way through the lens.</summary>
/// <remarks>
/// Whole vectors of rays pass a surface together. A ray that vectors cannot settle is passed on by <see cref="SurfaceStep"/>; one that is
/// lost is set aside with what it had, and a ray along the axis takes its place until the end.
/// </remarks>
internal ref struct RayBlock
{
    private readonly SequentialModel _model;
    private readonly int _wavelength;
    private readonly RayBatch _rays;
    private readonly int _first;
    private readonly int _count;
    private List<(int Ray, RayState State)>? _lost;

    public RayBlock(SequentialModel model, int wavelength, RayBatch rays, int first, int count) =>
        (_model, _wavelength, _rays, _first, _count) = (model, wavelength, rays, first, count);

    private static RayState AlongAxis => new(default, new(0, 0, 1), 0);

    /// <summary>Traces to a surface.</summary>
    /// <param name="last">The surface, or the image plane.</param>
    /// <param name="history">If not null, comes out with the rays as launched and as they leave each surface.</param>
    public void TraceTo(int last, RayHistory? history = null)
    {
        foreach (ref readonly var status in _rays.Status.AsSpan(_first, _count))
        {
            if (status is not RayStatus.Ok)
            {
                SetAsideTheLost();
                break;
            }
        }

        history?.Keep(0, _rays, _first, _count);
        for (var surface = 0; surface <= last; surface++)
        {
            var shape = _model.Shapes[surface];
            if (shape.IsAsphere)
            {
                Pass(surface, new AsphereMeeting(shape));
            }
            else if (shape.Conic != 0)
            {
                Pass(surface, new ConicMeeting(shape));
            }
            else
            {
                Pass(surface, new SphereMeeting(shape));
            }

            history?.Keep(surface + 1, _rays, _first, _count);
        }

        var n = _model.Indices(_wavelength);
        if (n[Math.Min(last + 1, _model.Count)] < 0)
        {
            TurnAround();
        }

        PutBackTheLost();
    }

    private static Span<Vector<double>> Vectors(double[] values, int first, int count) =>
        MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan(first, count));

    private void Pass<TMeeting>(int surface, TMeeting meeting)
        where TMeeting : struct, IMeeting, allows ref struct
    {
        var x = Vectors(_rays.X, _first, _count);
        var y = Vectors(_rays.Y, _first, _count)[..x.Length];
        var z = Vectors(_rays.Z, _first, _count)[..x.Length];
        var l = Vectors(_rays.L, _first, _count)[..x.Length];
        var m = Vectors(_rays.M, _first, _count)[..x.Length];
        var n = Vectors(_rays.N, _first, _count)[..x.Length];
        var path = Vectors(_rays.Path, _first, _count)[..x.Length];
        var transfer = new FrameStep(_model.Steps[surface]);
        var indices = _model.Indices(_wavelength);
        var before = indices[surface];
        var mu = surface < _model.Count ? before / indices[surface + 1] : 1;
        var clear = new Vector<double>(_model.Shapes[surface].SemiDiameter * _model.Shapes[surface].SemiDiameter);
        for (var i = 0; i < x.Length; i++)
        {
            var ray = new RayVector { X = x[i], Y = y[i], Z = z[i], L = l[i], M = m[i], N = n[i], Path = path[i] };
            transfer.Apply(ref ray);
            var settled = meeting.Meet(ref ray, before, out var normal);
            if (mu != 1)
            {
                settled &= normal.Refract(ref ray, mu);
            }

            if (!Vector.EqualsAll(settled, Vector<long>.AllBitsSet))
            {
                TakeOneByOne(surface, i, settled, ref ray);
            }

            var outside = Vector.GreaterThan((ray.X * ray.X) + (ray.Y * ray.Y), clear);
            if (!Vector.EqualsAll(outside, Vector<long>.Zero))
            {
                MarkClipped(surface, i, outside);
            }

            (x[i], y[i], z[i], l[i], m[i], n[i], path[i]) = (ray.X, ray.Y, ray.Z, ray.L, ray.M, ray.N, ray.Path);
        }
    }

    private void TakeOneByOne(int surface, int vector, Vector<long> settled, ref RayVector ray)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (settled[lane] != 0)
            {
                continue;
            }

            var i = _first + (vector * Vector<double>.Count) + lane;
            var state = new RayState(new(_rays.X[i], _rays.Y[i], _rays.Z[i]), new(_rays.L[i], _rays.M[i], _rays.N[i]), _rays.Path[i]);
            var status = IsLost(i) ? RayStatus.Miss : SurfaceStep.Take(_model, _wavelength, surface, ref state, out _);
            if (status is not (RayStatus.Ok or RayStatus.Clipped))
            {
                Lose(i, surface, status, state);
                state = AlongAxis;
            }

            ray.Set(lane, state);
        }
    }

    private void MarkClipped(int surface, int vector, Vector<long> outside)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            var i = _first + (vector * Vector<double>.Count) + lane;
            if (outside[lane] != 0 && _rays.Status[i] is RayStatus.Ok)
            {
                _rays.Status[i] = RayStatus.Clipped;
                _rays.FailedAt[i] = (short)surface;
            }
        }
    }

    private readonly bool IsLost(int ray) => _rays.Status[ray] is not (RayStatus.Ok or RayStatus.Clipped);

    private void Lose(int ray, int surface, RayStatus status, in RayState state)
    {
        if (!IsLost(ray))
        {
            _rays.Status[ray] = status;
            _rays.FailedAt[ray] = (short)surface;
            (_lost ??= []).Add((ray, state));
        }
    }

    private void SetAsideTheLost()
    {
        for (var i = _first; i < _first + _count; i++)
        {
            if (IsLost(i))
            {
                (_lost ??= []).Add((i, _rays.Get(i)));
                _rays.Set(i, AlongAxis);
            }
        }
    }

    private readonly void PutBackTheLost()
    {
        foreach (var (ray, state) in _lost ?? [])
        {
            _rays.Set(ray, state);
        }
    }

    // Directions are told along the axis on the way; behind an odd number of mirrors light runs against it.
    private readonly void TurnAround()
    {
        foreach (var cosines in (ReadOnlySpan<double[]>)[_rays.L, _rays.M, _rays.N])
        {
            foreach (ref var cosine in Vectors(cosines, _first, _count))
            {
                cosine = -cosine;
            }
        }
    }
}
