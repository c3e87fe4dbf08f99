namespace Pentaprism.Optics.Tracing;

/// <summary>A point or direction in space, double precision.</summary>
/// <param name="X">Across the plane of symmetry.</param>
/// <param name="Y">In the plane of symmetry, up in drawings.</param>
/// <param name="Z">Along the axis.</param>
public readonly record struct Vector3D(double X, double Y, double Z)
{
    /// <summary>Gets the length.</summary>
    public double Length => Math.Sqrt(Dot(this));

    /// <summary>Adds two vectors.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>The sum.</returns>
    public static Vector3D operator +(Vector3D a, Vector3D b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Subtracts a vector.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>The difference.</returns>
    public static Vector3D operator -(Vector3D a, Vector3D b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Scales a vector.</summary>
    /// <param name="s">The factor.</param>
    /// <param name="a">The vector.</param>
    /// <returns>The product.</returns>
    public static Vector3D operator *(double s, Vector3D a) => new(s * a.X, s * a.Y, s * a.Z);

    /// <summary>Gives the scalar product.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The product.</returns>
    public double Dot(Vector3D other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>Gives the vector product.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The product.</returns>
    public Vector3D Cross(Vector3D other) =>
        new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    /// <summary>Gives the vector of length 1 in the same direction.</summary>
    /// <returns>The unit vector.</returns>
    public Vector3D Normalized() => (1 / Length) * this;
}
