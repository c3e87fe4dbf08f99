using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>Aspheres: Newton's method from the vertex plane.</summary>
/// <remarks>
/// All rays of a block take a step before any takes the next, so that the processor has independent work at hand; each stops where it has
/// converged, whatever its neighbours do. Convergence is quadratic: a step of <see cref="LastStep"/> leaves an error below rounding.
/// </remarks>
internal readonly ref struct AsphereMeeting : IMeeting
{
    private const int MaxSteps = 16;
    private const double LastStep = 1e-9;

    private readonly AsphereLanes _lanes;
    private readonly SurfaceShape _shape;
    private readonly ReadOnlySpan<Vector<double>> _roots;

    /// <summary>Solves for a block.</summary>
    /// <param name="shape">The surface.</param>
    /// <param name="rays">The rays in its frame.</param>
    /// <param name="roots">Room for a length for each ray.</param>
    public AsphereMeeting(SurfaceShape shape, scoped BlockSpans rays, Span<Vector<double>> roots)
    {
        _shape = shape;
        _lanes = new AsphereLanes(shape);
        _roots = roots;
        Span<Vector<long>> moving = stackalloc Vector<long>[roots.Length];
        moving.Fill(Vector<long>.AllBitsSet);
        roots.Clear();
        var cap = new Vector<double>(shape.Reach / 2);
        var last = new Vector<double>(LastStep * shape.Reach);
        for (var step = 0; step < MaxSteps; step++)
        {
            var still = Vector<long>.Zero;
            for (var i = 0; i < roots.Length; i++)
            {
                if (moving[i] == Vector<long>.Zero)
                {
                    continue;
                }

                var direction = rays.Direction(i);
                var point = Lanes3.Along(OnPlane(rays.Point(i), direction, out _), roots[i], direction);
                _lanes.Evaluate(R2(point), out var sag, out var slope);
                var move = (point.Z - sag) / Change(point, direction, slope);
                move = Vector.Max(-cap, Vector.Min(cap, move));
                roots[i] = Vector.ConditionalSelect(moving[i], roots[i] - move, roots[i]);
                moving[i] &= Vector.GreaterThan(Vector.Abs(move), last);
                still |= moving[i];
            }

            if (still == Vector<long>.Zero)
            {
                break;
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<long> Meet(
        int vector, ref Lanes3 point, Lanes3 direction, out Vector<double> length, out Lanes3 normal, out Vector<double> cosine)
    {
        var t = _roots[vector];
        point = Lanes3.Along(OnPlane(point, direction, out var toPlane), t, direction);
        length = toPlane + t;
        var r2 = R2(point);
        var inside = _lanes.Evaluate(r2, out var sag, out var slope);
        var change = Change(point, direction, slope);
        var z = Vector<double>.One / Vector.SquareRoot(Vector.FusedMultiplyAdd(r2, slope * slope, Vector<double>.One));
        var across = -slope * z;
        normal = new(point.X * across, point.Y * across, z);
        cosine = change * z;
        return inside
            & Vector.GreaterThan(direction.Z, new Vector<double>(RootSearch.Grazing))
            & Vector.GreaterThan(change, Vector<double>.Zero)
            & Vector.LessThanOrEqual(Vector.Abs(point.Z - sag), new Vector<double>(RootSearch.Accepted * _shape.Reach))
            & Vector.LessThanOrEqual(r2, new Vector<double>(_shape.SemiDiameter * _shape.SemiDiameter));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes3 OnPlane(Lanes3 point, Lanes3 direction, out Vector<double> toPlane)
    {
        toPlane = -point.Z / direction.Z;
        return new(
            Vector.FusedMultiplyAdd(toPlane, direction.X, point.X), Vector.FusedMultiplyAdd(toPlane, direction.Y, point.Y), Vector<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> R2(Lanes3 p) => Vector.FusedMultiplyAdd(p.X, p.X, p.Y * p.Y);

    // How the height above the surface changes along the ray.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Change(Lanes3 p, Lanes3 d, Vector<double> slope) =>
        Vector.FusedMultiplyAdd(-slope, Vector.FusedMultiplyAdd(p.X, d.X, p.Y * d.Y), d.Z);
}

/// <summary>Sag and slope of an asphere for a vector of radii.</summary>
/// <param name="shape">The surface.</param>
internal readonly ref struct AsphereLanes(SurfaceShape shape)
{
    private readonly ReadOnlySpan<double> _even = shape.Even;
    private readonly ReadOnlySpan<double> _odd = shape.Odd;
    private readonly Vector<double> _curvature = new(shape.Curvature);
    private readonly Vector<double> _bend = new(-(1 + shape.Conic) * shape.Curvature * shape.Curvature);

    /// <summary>Gives sag and slope.</summary>
    /// <param name="r2">r², mm².</param>
    /// <param name="sag">z, mm.</param>
    /// <param name="slope">(dz/dr)/r.</param>
    /// <returns>All bits set where the base conic reaches so far out.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<long> Evaluate(Vector<double> r2, out Vector<double> sag, out Vector<double> slope)
    {
        var q2 = Vector.FusedMultiplyAdd(_bend, r2, Vector<double>.One);
        var q = Vector.SquareRoot(Vector.Max(q2, new Vector<double>(1e-30)));
        var inverse = _curvature / Vector.FusedMultiplyAdd(q, q, q);
        var value = Vector<double>.Zero;
        var derivative = Vector<double>.Zero;
        for (var j = _even.Length - 1; j >= 0; j--)
        {
            derivative = Vector.FusedMultiplyAdd(derivative, r2, value);
            value = Vector.FusedMultiplyAdd(value, r2, new Vector<double>(_even[j]));
        }

        sag = r2 * Vector.FusedMultiplyAdd(q, inverse, value);
        var half = Vector.FusedMultiplyAdd(derivative, r2, value);
        slope = Vector.FusedMultiplyAdd(q, inverse, inverse + (half + half));
        if (_odd.Length > 0)
        {
            AddOdd(r2, ref sag, ref slope);
        }

        return Vector.GreaterThan(q2, Vector<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddOdd(Vector<double> r2, ref Vector<double> sag, ref Vector<double> slope)
    {
        var value = Vector<double>.Zero;
        var derivative = Vector<double>.Zero;
        for (var j = _odd.Length - 1; j >= 0; j--)
        {
            derivative = Vector.FusedMultiplyAdd(derivative, r2, value);
            value = Vector.FusedMultiplyAdd(value, r2, new Vector<double>(_odd[j]));
        }

        var r = Vector.SquareRoot(r2);
        sag = Vector.FusedMultiplyAdd(r * r2, value, sag);
        slope = Vector.FusedMultiplyAdd(r, (value + value) + Vector.FusedMultiplyAdd(r2 + r2, derivative, value), slope);
    }
}
