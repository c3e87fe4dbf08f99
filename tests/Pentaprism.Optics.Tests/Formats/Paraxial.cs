using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Formats;

/// <summary>The focal length from a ray near the axis, written apart from the product so that importers are judged by nothing of ours.</summary>
internal static class Paraxial
{
    /// <summary>−1/u' of the ray that enters at height 1 along the axis, in air behind.</summary>
    public static double FocalLength(Lens lens, double? nanometres = null)
    {
        var w = nanometres ?? lens.PrimaryNanometres;
        var (y, nu, n) = (1.0, 0.0, lens.ObjectMedium.Index(w));
        foreach (var surface in lens.Surfaces)
        {
            var after = surface.IsMirror ? -n : Math.CopySign(surface.Medium.Index(w), n);
            nu -= y * surface.VertexCurvature * (after - n);
            n = after;
            y += surface.Thickness * nu / n;
        }

        return -n / nu;
    }
}
