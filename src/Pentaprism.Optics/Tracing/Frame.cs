using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tracing;

/// <summary>Where a coordinate system lies in another one: a rotation and the place of its origin.</summary>
/// <param name="Origin">The origin, in the outer coordinates, mm.</param>
/// <param name="XAxis">Its x axis, in the outer coordinates, length 1.</param>
/// <param name="YAxis">Its y axis.</param>
/// <param name="ZAxis">Its z axis.</param>
public readonly record struct Frame(Vector3D Origin, Vector3D XAxis, Vector3D YAxis, Vector3D ZAxis)
{
    /// <summary>Gets the outer coordinates themselves.</summary>
    public static Frame Identity { get; } = At(0);

    /// <summary>Gets whether the axes are those of the outer coordinates and the origin lies on their z axis.</summary>
    public bool IsAxial => Origin.X == 0 && Origin.Y == 0 && XAxis == Identity.XAxis && YAxis == Identity.YAxis && ZAxis == Identity.ZAxis;

    /// <summary>Makes a frame that is only shifted along z.</summary>
    /// <param name="z">Where its origin lies, mm.</param>
    /// <returns>The frame.</returns>
    public static Frame At(double z) => new(new(0, 0, z), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Makes the frame of something that was shifted, then turned about x, the new y and the new z.</summary>
    /// <param name="placement">The shift and the turns.</param>
    /// <returns>The frame.</returns>
    public static Frame Of(Placement placement)
    {
        ArgumentNullException.ThrowIfNull(placement);
        if (placement.IsIdentity)
        {
            return Identity;
        }

        var (sx, cx) = SinCos(placement.TiltX);
        var (sy, cy) = SinCos(placement.TiltY);
        var (sz, cz) = SinCos(placement.TiltZ);
        Vector3D Rotate(Vector3D p)
        {
            var z = new Vector3D((cz * p.X) - (sz * p.Y), (sz * p.X) + (cz * p.Y), p.Z);
            var y = new Vector3D((cy * z.X) + (sy * z.Z), z.Y, (cy * z.Z) - (sy * z.X));
            return new Vector3D(y.X, (cx * y.Y) - (sx * y.Z), (sx * y.Y) + (cx * y.Z));
        }

        return new(
            new(placement.X, placement.Y, placement.Z), Rotate(Identity.XAxis), Rotate(Identity.YAxis), Rotate(Identity.ZAxis));
    }

    /// <summary>Brings a point of this frame into the outer coordinates.</summary>
    /// <param name="p">The point.</param>
    /// <returns>The same point, in outer coordinates.</returns>
    public Vector3D PointOut(Vector3D p) => Origin + DirectionOut(p);

    /// <summary>Brings a direction of this frame into the outer coordinates.</summary>
    /// <param name="d">The direction.</param>
    /// <returns>The same direction, in outer coordinates.</returns>
    public Vector3D DirectionOut(Vector3D d) => (d.X * XAxis) + (d.Y * YAxis) + (d.Z * ZAxis);

    /// <summary>Brings a point of the outer coordinates into this frame.</summary>
    /// <param name="p">The point.</param>
    /// <returns>The same point, in this frame.</returns>
    public Vector3D PointIn(Vector3D p) => DirectionIn(p - Origin);

    /// <summary>Brings a direction of the outer coordinates into this frame.</summary>
    /// <param name="d">The direction.</param>
    /// <returns>The same direction, in this frame.</returns>
    public Vector3D DirectionIn(Vector3D d) => new(d.Dot(XAxis), d.Dot(YAxis), d.Dot(ZAxis));

    /// <summary>Gives a frame that is told in this one, in the outer coordinates.</summary>
    /// <param name="inner">A frame in the coordinates of this one.</param>
    /// <returns>The same frame, in outer coordinates.</returns>
    public Frame Then(Frame inner) =>
        new(PointOut(inner.Origin), DirectionOut(inner.XAxis), DirectionOut(inner.YAxis), DirectionOut(inner.ZAxis));

    /// <summary>Gives a frame of the outer coordinates as this one sees it.</summary>
    /// <param name="other">A frame in outer coordinates.</param>
    /// <returns>The same frame, in the coordinates of this one.</returns>
    public Frame See(Frame other) =>
        new(PointIn(other.Origin), DirectionIn(other.XAxis), DirectionIn(other.YAxis), DirectionIn(other.ZAxis));

    private static (double Sin, double Cos) SinCos(double degrees) => Math.SinCos(degrees * (Math.PI / 180));
}
