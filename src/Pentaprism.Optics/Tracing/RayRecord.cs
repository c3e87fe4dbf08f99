using System.Collections.Immutable;

namespace Pentaprism.Optics.Tracing;

/// <summary>One ray with all that happened to it.</summary>
/// <param name="Start">Where it started, global coordinates, mm.</param>
/// <param name="Direction">The direction it started in.</param>
/// <param name="Hits">What happened at each surface and, last, at the image plane; shorter for a ray that failed.</param>
/// <param name="Status">How far it came.</param>
/// <param name="FailedAt">The surface where it failed or was first clipped; −1 where it did not.</param>
public sealed record RayRecord(Vector3D Start, Vector3D Direction, ImmutableArray<RayHit> Hits, RayStatus Status, int FailedAt)
{
    /// <summary>Gets whether the ray reached the image plane, inside the clear apertures or not.</summary>
    public bool ReachesImage => Status is RayStatus.Ok or RayStatus.Clipped;
}

/// <summary>A ray at a surface.</summary>
/// <remarks>
/// Local coordinates are those of the surface, its vertex the origin. Global ones see <see cref="SequentialModel"/>. Directions point where
/// light goes; behind a mirror they may run against the axis.
/// </remarks>
public sealed record RayHit
{
    /// <summary>Gets the point, local, mm.</summary>
    public required Vector3D Point { get; init; }

    /// <summary>Gets the point, global, mm.</summary>
    public required Vector3D GlobalPoint { get; init; }

    /// <summary>Gets the normal of the surface, local, length 1, z above 0.</summary>
    public required Vector3D Normal { get; init; }

    /// <summary>Gets the direction in front of the surface, local.</summary>
    public required Vector3D Incoming { get; init; }

    /// <summary>Gets the direction behind the surface, local.</summary>
    public required Vector3D Outgoing { get; init; }

    /// <summary>Gets the direction behind the surface, global.</summary>
    public required Vector3D GlobalOutgoing { get; init; }

    /// <summary>Gets the geometric length from the surface in front, mm; negative where surfaces cross.</summary>
    public required double Length { get; init; }

    /// <summary>Gets the signed optical path from the start to here, mm.</summary>
    public required double Path { get; init; }

    /// <summary>Gets the cosine between incoming direction and normal; without the sign that mirrors bring.</summary>
    public required double CosIncidence { get; init; }

    /// <summary>Gets the cosine between outgoing direction and normal; without the sign that mirrors bring.</summary>
    public required double CosRefraction { get; init; }

    internal static RayHit Of(SequentialModel model, int wavelength, int surface, in SurfaceHit hit, double path)
    {
        var n = model.Indices(wavelength);
        double before = Math.Sign(n[surface]);
        double after = Math.Sign(n[Math.Min(surface + 1, model.Count)]);
        var frame = model.Frames[surface];
        return new RayHit
        {
            Point = hit.Point,
            GlobalPoint = frame.PointOut(hit.Point),
            Normal = hit.Normal,
            Incoming = before * hit.Incoming,
            Outgoing = after * hit.Outgoing,
            GlobalOutgoing = frame.DirectionOut(after * hit.Outgoing),
            Length = before * hit.Length,
            Path = path,
            CosIncidence = hit.CosIncidence,
            CosRefraction = hit.CosRefraction,
        };
    }
}
