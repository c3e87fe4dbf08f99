using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Optics.Tracing;

/// <summary>A vector of rays.</summary>
/// <param name="Point">Points.</param>
/// <param name="Direction">Directions.</param>
/// <param name="Path">Signed optical paths.</param>
internal readonly record struct RayVector(Lanes3 Point, Lanes3 Direction, Vector<double> Path)
{
    /// <summary>Replaces one lane.</summary>
    public RayVector With(int lane, in RayState ray) =>
        new(Point.With(lane, ray.Position), Direction.With(lane, ray.Direction), Path.WithElement(lane, ray.Path));

    /// <summary>Refracts: D' = μ D + (√(1 − μ² (1 − cos²)) − μ cos) N.</summary>
    /// <param name="direction">Directions; come out refracted.</param>
    /// <param name="normal">Normals.</param>
    /// <param name="cosine">Cosines of incidence.</param>
    /// <param name="mu">n/n'; −1 for a mirror.</param>
    /// <returns>All bits set where rays are not totally reflected.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> Refract(ref Lanes3 direction, Lanes3 normal, Vector<double> cosine, Vector<double> mu)
    {
        var one = Vector<double>.One;
        var square = Vector.FusedMultiplyAdd(mu * mu, Vector.FusedMultiplyAdd(cosine, cosine, -one), one);
        var along = Vector.FusedMultiplyAdd(-mu, cosine, Vector.SquareRoot(square));
        direction = Lanes3.Along(mu * direction, along, normal);
        return Vector.GreaterThanOrEqual(square, Vector<double>.Zero);
    }
}
