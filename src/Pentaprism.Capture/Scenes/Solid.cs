using System.Numerics;

namespace Pentaprism.Capture.Scenes;

/// <summary>Distances from solid bodies, negative inside: what things of scenes are shaped from. x right, y down, z towards the eye.</summary>
/// <remarks>Smooth union: J. C. Hart, Sphere tracing, 1996, and the polynomial blend of two distances. Distances of ellipsoids are bounds near their surface.</remarks>
internal static class Solid
{
    /// <summary>A ball.</summary>
    public static float Ball(Vector3 point, Vector3 centre, float radius) => (point - centre).Length() - radius;

    /// <summary>An ellipsoid.</summary>
    public static float Ellipsoid(Vector3 point, Vector3 centre, Vector3 radii)
    {
        var scaled = (point - centre) / radii;
        var slope = (scaled / radii).Length();
        var length = scaled.Length();
        return slope > 0 ? length * (length - 1) / slope : -MathF.Min(radii.X, MathF.Min(radii.Y, radii.Z));
    }

    /// <summary>A rod with round ends, whose radius goes from one to another.</summary>
    public static float Rod(Vector3 point, Vector3 a, Vector3 b, float radiusA, float radiusB)
    {
        var along = b - a;
        var t = Math.Clamp(Vector3.Dot(point - a, along) / along.LengthSquared(), 0, 1);
        return (point - (a + (t * along))).Length() - float.Lerp(radiusA, radiusB, t);
    }

    /// <summary>A body turned on a lathe about an upright axis.</summary>
    /// <param name="point">The point.</param>
    /// <param name="foot">Where the axis begins.</param>
    /// <param name="height">How far it goes up.</param>
    /// <param name="radius">Radius over the height, 0 at the foot to 1.</param>
    /// <param name="steepest">The largest slope of the outline, so that the distance is no more than it is.</param>
    public static float Turned(Vector3 point, Vector3 foot, float height, Func<float, float> radius, float steepest)
    {
        var up = (foot.Y - point.Y) / height;
        var axial = MathF.Max(-up, up - 1) * height;
        var radial = (MathF.Sqrt(((point.X - foot.X) * (point.X - foot.X)) + ((point.Z - foot.Z) * (point.Z - foot.Z))) - radius(Math.Clamp(up, 0, 1))) / MathF.Sqrt(1 + (steepest * steepest));
        return axial > 0 && radial > 0 ? MathF.Sqrt((axial * axial) + (radial * radial)) : MathF.Max(axial, radial);
    }

    /// <summary>Two bodies as one, with a fillet.</summary>
    public static float Join(float a, float b, float fillet)
    {
        var h = Math.Max(fillet - Math.Abs(a - b), 0) / fillet;
        return Math.Min(a, b) - (h * h * fillet / 4);
    }

    /// <summary>A body without another, with a rounded edge.</summary>
    public static float Cut(float body, float other, float fillet) => -Join(-body, other, fillet);
}
