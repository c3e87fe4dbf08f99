namespace Pentaprism.Optics.Tracing;

/// <summary>Finds where one ray meets a surface, with every means: for drawings, and for the few rays that vectors cannot settle.</summary>
/// <remarks>
/// Newton's method starts at the vertex plane, which converges where the base conic has no solution at all; then at the foot of the
/// perpendicular and at the conic's hit. Of the roots found the one nearest to the axis counts. Where nothing converges, the part of the
/// ray inside the clear aperture is sampled and a change of sign is closed in.
/// </remarks>
internal static class RootSearch
{
    private const int MaxSteps = 40;
    private const int Samples = 24;
    private const double SharpConic = 0.98;

    /// <summary>The largest accepted distance from the surface, in parts of its reach.</summary>
    internal const double Accepted = 1e-12;

    /// <summary>The least cosine against the axis at which the vertex plane is a place to start from.</summary>
    internal const double Grazing = 0.05;

    /// <summary>Finds the length along the ray from its point to the surface.</summary>
    /// <remarks>Of a closed surface the side counts that is met from the front, where a normal with z above 0 runs with the ray.</remarks>
    /// <param name="shape">The surface.</param>
    /// <param name="p">A point of the ray in the surface's frame.</param>
    /// <param name="d">The direction.</param>
    /// <param name="length">The signed length to the hit.</param>
    /// <returns>Ok, Miss or OutsideDomain.</returns>
    public static RayStatus Find(SurfaceShape shape, Vector3D p, Vector3D d, out double length)
    {
        // From the foot of the perpendicular from the vertex, the point of the ray where numbers are smallest.
        var toFoot = -p.Dot(d);
        var foot = p + (toFoot * d);
        var status = shape.IsAsphere ? Asphere(shape, foot, d, out var rest) : Conic(shape, foot, d, out rest);
        length = toFoot + rest;
        return status != RayStatus.Ok || double.IsFinite(length) ? status : RayStatus.Miss;
    }

    private static RayStatus Conic(SurfaceShape shape, Vector3D p, Vector3D d, out double t)
    {
        var (c, k) = (shape.Curvature, shape.Conic);
        var a = c * (1 + (k * d.Z * d.Z));
        var b = d.Z - (c * (p.Dot(d) + (k * p.Z * d.Z)));
        var last = (c * (p.Dot(p) + (k * p.Z * p.Z))) - (2 * p.Z);
        var square = (b * b) - (a * last);
        t = 0;
        if (!(square >= 0))
        {
            return RayStatus.Miss;
        }

        var root = Math.Sqrt(square);
        t = b > 0 ? last / (b + root) : (b - root) / a;
        return !double.IsFinite(t) ? RayStatus.Miss
            : 1 - (c * (1 + k) * (p.Z + (t * d.Z))) > 0 ? RayStatus.Ok
            : RayStatus.OutsideDomain;
    }

    private static RayStatus Asphere(SurfaceShape shape, Vector3D p, Vector3D d, out double t)
    {
        Span<double> starts = [0, 0, 0];
        var count = 0;
        if (d.Z > Grazing)
        {
            starts[count++] = -p.Z / d.Z;
        }

        starts[count++] = 0;
        if (Conic(shape, p, d, out var conic) == RayStatus.Ok
            && (1 + shape.Conic) * shape.Curvature * shape.Curvature * Square(p, d, conic) < SharpConic)
        {
            starts[count++] = conic;
        }

        var found = double.PositiveInfinity;
        t = 0;
        foreach (var start in starts[..count])
        {
            if (Newton(shape, p, d, start, out var candidate) && Square(p, d, candidate) < found)
            {
                found = Square(p, d, candidate);
                t = candidate;
            }

            if (found <= shape.SemiDiameter * shape.SemiDiameter && double.IsFinite(shape.SemiDiameter))
            {
                return RayStatus.Ok;
            }
        }

        if (double.IsFinite(found) || Bracketed(shape, p, d, out t))
        {
            return RayStatus.Ok;
        }

        return shape.Evaluate(Square(p, d, starts[0]), out _, out _) ? RayStatus.Miss : RayStatus.OutsideDomain;
    }

    private static double Square(Vector3D p, Vector3D d, double t)
    {
        var x = p.X + (t * d.X);
        var y = p.Y + (t * d.Y);
        return (x * x) + (y * y);
    }

    // The height of the ray above the surface, and how it changes along the ray.
    private static bool Height(SurfaceShape shape, Vector3D p, Vector3D d, double t, out double height, out double change)
    {
        var x = p.X + (t * d.X);
        var y = p.Y + (t * d.Y);
        var inside = shape.Evaluate((x * x) + (y * y), out var sag, out var slope);
        height = p.Z + (t * d.Z) - sag;
        change = d.Z - (slope * ((x * d.X) + (y * d.Y)));
        return inside;
    }

    private static bool Newton(SurfaceShape shape, Vector3D p, Vector3D d, double start, out double t)
    {
        t = start;
        var cap = shape.Reach / 2;
        var previous = double.PositiveInfinity;
        for (var i = 0; i < MaxSteps; i++)
        {
            Height(shape, p, d, t, out var height, out var change);
            var step = Math.Clamp(height / change, -cap, cap);
            if (!double.IsFinite(step))
            {
                return false;
            }

            t -= step;
            if (Math.Abs(step) <= 1e-15 * shape.Reach || (Math.Abs(step) < 1e-9 * shape.Reach && Math.Abs(step) >= previous))
            {
                break;
            }

            previous = Math.Abs(step);
        }

        return Height(shape, p, d, t, out var rest, out var slope) && Math.Abs(rest) <= Accepted * shape.Reach && slope > 0;
    }

    // The ray crosses a surface inside its aperture where the height changes from below to above.
    private static bool Bracketed(SurfaceShape shape, Vector3D p, Vector3D d, out double t)
    {
        t = 0;
        var limit = double.IsFinite(shape.SemiDiameter) ? shape.SemiDiameter : 2 * shape.Reach;
        if (!Inside(p, d, limit * limit, out var from, out var to))
        {
            return false;
        }

        var found = double.PositiveInfinity;
        double low = from, lowHeight = double.NaN;
        for (var i = 0; i <= Samples; i++)
        {
            var high = from + ((to - from) * i / Samples);
            var height = Height(shape, p, d, high, out var value, out _) ? value : double.NaN;
            if (lowHeight <= 0 && height >= 0)
            {
                var root = Close(shape, p, d, low, high);
                if (Square(p, d, root) < found)
                {
                    found = Square(p, d, root);
                    t = root;
                }
            }

            (low, lowHeight) = (high, height);
        }

        return double.IsFinite(found);
    }

    // The part of the ray within a cylinder about the axis; along a ray that is parallel to the axis, one radius to both sides.
    private static bool Inside(Vector3D p, Vector3D d, double limit2, out double from, out double to)
    {
        var a = (d.X * d.X) + (d.Y * d.Y);
        var b = (p.X * d.X) + (p.Y * d.Y);
        var rest = limit2 - (p.X * p.X) - (p.Y * p.Y);
        var reach = Math.Sqrt(limit2);
        (from, to) = (-4 * reach, 4 * reach);
        if (a < 1e-20)
        {
            return rest >= 0;
        }

        var root = (b * b) + (a * rest);
        if (root < 0)
        {
            return false;
        }

        (from, to) = (Math.Max(from, (-b - Math.Sqrt(root)) / a), Math.Min(to, (-b + Math.Sqrt(root)) / a));
        return from < to;
    }

    private static double Close(SurfaceShape shape, Vector3D p, Vector3D d, double low, double high)
    {
        var t = 0.5 * (low + high);
        for (var i = 0; i < 100 && high - low > 1e-15 * shape.Reach; i++)
        {
            Height(shape, p, d, t, out var height, out var change);
            (low, high) = height < 0 ? (t, high) : (low, t);
            var next = t - (height / change);
            t = next > low && next < high ? next : 0.5 * (low + high);
            if (height == 0)
            {
                break;
            }
        }

        return t;
    }
}
