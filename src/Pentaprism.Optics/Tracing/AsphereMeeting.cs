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
    private readonly ReadOnlySpan<OnPlane> _starts;

    /// <summary>Solves for a block.</summary>
    /// <param name="shape">The surface.</param>
    /// <param name="rays">The rays in its frame.</param>
    /// <param name="starts">Room for each vector of rays.</param>
    public AsphereMeeting(SurfaceShape shape, scoped BlockSpans rays, Span<OnPlane> starts)
    {
        _shape = shape;
        _lanes = new AsphereLanes(shape);
        _starts = starts;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = new OnPlane(rays.Point(i), rays.Direction(i));
        }

        Span<Vector<long>> moving = stackalloc Vector<long>[starts.Length];
        moving.Fill(Vector<long>.AllBitsSet);
        var cap = new Vector<double>(shape.Reach / 2);
        var last = new Vector<double>(LastStep * shape.Reach);
        for (var step = 0; step < MaxSteps; step++)
        {
            var still = Vector<long>.Zero;
            for (var i = 0; i < moving.Length; i++)
            {
                if (moving[i] == Vector<long>.Zero)
                {
                    continue;
                }

                ref var start = ref starts[i];
                var direction = rays.Direction(i);
                var point = start.Along(direction);
                _lanes.Evaluate(R2(point), out var sag, out var slope);
                var move = (point.Z - sag) / Change(point, direction, slope);
                move = Vector.Max(-cap, Vector.Min(cap, move));
                start.Way = Vector.ConditionalSelect(moving[i], start.Way - move, start.Way);
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
        ref readonly var start = ref _starts[vector];
        point = start.Along(direction);
        length = start.ToPlane + start.Way;
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
    private static Vector<double> R2(Lanes3 p) => Vector.FusedMultiplyAdd(p.X, p.X, p.Y * p.Y);

    // How the height above the surface changes along the ray.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Change(Lanes3 p, Lanes3 d, Vector<double> slope) =>
        Vector.FusedMultiplyAdd(-slope, Vector.FusedMultiplyAdd(p.X, d.X, p.Y * d.Y), d.Z);
}

/// <summary>Where rays cross the vertex plane of a surface, and how far on from there they are taken to meet it.</summary>
internal struct OnPlane
{
    private readonly Vector<double> _x;
    private readonly Vector<double> _y;

    /// <summary>Takes rays to the plane.</summary>
    /// <param name="point">Points.</param>
    /// <param name="direction">Directions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OnPlane(Lanes3 point, Lanes3 direction)
    {
        ToPlane = -point.Z / direction.Z;
        _x = Vector.FusedMultiplyAdd(ToPlane, direction.X, point.X);
        _y = Vector.FusedMultiplyAdd(ToPlane, direction.Y, point.Y);
        Way = Vector<double>.Zero;
    }

    /// <summary>Signed lengths to the plane.</summary>
    public readonly Vector<double> ToPlane;

    /// <summary>Signed lengths from the plane to the surface.</summary>
    public Vector<double> Way;

    /// <summary>Gives the points that far on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Lanes3 Along(Lanes3 direction) => Lanes3.Along(new(_x, _y, Vector<double>.Zero), Way, direction);
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
