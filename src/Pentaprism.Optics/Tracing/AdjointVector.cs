using System.Numerics;

namespace Pentaprism.Optics.Tracing;

/// <summary>How one quantity at the image changes with position, direction and path of a ray: a linear form, for a vector of rays.</summary>
/// <param name="Point">Its factors for the position.</param>
/// <param name="Direction">Its factors for the direction.</param>
/// <param name="Path">Its factor for the path.</param>
internal readonly record struct AdjointVector(Lanes3 Point, Lanes3 Direction, double Path)
{
    /// <summary>The form times a rotation of rays about an axis through the origin.</summary>
    public Vector<double> Turn(Vector3D axis, Lanes3 point, Lanes3 direction)
    {
        var about = Lanes3.Of(axis);
        return Lanes3.Dot(Lanes3.Cross(about, point), Point) + Lanes3.Dot(Lanes3.Cross(about, direction), Direction);
    }

    /// <summary>The form times a shift.</summary>
    public Vector<double> Shift(Vector3D axis) => Lanes3.Dot(Lanes3.Of(axis), Point);

    /// <summary>Takes the form back from a surface's frame into that of the surface in front.</summary>
    public AdjointVector Out(in Frame step) => step.IsAxial ? this : this with { Point = Out(step, Point), Direction = Out(step, Direction) };

    private static Lanes3 Out(in Frame f, Lanes3 a) =>
        (a.X * Lanes3.Of(f.XAxis)) + (a.Y * Lanes3.Of(f.YAxis)) + (a.Z * Lanes3.Of(f.ZAxis));
}

/// <summary>How a quantity at the image changes with a surface itself, for a vector of rays.</summary>
/// <param name="Sag">With the height of the surface at the hit.</param>
/// <param name="Slope">With its slope g there.</param>
/// <param name="IndexInFront">With the signed index in front of it.</param>
/// <param name="IndexBehind">With the signed index behind it.</param>
internal readonly record struct SurfaceGradient(
    Vector<double> Sag, Vector<double> Slope, Vector<double> IndexInFront, Vector<double> IndexBehind)
{
    /// <summary>Takes a form back through a surface: refraction, hit, transfer.</summary>
    /// <remarks>
    /// The reverse of dP = dP₀ + t dD + D dt, dt = −(N·(dP₀ + t dD) − N_z dz)/cos I and
    /// dD' = dμ D + μ dD + (dcos I' − dμ cos I − μ dcos I) N + (cos I' − μ cos I) dN.
    /// </remarks>
    /// <param name="at">The rays at the surface.</param>
    /// <param name="form">The form behind the surface; comes out in front of it, in the surface's frame.</param>
    /// <returns>The changes with the surface.</returns>
    public static SurfaceGradient Back(in SurfaceVector at, ref AdjointVector form)
    {
        var (d, n, hit) = (at.Incoming.Direction, at.Normal, at.Outgoing.Point);
        var mu = new Vector<double>(at.IndexInFront / at.IndexBehind);
        var bend = at.CosRefraction - (mu * at.CosIncidence);

        // Refraction.
        var along = Lanes3.Dot(n, form.Direction);
        var cosine = -mu * along * bend / at.CosRefraction;
        var sine2 = Vector<double>.One - (at.CosIncidence * at.CosIncidence);
        var ratio = Lanes3.Dot(d, form.Direction) - (along * ((mu * sine2 / at.CosRefraction) + at.CosIncidence));
        var toNormal = (bend * form.Direction) + (cosine * d);
        var direction = (mu * form.Direction) + (cosine * n);

        // The normal: from its change to that of the gradient (−g x, −g y, 1), from that to position and slope.
        var gradient = n.Z * (toNormal - (Lanes3.Dot(toNormal, n) * n));
        var slope = -((hit.X * gradient.X) + (hit.Y * gradient.Y));
        var bending = 2 * at.SlopeChange * slope;
        var point = form.Point + new Lanes3(
            (bending * hit.X) - (at.Slope * gradient.X), (bending * hit.Y) - (at.Slope * gradient.Y), Vector<double>.Zero);

        // The hit.
        var path = new Vector<double>(form.Path);
        var push = (Lanes3.Dot(d, point) + (at.IndexInFront * path)) / at.CosIncidence;
        point -= push * n;
        form = form with { Point = point, Direction = Lanes3.Along(direction, at.Length, point) };
        return new SurfaceGradient(
            push * n.Z, slope, (ratio / new Vector<double>(at.IndexBehind)) + (at.Length * path), -ratio * mu / new Vector<double>(at.IndexBehind));
    }
}
