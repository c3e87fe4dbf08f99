using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Guesses the stop of a lens that tells none from the clear apertures of its other surfaces.</summary>
internal static class WidestBeam
{
    /// <summary>Gives the semi-diameter of the stop at which the axial paraxial beam just clears every surface.</summary>
    /// <param name="lens">A lens with any aperture.</param>
    /// <returns>The semi-diameter, mm; null where no surface limits the beam.</returns>
    public static double? StopSemiDiameter(Lens lens)
    {
        var unit = lens with { Aperture = new SystemAperture(ApertureKind.StopSemiDiameter, 1) };
        var heights = FirstOrderData.Of(unit).MarginalRay.Heights;
        var widest = double.PositiveInfinity;
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            if (lens.Surfaces[i].SemiDiameter is { } semiDiameter && heights[i] != 0)
            {
                widest = Math.Min(widest, semiDiameter / Math.Abs(heights[i]));
            }
        }

        return double.IsFinite(widest) && widest > 0 ? widest : null;
    }
}
