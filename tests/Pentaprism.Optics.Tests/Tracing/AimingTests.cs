using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

public sealed class AimingTests
{
    private static readonly Medium _glass = new TabulatedMedium("", new IndexSample(587.5618, 1.5));

    private static readonly Lens _macro = new()
    {
        Surfaces =
        [
            new Surface { Curvature = 0.02, Thickness = 6, Medium = _glass },
            new Surface { Curvature = -0.02, Thickness = 8 },
            new Surface { Thickness = 8 },
            new Surface { Curvature = 0.02, Thickness = 6, Medium = _glass },
            new Surface { Curvature = -0.02, Thickness = 60 },
        ],
        Stop = 2,
        Aperture = new SystemAperture(ApertureKind.ObjectNumericalAperture, 0.08),
        Fields = new FieldSet(FieldKind.ObjectHeight, 0.0, 5, 8),
        ObjectDistance = 55,
    };

    [DataFact("optics/camera/camera_lenses.json")]
    public void Every_chief_ray_meets_the_centre_of_the_stop()
    {
        foreach (var name in ReferenceLenses.Names("optics/camera/camera_lenses.json"))
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(name));
            foreach (var field in model.Lens.Fields.Points)
            {
                var rays = Launcher.Launch(model, field, PupilNodes.Of(new PupilNode(0, 0)), RayAiming.Real);
                RayTracer.TraceTo(model, model.Lens.Primary, rays, model.Lens.Stop);
                Assert.True(rays.Reaches(0), $"{name} at {field.Y}°");
                Assert.True(Math.Abs(rays.X[0]) + Math.Abs(rays.Y[0]) < 1e-9, $"{name} at {field.Y}°: {rays.Y[0]}");
            }
        }
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void Aimed_rays_meet_the_stop_where_they_should_or_are_told_lost()
    {
        foreach (var name in new[] { "WO2020170591_01", "JP2019008031_01", "EP3136147_01" })
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(name));
            var nodes = PupilNodes.Hexapolar(4);
            foreach (var field in model.Lens.Fields.Points)
            {
                var rays = Launcher.Launch(model, field, nodes, RayAiming.Real);
                var aimed = Enumerable.Range(0, rays.Count).Where(rays.Reaches).ToArray();
                Assert.True(aimed.Length > 0.8 * rays.Count, $"{name} at {field.Y}°: {aimed.Length} of {rays.Count}");
                RayTracer.TraceTo(model, model.Lens.Primary, rays, model.Lens.Stop);
                var stop = model.FirstOrder.StopSemiDiameter;
                Assert.All(aimed, i => Assert.True(
                    Math.Abs(rays.X[i] - (stop * nodes.Nodes[i].X)) < 1e-9 && Math.Abs(rays.Y[i] - (stop * nodes.Nodes[i].Y)) < 1e-9));
            }
        }
    }

    [Fact]
    public void Rays_of_a_near_object_start_in_it_and_meet_the_stop()
    {
        var model = SequentialModel.Of(_macro);
        foreach (var aiming in new[] { RayAiming.Paraxial, RayAiming.Real })
        {
            var nodes = PupilNodes.Hexapolar(3);
            var rays = Launcher.Launch(model, FieldPoint.At(5), nodes, aiming);
            for (var i = 0; i < rays.Count; i++)
            {
                Assert.Equal((0, 5, -55), (rays.X[i], rays.Y[i], rays.Z[i]));
            }

            RayTracer.TraceTo(model, 0, rays, 2);
            var tolerance = aiming == RayAiming.Real ? 1e-11 : 0.5;
            for (var i = 0; i < rays.Count; i++)
            {
                Assert.Equal(model.FirstOrder.StopSemiDiameter * nodes.Nodes[i].X, rays.X[i], tolerance);
                Assert.Equal(model.FirstOrder.StopSemiDiameter * nodes.Nodes[i].Y, rays.Y[i], tolerance);
            }
        }
    }

    [Fact]
    public void Magnification_is_that_of_rays_near_the_axis()
    {
        var model = SequentialModel.Of(_macro);
        var focused = SequentialModel.Of(_macro with
        {
            Surfaces = _macro.Surfaces.SetItem(4, _macro.Surfaces[4] with { Thickness = 60 + model.FirstOrder.ParaxialFocus }),
        });
        Assert.Equal(0, focused.FirstOrder.ParaxialFocus, 1e-11);
        var rays = Launcher.Launch(focused, FieldPoint.At(1e-3), PupilNodes.Of(new PupilNode(0, 1e-3)), RayAiming.Paraxial);
        RayTracer.Trace(focused, 0, rays);
        Assert.Equal(focused.FirstOrder.Magnification, rays.Y[0] / 1e-3, 1e-6);
        Assert.Equal(0.08 / Math.Sqrt(1 - (0.08 * 0.08)) / Math.Abs(focused.FirstOrder.Magnification), 1 / (2 * focused.FirstOrder.WorkingFNumber), 1e-10);
    }

    [Fact]
    public void A_stop_in_the_rear_focal_plane_gives_chief_rays_parallel_to_the_axis()
    {
        var front = new Lens
        {
            Surfaces = [new Surface { Curvature = 0.02, Thickness = 6, Medium = _glass }, new Surface { Curvature = -0.02, Thickness = 1 }],
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 1),
        };
        var focus = SequentialModel.Of(front).FirstOrder.Bfl;
        var lens = front with
        {
            Surfaces = [front.Surfaces[0], front.Surfaces[1] with { Thickness = focus }, new Surface { Thickness = 40 }],
            Stop = 2,
            ObjectDistance = 60,
            Fields = new FieldSet(FieldKind.ObjectHeight, 0.0, 3),
            Aperture = new SystemAperture(ApertureKind.StopSemiDiameter, 4),
        };
        var model = SequentialModel.Of(lens);
        Assert.True(Math.Abs(model.FirstOrder.EntrancePupilPosition) > 1e12);
        var nodes = PupilNodes.Hexapolar(2);
        var rays = Launcher.Launch(model, FieldPoint.At(3), nodes, RayAiming.Real);
        Assert.Equal(0, rays.M[0], 0.01);
        RayTracer.TraceTo(model, 0, rays, 2);
        for (var i = 0; i < rays.Count; i++)
        {
            Assert.Equal(4 * nodes.Nodes[i].X, rays.X[i], 1e-9);
            Assert.Equal(4 * nodes.Nodes[i].Y, rays.Y[i], 1e-9);
        }
    }

    [DataTheory("optics/ref/lenses.json")]
    [InlineData("dgauss28", 20)]
    [InlineData("apple6p", 3)]
    public void A_field_told_by_its_image_height_lands_there(string name, double height)
    {
        var lens = ReferenceLenses.Get(name) with { Fields = new FieldSet(FieldKind.ImageHeight, height) };
        var model = SequentialModel.Of(lens);
        foreach (var field in new[] { new FieldPoint(0, height), new FieldPoint(-0.6 * height, 0.8 * height) })
        {
            var chief = Launcher.ChiefRay(model, field, lens.Primary);
            Assert.Equal(field.X, chief.Hits[^1].Point.X, 1e-10);
            Assert.Equal(field.Y, chief.Hits[^1].Point.Y, 1e-10);
        }

        var paraxial = SequentialModel.Of(lens with { Fields = new FieldSet(FieldKind.ParaxialImageHeight, height) });
        var near = Launcher.ChiefRay(paraxial, FieldPoint.At(1e-4 * height), lens.Primary);
        Assert.Equal(1e-4 * height, near.Hits[^1].Point.Y, 1e-9 * height);
    }

    [Fact]
    public void Fields_that_cannot_be_are_refused_in_plain_words()
    {
        var far = _macro with { ObjectDistance = double.PositiveInfinity, Aperture = new SystemAperture(ApertureKind.FNumber, 8) };
        Assert.Contains("finite distance", Assert.Throws<ArgumentException>(() => SequentialModel.Of(far)).Message, StringComparison.Ordinal);
        var angles = SequentialModel.Of(far with { Fields = new FieldSet(FieldKind.Angle, 0.0) });
        Assert.Contains("90", Assert.Throws<ArgumentException>(() => Launcher.ChiefRay(angles, FieldPoint.At(95), 0)).Message, StringComparison.Ordinal);
    }
}
