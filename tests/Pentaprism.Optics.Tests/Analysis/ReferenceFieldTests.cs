using System.Text.Json;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

/// <summary>What chief rays tell about a field, and its illumination, against another program.</summary>
public sealed class ReferenceFieldTests
{
    [DataFact(ReferenceField.File)]
    public void Chief_rays_tell_what_the_reference_says()
    {
        foreach (var field in Fields())
        {
            double Expected(string name) => field.FieldValues.GetProperty(name).GetDouble();
            var lateral = LateralColour.Of(field.Model, field.Field);
            double[] heights = [.. field.FieldValues.GetProperty("chief_y_by_wl").EnumerateArray().Select(y => y.GetDouble())];
            Assert.All(heights.Zip(lateral.Y), pair => field.Near(pair.First, pair.Second, 1e-10, "chief height"));
            field.Near(Expected("lateral_colour_first_minus_last"), lateral.FirstMinusLast, 1e-10, "lateral colour");
            var curvature = FieldCurvature.Of(field.Model, field.Field, field.Model.Lens.Primary);

            // The reference has rays at 10⁻⁴ of the pupil; a surface with a term in r³ bends them a little more than a ray in the limit.
            var tolerance = field.Model.Lens.Surfaces.Any(surface => surface.Odd.Any(a => a != 0)) ? 5e-5 : 2e-6;
            field.Near(Expected("tan_focus_dz"), curvature.Tangential, tolerance, "tangential focus");
            field.Near(Expected("sag_focus_dz"), curvature.Sagittal, tolerance, "sagittal focus");
            var chief = Launcher.ChiefRay(field.Model, field.Field, field.Model.Lens.Primary, RayAiming.Real).Hits[^1].Incoming;
            field.Near(Expected("cra_deg"), Math.Acos(chief.Z) * 180 / Math.PI, 1e-9, "chief ray angle");
            if (field.FieldValues.TryGetProperty("distortion_pct", out var distortion))
            {
                field.Near(distortion.GetDouble(), Distortion.Of(field.Model, field.Field).Percent, 1e-8, "distortion");
            }
        }
    }

    [DataFact(ReferenceField.File)]
    public void Relative_illumination_is_that_of_the_reference()
    {
        var axis = 0.0;
        foreach (var field in Fields())
        {
            var area = RelativeIllumination.BundleArea(field.Launch(PupilSampling.Final).Trace(field.Model.Lens.Primary));
            axis = field.Field.Y == 0 ? area : axis;
            field.Near(field.FieldValues.GetProperty("relative_illumination").GetDouble(), area / axis, 1e-4, "relative illumination");
        }
    }

    // These figures do not depend on the launch of the pupil: they are taken from rays aimed at the stop, where the data has both.
    private static IEnumerable<ReferenceField> Fields() => ReferenceField.All().Where(
        field => field.Aiming == RayAiming.Real || !field.FieldValues.TryGetProperty("real_aimed", out JsonElement _));
}
