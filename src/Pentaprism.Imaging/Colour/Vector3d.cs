namespace Pentaprism.Imaging;

/// <summary>Three numbers: a colour, or a column of a matrix.</summary>
/// <param name="X">First.</param>
/// <param name="Y">Second.</param>
/// <param name="Z">Third.</param>
public readonly record struct Vector3d(double X, double Y, double Z)
{
    /// <summary>Gets the vector of ones.</summary>
    public static Vector3d One => new(1, 1, 1);

    /// <summary>Gets a component by number, 0 to 2.</summary>
    /// <param name="index">0, 1 or 2.</param>
    public double this[int index] => index switch
    {
        0 => X,
        1 => Y,
        2 => Z,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>Gets the largest component.</summary>
    public double Max => Math.Max(X, Math.Max(Y, Z));

    /// <summary>Gets the smallest component.</summary>
    public double Min => Math.Min(X, Math.Min(Y, Z));

    /// <summary>Multiplies by a number.</summary>
    public static Vector3d operator *(Vector3d v, double factor) => new(v.X * factor, v.Y * factor, v.Z * factor);

    /// <summary>Multiplies component by component.</summary>
    public static Vector3d operator *(Vector3d a, Vector3d b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    /// <summary>Divides component by component.</summary>
    public static Vector3d operator /(Vector3d a, Vector3d b) => new(a.X / b.X, a.Y / b.Y, a.Z / b.Z);

    /// <summary>Adds component by component.</summary>
    public static Vector3d operator +(Vector3d a, Vector3d b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Subtracts component by component.</summary>
    public static Vector3d operator -(Vector3d a, Vector3d b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
}
