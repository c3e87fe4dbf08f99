namespace Pentaprism.Optics.Prescriptions;

/// <summary>A shift and a rotation about the vertex: first the shift, then rotations about x, the new y and the new z.</summary>
/// <param name="X">Shift along x, mm.</param>
/// <param name="Y">Shift along y, mm.</param>
/// <param name="Z">Shift along z, mm.</param>
/// <param name="TiltX">Rotation about x, degrees; moves a point (x, y, z) of the surface by (0, −z, y) times the angle.</param>
/// <param name="TiltY">Rotation about y, degrees; moves a point by (z, 0, −x) times the angle.</param>
/// <param name="TiltZ">Rotation about z, degrees; moves a point by (−y, x, 0) times the angle.</param>
public sealed record Placement(double X = 0, double Y = 0, double Z = 0, double TiltX = 0, double TiltY = 0, double TiltZ = 0)
{
    /// <summary>Gets the placement that moves nothing.</summary>
    public static Placement OnAxis { get; } = new();

    /// <summary>Gets whether nothing is moved.</summary>
    public bool IsIdentity => this == OnAxis;
}
