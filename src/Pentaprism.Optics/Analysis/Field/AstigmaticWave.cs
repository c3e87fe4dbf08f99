using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Analysis;

/// <summary>A narrow wave along a ray: its curvatures along two directions perpendicular to it, and the mixed one.</summary>
/// <remarks>
/// Near the ray the optical path is n (D·x + ½ xᵀWx). Along the ray W becomes W (1 + tW)⁻¹; a surface that rises by ½ tᵀSt over its tangent plane
/// changes it by n' tᵀW't = n tᵀWt − (n' cos I' − n cos I) tᵀSt for all t of that plane: Coddington's equations, also for skew rays. All directions
/// are told along the axis; mirrors turn the sign of n.
/// </remarks>
internal readonly record struct AstigmaticWave(Vector3D U, Vector3D V, double Uu, double Uv, double Vv)
{
    /// <summary>Gives the curvature along a direction perpendicular to the ray.</summary>
    public double Along(Vector3D e)
    {
        var (u, v) = (e.Dot(U), e.Dot(V));
        return (u * u * Uu) + (2 * u * v * Uv) + (v * v * Vv);
    }

    /// <summary>Moves on along the ray.</summary>
    /// <param name="t">Distance.</param>
    /// <returns>The wave there.</returns>
    public AstigmaticWave After(double t)
    {
        // W (1 + tW)⁻¹ for a symmetric 2 × 2 matrix.
        var determinant = (Uu * Vv) - (Uv * Uv);
        var scale = 1 / (1 + (t * (Uu + Vv)) + (t * t * determinant));
        return this with { Uu = (Uu + (t * determinant)) * scale, Uv = Uv * scale, Vv = (Vv + (t * determinant)) * scale };
    }

    /// <summary>Crosses a surface.</summary>
    /// <param name="step">Directions, normal and indices there.</param>
    /// <param name="rise">S, as a function of two tangents.</param>
    /// <returns>The wave behind the surface.</returns>
    public AstigmaticWave Through(in Refraction step, Func<Vector3D, Vector3D, double> rise)
    {
        var across = step.Before.Cross(step.Normal);
        var e = across.Length > 1e-12 ? across.Normalized() : (U - (U.Dot(step.Normal) * step.Normal)).Normalized();
        var f = step.Before.Cross(e);
        var tangent = step.Normal.Cross(e);
        var (cosBefore, cosAfter) = (step.Before.Dot(step.Normal), step.After.Dot(step.Normal));
        var power = (step.IndexAfter * cosAfter) - (step.IndexBefore * cosBefore);
        var (ee, ef, ff) = (Along(e), Mixed(e, f), Along(f));
        return new(
            e,
            step.After.Cross(e),
            ((step.IndexBefore * ee) - (power * rise(e, e))) / step.IndexAfter,
            ((step.IndexBefore * ef * cosBefore) - (power * rise(e, tangent))) / (step.IndexAfter * cosAfter),
            ((step.IndexBefore * ff * cosBefore * cosBefore) - (power * rise(tangent, tangent))) / (step.IndexAfter * cosAfter * cosAfter));
    }

    private double Mixed(Vector3D e, Vector3D f) =>
        (e.Dot(U) * f.Dot(U) * Uu) + (((e.Dot(U) * f.Dot(V)) + (e.Dot(V) * f.Dot(U))) * Uv) + (e.Dot(V) * f.Dot(V) * Vv);
}

/// <summary>A ray at a surface: directions in front of and behind it, the normal, and the signed indices.</summary>
internal readonly record struct Refraction(Vector3D Before, Vector3D After, Vector3D Normal, double IndexBefore, double IndexAfter);
