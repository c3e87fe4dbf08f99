using System.Globalization;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Real and paraxial rays of the double Gauss against what CODE V prints, to its last digit.</summary>
public sealed class CodeVRaysTests
{
    private const double Printed = 6e-7;

    [DataFact(CodeVListing.File)]
    public void First_order_and_paraxial_rays_are_those_of_the_listing()
    {
        var lens = CodeVListing.Lens;
        var data = FirstOrderData.Of(lens);
        var expected = CodeVListing.Root.GetProperty("first_order");
        foreach (var (key, actual) in new[]
        {
            ("efl", data.Efl), ("bfl", data.Bfl), ("ffl", data.Ffl), ("fno", data.FNumber), ("paraxial_image_height", data.Efl * Math.Tan(14 * Math.PI / 180)),
            ("entrance_pupil_diameter", data.EntrancePupilDiameter), ("entrance_pupil_from_surface0", data.EntrancePupilPosition),
            ("exit_pupil_from_last_surface", data.ExitPupilPosition + lens.Surfaces[^1].Thickness),
        })
        {
            Assert.Equal(expected.GetProperty(key).GetDouble(), actual, 6e-5);
        }

        // The listing prints the pupil that the image plane in front of the paraxial focus leaves.
        Assert.Equal(expected.GetProperty("exit_pupil_diameter").GetDouble(), data.ExitPupilDiameter, 6e-5);
        var rows = CodeVListing.Root.GetProperty("paraxial_trace").GetProperty("rows");
        for (var i = 0; i < lens.Surfaces.Length; i++)
        {
            Assert.Equal(rows[i][1].GetDouble(), data.MarginalRay.Heights[i], Printed);
            Assert.Equal(rows[i][2].GetDouble(), data.MarginalRay.Slopes[i + 1], Printed);
            Assert.Equal(rows[i][4].GetDouble(), data.ChiefRay.Heights[i], Printed);
            Assert.Equal(rows[i][5].GetDouble(), data.ChiefRay.Slopes[i + 1], Printed);
        }
    }

    [DataFact(CodeVListing.File)]
    public void Real_rays_are_those_of_the_listing()
    {
        var model = SequentialModel.Of(CodeVListing.Lens);
        var rays = CodeVListing.Root.GetProperty("real_rays");
        var marginal = rays.GetProperty("axial_marginal_x");
        var launched = Launcher.Launch(model, FieldPoint.At(0), PupilNodes.Of(new PupilNode(1, 0)), RayAiming.Paraxial);
        var record = RayTracer.Follow(model, 1, launched, 0);
        var heights = marginal.GetProperty("heights_at_surfaces_1_to_11");
        for (var i = 0; i < model.Count; i++)
        {
            Assert.Equal(heights[i].GetDouble(), record.Hits[i].Point.X, 1e-6);
        }

        Assert.Equal(marginal.GetProperty("dx_at_image").GetDouble(), record.Hits[^1].Point.X, 1e-6);
        foreach (var chief in rays.GetProperty("chief").EnumerateObject())
        {
            var ray = Launcher.ChiefRay(model, FieldPoint.At(double.Parse(chief.Name, CultureInfo.InvariantCulture)), 1, RayAiming.Real);
            Assert.Equal(chief.Value.GetProperty("y_at_image").GetDouble(), ray.Hits[^1].Point.Y, Printed);
            Assert.Equal(chief.Value.GetProperty("exit_angle_deg").GetDouble(), Math.Asin(ray.Hits[^1].Outgoing.Y) * 180 / Math.PI, 6e-5);
            var at = chief.Value.GetProperty("heights_at_surfaces_1_to_11");
            for (var i = 0; i < model.Count; i++)
            {
                Assert.Equal(at[i].GetDouble(), ray.Hits[i].Point.Y, Printed);
            }
        }
    }
}
