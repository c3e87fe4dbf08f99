namespace Pentaprism.Optics.Tracing;

/// <summary>Takes one ray from surface to surface: the truth that vectors follow.</summary>
internal static class SurfaceStep
{
    /// <summary>Brings a ray into the frame of a surface, to the surface and through it.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths.</param>
    /// <param name="surface">The surface, or the image plane.</param>
    /// <param name="ray">The ray in the frame of the surface in front; comes out in that of this one.</param>
    /// <param name="hit">What happened at the surface.</param>
    /// <returns>Ok, Clipped or how the ray failed; then <paramref name="ray"/> is what it had.</returns>
    public static RayStatus Take(SequentialModel model, int wavelength, int surface, ref RayState ray, out SurfaceHit hit)
    {
        var step = model.Steps[surface];
        ray = new RayState(step.PointIn(ray.Position), step.DirectionIn(ray.Direction), ray.Path);
        return Pass(model, wavelength, surface, ref ray, out hit);
    }

    /// <summary>Brings a ray to a surface and through it.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="wavelength">Index into the wavelengths.</param>
    /// <param name="surface">The surface, or the image plane.</param>
    /// <param name="ray">The ray in the frame of the surface.</param>
    /// <param name="hit">What happened at the surface.</param>
    /// <returns>Ok, Clipped or how the ray failed; then <paramref name="ray"/> is what it had.</returns>
    public static RayStatus Pass(SequentialModel model, int wavelength, int surface, ref RayState ray, out SurfaceHit hit)
    {
        var shape = model.Shapes[surface];
        var n = model.Indices(wavelength);
        var before = n[surface];
        var (p, d) = (ray.Position, ray.Direction);
        hit = default;
        var status = RootSearch.Find(shape, p, d, out var length);
        if (status != RayStatus.Ok)
        {
            return status;
        }

        var (x, y) = (p.X + (length * d.X), p.Y + (length * d.Y));
        var r2 = (x * x) + (y * y);
        if (!shape.Evaluate(r2, out var sag, out var slope))
        {
            return RayStatus.OutsideDomain;
        }

        var scale = 1 / Math.Sqrt(1 + (r2 * slope * slope));
        var normal = new Vector3D(-x * slope * scale, -y * slope * scale, scale);
        var cosine = d.Dot(normal);
        var point = new Vector3D(x, y, sag);
        ray = new RayState(point, d, ray.Path + (before * length));
        var after = surface < model.Count ? n[surface + 1] : before;
        var mu = before / after;
        var k = 1 - (mu * mu * (1 - (cosine * cosine)));
        if (!(cosine > 0))
        {
            return RayStatus.OutsideDomain;
        }

        if (k < 0)
        {
            return RayStatus.TotalReflection;
        }

        var refracted = Math.Sqrt(k);
        var outgoing = mu == 1 ? d : (mu * d) + ((refracted - (mu * cosine)) * normal);
        hit = new SurfaceHit(point, normal, d, outgoing, length, cosine, mu == 1 ? cosine : refracted);
        ray = new RayState(point, outgoing, ray.Path);
        return r2 > shape.SemiDiameter * shape.SemiDiameter ? RayStatus.Clipped : RayStatus.Ok;
    }
}

/// <summary>A ray on its way; its direction is told along the axis (see <see cref="SequentialModel.SignedIndices"/>).</summary>
/// <param name="Position">A point of the ray, mm.</param>
/// <param name="Direction">The direction, length 1, z above 0.</param>
/// <param name="Path">The signed optical path so far, mm.</param>
internal readonly record struct RayState(Vector3D Position, Vector3D Direction, double Path);

/// <summary>A ray at a surface, in the surface's frame.</summary>
/// <param name="Point">Where they meet.</param>
/// <param name="Normal">The normal, z above 0.</param>
/// <param name="Incoming">The direction before, along the axis.</param>
/// <param name="Outgoing">The direction behind, along the axis.</param>
/// <param name="Length">The signed length from the surface in front, along <paramref name="Incoming"/>.</param>
/// <param name="CosIncidence">Cosine between normal and incoming direction.</param>
/// <param name="CosRefraction">Cosine between normal and outgoing direction.</param>
internal readonly record struct SurfaceHit(
    Vector3D Point, Vector3D Normal, Vector3D Incoming, Vector3D Outgoing, double Length, double CosIncidence, double CosRefraction);
