using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>Where a narrow bundle along the chief ray is focused, from the image plane along the axis, mm.</summary>
/// <param name="Tangential">The focus of rays in the plane of axis and field.</param>
/// <param name="Sagittal">The focus of rays perpendicular to it.</param>
public readonly record struct FieldCurvature(double Tangential, double Sagittal)
{
    /// <summary>Traces a narrow wave along the chief ray (Coddington), aspheres included.</summary>
    /// <param name="model">The lens.</param>
    /// <param name="field">The field.</param>
    /// <param name="wavelength">Index into the wavelengths of the lens.</param>
    /// <param name="aiming">How the chief ray is aimed.</param>
    /// <returns>Both foci; infinite where the bundle is not focused.</returns>
    /// <exception cref="InvalidOperationException">The chief ray does not reach the image.</exception>
    public static FieldCurvature Of(SequentialModel model, FieldPoint field, int wavelength, RayAiming aiming = RayAiming.Real)
    {
        ArgumentNullException.ThrowIfNull(model);
        var ray = Launcher.ChiefRay(model, field, wavelength, aiming);
        if (!ray.ReachesImage)
        {
            throw new InvalidOperationException($"The chief ray of the field ({field.X:0.###}, {field.Y:0.###}) does not reach the image.");
        }

        var n = model.Indices(wavelength);
        var u = ray.Direction.Cross(new Vector3D(0, 1, 0)).Normalized();
        var wave = new AstigmaticWave(u, ray.Direction.Cross(u), 0, 0, 0);
        if (!model.Lens.IsObjectAtInfinity)
        {
            var curvature = 1 / ray.Hits[0].Length;
            wave = wave with { Uu = curvature, Vv = curvature };
        }

        for (var i = 0; i < model.Count; i++)
        {
            double before = Math.Sign(n[i]), after = Math.Sign(n[i + 1]);
            var (hit, frame) = (ray.Hits[i], model.Frames[i]);
            if (i > 0)
            {
                wave = wave.After(before * hit.Length);
            }

            var step = new Refraction(
                frame.DirectionOut(before * hit.Incoming), frame.DirectionOut(after * hit.Outgoing), frame.DirectionOut(hit.Normal), n[i], n[i + 1]);
            wave = wave.Through(step, Rise(model.Shapes[i], hit.Point, frame));
        }

        return At(wave.After(Math.Sign(n[^1]) * ray.Hits[^1].Length), Math.Sign(n[^1]), ray.Hits[^1], model.Frames[^1]);
    }

    private static FieldCurvature At(AstigmaticWave wave, double sign, RayHit hit, Frame frame)
    {
        // Across the plane of axis and field; on the axis and for fields in y that is x.
        var (x, y) = (hit.Point.X, hit.Point.Y);
        var radius = Math.Sqrt((x * x) + (y * y));
        var across = Math.Abs(x) > 1e-9 * radius ? new Vector3D(y / radius, -x / radius, 0) : new(1, 0, 0);
        var direction = sign * hit.Incoming;
        var sagittal = (across - (across.Dot(direction) * direction)).Normalized();
        var tangential = direction.Cross(sagittal);
        return new(-direction.Z / wave.Along(frame.DirectionOut(tangential)), -direction.Z / wave.Along(frame.DirectionOut(sagittal)));
    }

    // Meridional curvature k_t along the unit tangent τ towards the rim, sagittal curvature k_s across it: S = k_s + (k_t − k_s) τ τᵀ.
    private static Func<Vector3D, Vector3D, double> Rise(SurfaceShape shape, Vector3D point, Frame frame)
    {
        var r2 = (point.X * point.X) + (point.Y * point.Y);
        shape.Evaluate(r2, out _, out var g);
        var stretch = 1 + (r2 * g * g);
        var sagittal = g / Math.Sqrt(stretch);
        var meridional = (g + (2 * r2 * shape.SlopeChange(r2))) / (stretch * Math.Sqrt(stretch));
        var r = Math.Sqrt(r2);
        var tangent = r > 0 ? frame.DirectionOut((1 / (r * Math.Sqrt(stretch))) * new Vector3D(point.X, point.Y, r2 * g)) : default;
        return (s, t) => (sagittal * s.Dot(t)) + ((meridional - sagittal) * s.Dot(tangent) * t.Dot(tangent));
    }
}
