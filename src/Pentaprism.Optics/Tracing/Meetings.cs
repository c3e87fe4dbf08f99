using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>How rays meet a kind of surface.</summary>
internal interface IMeeting
{
    /// <summary>Finds where rays meet the surface.</summary>
    /// <param name="vector">Which vector of the block.</param>
    /// <param name="point">Points of the rays, in the frame of the surface; come out on it.</param>
    /// <param name="direction">Directions.</param>
    /// <param name="length">Signed lengths from one to the other.</param>
    /// <param name="normal">Normals there.</param>
    /// <param name="cosine">Cosines of incidence.</param>
    /// <returns>All bits set where this settled the matter; elsewhere the outputs mean nothing.</returns>
    public Vector<long> Meet(
        int vector, ref Lanes3 point, Lanes3 direction, out Vector<double> length, out Lanes3 normal, out Vector<double> cosine);
}

/// <summary>Spheres and planes, in closed form from the foot of the perpendicular from the vertex: C/(N + √(N² − c C)).</summary>
internal readonly struct SphereMeeting(SurfaceShape shape) : IMeeting
{
    private readonly Vector<double> _c = new(shape.Curvature);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<long> Meet(
        int vector, ref Lanes3 point, Lanes3 direction, out Vector<double> length, out Lanes3 normal, out Vector<double> cosine)
    {
        var toFoot = -Lanes3.Dot(point, direction);
        var foot = Lanes3.Along(point, toFoot, direction);
        var last = Vector.FusedMultiplyAdd(_c, Lanes3.Dot(foot, foot), -(foot.Z + foot.Z));
        var square = Vector.FusedMultiplyAdd(-_c, last, direction.Z * direction.Z);
        cosine = Vector.SquareRoot(square);
        var t = last / (direction.Z + cosine);
        point = Lanes3.Along(foot, t, direction);
        length = toFoot + t;
        normal = new(-_c * point.X, -_c * point.Y, Vector.FusedMultiplyAdd(-_c, point.Z, Vector<double>.One));
        return Vector.GreaterThanOrEqual(square, Vector<double>.Zero)
            & Vector.GreaterThan(direction.Z, Vector<double>.Zero)
            & Vector.GreaterThan(normal.Z, Vector<double>.Zero);
    }
}

/// <summary>Conics, in closed form from the vertex plane.</summary>
internal readonly struct ConicMeeting(SurfaceShape shape) : IMeeting
{
    private readonly Vector<double> _c = new(shape.Curvature);
    private readonly Vector<double> _k = new(shape.Conic);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<long> Meet(
        int vector, ref Lanes3 point, Lanes3 direction, out Vector<double> length, out Lanes3 normal, out Vector<double> cosine)
    {
        var one = Vector<double>.One;
        var toPlane = -point.Z / direction.Z;
        var x = Vector.FusedMultiplyAdd(toPlane, direction.X, point.X);
        var y = Vector.FusedMultiplyAdd(toPlane, direction.Y, point.Y);
        var a = _c * Vector.FusedMultiplyAdd(_k * direction.Z, direction.Z, one);
        var b = direction.Z - (_c * Vector.FusedMultiplyAdd(x, direction.X, y * direction.Y));
        var last = _c * Vector.FusedMultiplyAdd(x, x, y * y);
        var square = Vector.FusedMultiplyAdd(b, b, -(a * last));
        var root = Vector.SquareRoot(square);
        var t = last / (b + root);
        point = Lanes3.Along(new(x, y, Vector<double>.Zero), t, direction);
        length = toPlane + t;

        // The gradient (−c x, −c y, 1 − c (1 + K) z) has the length √(1 − K c² r²), and D·gradient is the root above.
        var r2 = Vector.FusedMultiplyAdd(point.X, point.X, point.Y * point.Y);
        var scale = one / Vector.SquareRoot(one - (_k * _c * _c * r2));
        var along = one - (_c * (one + _k) * point.Z);
        normal = scale * new Lanes3(-_c * point.X, -_c * point.Y, along);
        cosine = root * scale;
        return Vector.GreaterThanOrEqual(square, Vector<double>.Zero)
            & Vector.GreaterThan(direction.Z, new Vector<double>(RootSearch.Grazing))
            & Vector.GreaterThan(along, Vector<double>.Zero);
    }
}
