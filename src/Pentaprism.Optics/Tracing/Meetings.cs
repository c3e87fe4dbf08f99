using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>How rays meet a kind of surface.</summary>
internal interface IMeeting
{
    /// <summary>Moves rays to the surface.</summary>
    /// <param name="ray">The rays in the frame of the surface.</param>
    /// <param name="index">The signed refractive index in front of it, for the path.</param>
    /// <param name="normal">Normals and cosines of incidence there.</param>
    /// <returns>Where this settled the matter; elsewhere the outputs mean nothing.</returns>
    public Vector<long> Meet(ref RayVector ray, double index, out NormalVector normal);
}

/// <summary>Spheres and planes, in closed form from the foot of the perpendicular from the vertex: C/(N + √(N² − c C)).</summary>
internal readonly struct SphereMeeting(SurfaceShape shape) : IMeeting
{
    private readonly double _c = shape.Curvature;

    public Vector<long> Meet(ref RayVector ray, double index, out NormalVector normal)
    {
        var toFoot = -Dot(ray.X, ray.L, ray.Y, ray.M, ray.Z, ray.N);
        var x = Vector.FusedMultiplyAdd(toFoot, ray.L, ray.X);
        var y = Vector.FusedMultiplyAdd(toFoot, ray.M, ray.Y);
        var z = Vector.FusedMultiplyAdd(toFoot, ray.N, ray.Z);
        var last = Vector.FusedMultiplyAdd(new Vector<double>(_c), Dot(x, x, y, y, z, z), new Vector<double>(-2) * z);
        var square = Vector.FusedMultiplyAdd(new Vector<double>(-_c), last, ray.N * ray.N);
        var cosine = Vector.SquareRoot(square);
        var t = last / (ray.N + cosine);
        ray.X = Vector.FusedMultiplyAdd(t, ray.L, x);
        ray.Y = Vector.FusedMultiplyAdd(t, ray.M, y);
        ray.Z = Vector.FusedMultiplyAdd(t, ray.N, z);
        ray.Path = Vector.FusedMultiplyAdd(new Vector<double>(index), toFoot + t, ray.Path);
        normal = new NormalVector
        {
            X = -_c * ray.X,
            Y = -_c * ray.Y,
            Z = Vector.FusedMultiplyAdd(new Vector<double>(-_c), ray.Z, Vector<double>.One),
            Cosine = cosine,
        };
        return Vector.GreaterThanOrEqual(square, Vector<double>.Zero)
            & Vector.GreaterThan(ray.N, Vector<double>.Zero)
            & Vector.GreaterThan(normal.Z, Vector<double>.Zero);
    }

    private static Vector<double> Dot(
        Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d, Vector<double> e, Vector<double> f) =>
        Vector.FusedMultiplyAdd(a, b, Vector.FusedMultiplyAdd(c, d, e * f));
}

/// <summary>Conics, in closed form.</summary>
internal readonly struct ConicMeeting(SurfaceShape shape) : IMeeting
{
    private readonly double _c = shape.Curvature;
    private readonly double _k = shape.Conic;

    public Vector<long> Meet(ref RayVector ray, double index, out NormalVector normal)
    {
        var toPlane = -ray.Z / ray.N;
        var x = Vector.FusedMultiplyAdd(toPlane, ray.L, ray.X);
        var y = Vector.FusedMultiplyAdd(toPlane, ray.M, ray.Y);
        var a = _c * (Vector<double>.One + (_k * ray.N * ray.N));
        var b = ray.N - (_c * ((x * ray.L) + (y * ray.M)));
        var last = _c * ((x * x) + (y * y));
        var square = (b * b) - (a * last);
        var root = Vector.SquareRoot(square);
        var t = last / (b + root);
        ray.X = Vector.FusedMultiplyAdd(t, ray.L, x);
        ray.Y = Vector.FusedMultiplyAdd(t, ray.M, y);
        ray.Z = t * ray.N;
        ray.Path += index * (toPlane + t);

        // The gradient (−c x, −c y, 1 − c (1 + K) z) has the length √(1 − K c² r²), and D·gradient is the root above.
        var length2 = Vector<double>.One - (_k * _c * _c * ((ray.X * ray.X) + (ray.Y * ray.Y)));
        var scale = Vector<double>.One / Vector.SquareRoot(length2);
        var along = Vector<double>.One - (_c * (1 + _k) * ray.Z);
        normal = new NormalVector { X = -_c * ray.X * scale, Y = -_c * ray.Y * scale, Z = along * scale, Cosine = root * scale };
        return Vector.GreaterThanOrEqual(square, Vector<double>.Zero)
            & Vector.GreaterThan(ray.N, new Vector<double>(RootSearch.Grazing))
            & Vector.GreaterThan(along, Vector<double>.Zero);
    }
}

/// <summary>Aspheres: Newton's method from the vertex plane, each ray stopped where it has converged.</summary>
internal readonly ref struct AsphereMeeting(SurfaceShape shape) : IMeeting
{
    private const int MaxSteps = 16;

    // Convergence is quadratic: a step this small, in parts of the reach, leaves an error below rounding.
    private const double LastStep = 1e-9;

    private readonly ReadOnlySpan<double> _even = shape.Even;
    private readonly ReadOnlySpan<double> _odd = shape.Odd;
    private readonly double _c = shape.Curvature;
    private readonly double _bend = (1 + shape.Conic) * shape.Curvature * shape.Curvature;

    public Vector<long> Meet(ref RayVector ray, double index, out NormalVector normal)
    {
        var toPlane = -ray.Z / ray.N;
        var startX = Vector.FusedMultiplyAdd(toPlane, ray.L, ray.X);
        var startY = Vector.FusedMultiplyAdd(toPlane, ray.M, ray.Y);
        var cap = new Vector<double>(shape.Reach / 2);
        var lastStep = new Vector<double>(LastStep * shape.Reach);
        var t = Vector<double>.Zero;
        var moving = Vector<long>.AllBitsSet;
        Vector<double> x, y, r2, sag, slope, height, change;
        Vector<long> inside;
        for (var i = 0; ; i++)
        {
            x = Vector.FusedMultiplyAdd(t, ray.L, startX);
            y = Vector.FusedMultiplyAdd(t, ray.M, startY);
            r2 = (x * x) + (y * y);
            inside = Evaluate(r2, out sag, out slope);
            height = (t * ray.N) - sag;
            change = ray.N - (slope * ((x * ray.L) + (y * ray.M)));
            if (i == MaxSteps || Vector.EqualsAll(moving, Vector<long>.Zero))
            {
                break;
            }

            var step = Vector.Max(-cap, Vector.Min(cap, height / change));
            t = Vector.ConditionalSelect(moving, t - step, t);
            moving &= Vector.GreaterThan(Vector.Abs(step), lastStep);
        }

        var scale = Vector<double>.One / Vector.SquareRoot(Vector.FusedMultiplyAdd(r2, slope * slope, Vector<double>.One));
        normal = new NormalVector { X = -x * slope * scale, Y = -y * slope * scale, Z = scale, Cosine = change * scale };
        (ray.X, ray.Y, ray.Z) = (x, y, t * ray.N);
        ray.Path += index * (toPlane + t);
        return inside
            & Vector.GreaterThan(ray.N, new Vector<double>(RootSearch.Grazing))
            & Vector.GreaterThan(change, Vector<double>.Zero)
            & Vector.LessThanOrEqual(Vector.Abs(height), new Vector<double>(RootSearch.Accepted * shape.Reach))
            & Vector.LessThanOrEqual(r2, new Vector<double>(shape.SemiDiameter * shape.SemiDiameter));
    }

    private Vector<long> Evaluate(Vector<double> r2, out Vector<double> sag, out Vector<double> slope)
    {
        var q2 = Vector<double>.One - (_bend * r2);
        var q = Vector.SquareRoot(Vector.Max(q2, new Vector<double>(1e-30)));
        var inverse = new Vector<double>(_c) / (q * (Vector<double>.One + q));
        var value = Vector<double>.Zero;
        var derivative = Vector<double>.Zero;
        for (var j = _even.Length - 1; j >= 0; j--)
        {
            derivative = Vector.FusedMultiplyAdd(derivative, r2, value);
            value = Vector.FusedMultiplyAdd(value, r2, new Vector<double>(_even[j]));
        }

        sag = r2 * Vector.FusedMultiplyAdd(q, inverse, value);
        slope = Vector.FusedMultiplyAdd(Vector<double>.One + q, inverse, 2 * Vector.FusedMultiplyAdd(derivative, r2, value));
        if (_odd.Length > 0)
        {
            AddOdd(r2, ref sag, ref slope);
        }

        return Vector.GreaterThan(q2, Vector<double>.Zero);
    }

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
        sag += r * r2 * value;
        slope += r * ((3 * value) + (2 * r2 * derivative));
    }
}
