using Pentaprism.Optics.Analysis;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

/// <summary>Spots and wavefronts against exact pupil averages of another program.</summary>
public sealed class ReferenceAveragesTests
{
    // Surfaces with odd orders are not smooth on the axis, where quadrature loses digits; the averages of the clipped lens come from a
    // grid of a million rays, which knows the rim to 10⁻⁴.
    private static double Tolerance(ReferenceField field) =>
        field.IsClipped ? 5e-4 : field.Model.Lens.Surfaces.Any(surface => surface.Odd.Any(a => a != 0)) ? 1e-5 : 1e-9;

    [DataFact(ReferenceField.File)]
    public void Spots_are_those_of_the_reference()
    {
        foreach (var field in ReferenceField.All())
        {
            var launch = field.Launch(PupilSampling.Final);
            var spot = Spot.Of(launch.Trace(field.Model.Lens.Primary));
            field.Average("spot_rms_centroid", spot.Rms / 1000, Tolerance(field));
            field.Average("best_focus_dz", spot.BestFocus, Tolerance(field));
            field.Average("spot_rms_at_best_focus", spot.RmsAtBestFocus / 1000, Tolerance(field));
            field.Average("spot_rms_all_wl_equal_weight", Spot.Of(launch.TraceAll()).Rms / 1000, Tolerance(field));
            field.Average("transmitted_fraction", launch.Pupil.Fraction, 2e-4);
        }
    }

    [DataFact(ReferenceField.File)]
    public void Wavefronts_are_those_of_the_reference()
    {
        foreach (var field in ReferenceField.All())
        {
            var wavefront = Wavefront.Of(field.Launch(PupilSampling.Final).Trace(field.Model.Lens.Primary));
            field.Average("opd_rms_piston_removed", wavefront.Rms, Tolerance(field));
            field.Average("opd_rms_piston_tilt_removed", wavefront.RmsWithoutTilt, Tolerance(field));
            field.Average("opd_rms_piston_tilt_focus_removed", wavefront.RmsWithoutFocus, Tolerance(field));
        }
    }
}
