using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Systems of which the answer is known: mirrors, folds, plates, conics, and ways to fail.</summary>
public sealed class SystemsTests
{
    private static readonly Medium _glass = new TabulatedMedium("", new IndexSample(587.5618, 1.5));

    [Fact]
    public void A_paraboloid_focuses_perfectly_with_equal_paths()
    {
        var mirror = new Surface { Curvature = -1.0 / 200, Conic = -1, IsMirror = true, Thickness = -100 };
        var model = SequentialModel.Of(Lens(mirror, aperture: 80));
        Assert.Equal(100, model.FirstOrder.Efl, 1e-12);
        Assert.Equal(-100, model.FirstOrder.Bfl, 1e-12);
        var rays = Launcher.Launch(model, FieldPoint.At(0), PupilNodes.GaussLegendre(4, 8));
        RayTracer.Trace(model, 0, rays);
        for (var i = 0; i < rays.Count; i++)
        {
            Assert.Equal(RayStatus.Ok, rays.Status[i]);
            Assert.Equal(0, rays.X[i], 1e-13);
            Assert.Equal(0, rays.Y[i], 1e-13);
            Assert.Equal(100, rays.Path[i], 1e-12);
            Assert.True(rays.N[i] < 0);
        }
    }

    [Fact]
    public void A_conic_of_the_right_index_focuses_perfectly()
    {
        // Plano-convex, n = 1.5: a back surface of R = −25 with K = −n² brings parallel light to a point 50 mm behind it.
        var lens = new Lens
        {
            Surfaces = [new Surface { Thickness = 5, Medium = _glass }, new Surface { Curvature = -1 / 25.0, Conic = -2.25, Thickness = 50 }],
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 30),
        };
        var model = SequentialModel.Of(lens);
        Assert.Equal(50, model.FirstOrder.Efl, 1e-12);
        var rays = Launcher.Launch(model, FieldPoint.At(0), PupilNodes.GaussLegendre(4, 8));
        RayTracer.Trace(model, 0, rays);
        Assert.All(Enumerable.Range(0, rays.Count), i => Assert.True(
            Math.Abs(rays.X[i]) < 1e-12 && Math.Abs(rays.Y[i]) < 1e-12 && Math.Abs(rays.Path[i] - rays.Path[0]) < 1e-12));
    }

    [Fact]
    public void A_mirror_with_the_object_at_its_centre_returns_it_there()
    {
        var lens = Lens(new Surface { Curvature = -1 / 50.0, IsMirror = true, Thickness = -50 }, aperture: 20) with
        {
            ObjectDistance = 50,
            Fields = new FieldSet(FieldKind.ObjectHeight, 0.0),
        };
        var model = SequentialModel.Of(lens);
        Assert.Equal(-1, model.FirstOrder.Magnification, 1e-12);
        var rays = Launcher.Launch(model, FieldPoint.At(0), PupilNodes.GaussLegendre(3, 6));
        RayTracer.Trace(model, 0, rays);
        Assert.All(Enumerable.Range(0, rays.Count), i => Assert.True(
            Math.Abs(rays.X[i]) < 1e-13 && Math.Abs(rays.Y[i]) < 1e-13 && Math.Abs(rays.Path[i] - 100) < 1e-12));
    }

    [Fact]
    public void A_fold_changes_nothing_but_the_direction()
    {
        Surface front = new() { Curvature = 0.02, Thickness = 4, Medium = _glass };
        Surface back = new() { Curvature = -0.02, Thickness = 48 };
        var straight = new Lens { Surfaces = [front, back], Aperture = new SystemAperture(ApertureKind.FNumber, 4) };
        var folded = straight with
        {
            Surfaces = [front, back with { Thickness = 20 }, new Surface { IsMirror = true, AxisBreak = new(0, 0, 0, 45), Thickness = 0 }, new Surface { AxisBreak = new(0, 0, 0, 45), Thickness = -28 }],
        };
        var (model, bent) = (SequentialModel.Of(straight), SequentialModel.Of(folded));
        Assert.Equal(model.FirstOrder.Efl, bent.FirstOrder.Efl, 1e-12);
        var rays = Launcher.Launch(model, new FieldPoint(3, 5), PupilNodes.GaussLegendre(3, 6), RayAiming.Paraxial);
        var turned = rays.Copy();
        RayTracer.Trace(model, 0, rays);
        RayTracer.Trace(bent, 0, turned);
        for (var i = 0; i < rays.Count; i++)
        {
            Assert.Equal(rays.X[i], turned.X[i], 1e-12);
            Assert.Equal(rays.Y[i], turned.Y[i], 1e-12);
            Assert.Equal(rays.Path[i], turned.Path[i], 1e-12);
            Assert.Equal(-rays.N[i], turned.N[i], 1e-13);
        }

        // Folded about x by 45° twice, light that came along +z leaves along −y or +y.
        var record = RayTracer.Follow(bent, 0, new Vector3D(0, 0, -1), new Vector3D(0, 0, 1));
        Assert.Equal(1, Math.Abs(record.Hits[^1].GlobalOutgoing.Y), 1e-12);
        Assert.Equal(28, (record.Hits[^1].GlobalPoint - record.Hits[2].GlobalPoint).Length, 1e-12);
    }

    [Fact]
    public void A_turned_plate_shifts_a_ray_as_Snell_says()
    {
        const double Degrees = 30;
        var lens = new Lens
        {
            Surfaces =
            [
                new Surface { Thickness = 10, Medium = _glass, Placement = new(0, 0, 0, Degrees) },
                new Surface { Thickness = 20, Placement = new(0, 10 * -Math.Sin(Degrees * Math.PI / 180), 10 * (Math.Cos(Degrees * Math.PI / 180) - 1), Degrees) },
            ],
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 1),
        };
        var record = RayTracer.Follow(SequentialModel.Of(lens), 0, new Vector3D(0, 0, -5), new Vector3D(0, 0, 1));
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var shift = 10 * sin * (1 - (cos / Math.Sqrt(2.25 - (sin * sin))));
        Assert.Equal(-shift, record.Hits[^1].Point.Y, 1e-12);
        Assert.Equal(1, record.Hits[^1].Outgoing.Z, 1e-14);
        Assert.Equal(Math.Sqrt(1 - (sin * sin / 2.25)), record.Hits[0].CosRefraction, 1e-13);
    }

    [Fact]
    public void A_lens_that_is_moved_as_a_whole_sees_rays_that_are_moved_alike_as_before()
    {
        Surface[] surfaces =
        [
            new() { Curvature = 0.02, Thickness = 4, Medium = _glass, Even = [1e-6] },
            new() { Curvature = -0.015, Conic = 0.5, Thickness = 48 },
        ];
        var still = new Lens { Surfaces = [.. surfaces], Aperture = new SystemAperture(ApertureKind.FNumber, 4) };
        var place = new Placement(0.4, -0.3, 2, 3, -2, 25);
        var moved = still with { Surfaces = [surfaces[0] with { AxisBreak = place }, surfaces[1]] };
        var frame = Frame.Of(place);
        var (model, other) = (SequentialModel.Of(still), SequentialModel.Of(moved));
        var rays = Launcher.Launch(model, new FieldPoint(3, 5), PupilNodes.GaussLegendre(3, 6), RayAiming.Paraxial);
        var alike = rays.Copy();
        for (var i = 0; i < rays.Count; i++)
        {
            var ray = rays.Get(i);
            alike.Set(i, new(frame.PointOut(ray.Position), frame.DirectionOut(ray.Direction), 0));
        }

        RayTracer.Trace(model, 0, rays);
        RayTracer.Trace(other, 0, alike);
        for (var i = 0; i < rays.Count; i++)
        {
            Assert.Equal(rays.X[i], alike.X[i], 1e-12);
            Assert.Equal(rays.Y[i], alike.Y[i], 1e-12);
            Assert.Equal(rays.Path[i], alike.Path[i], 1e-12);
        }
    }

    [Fact]
    public void A_curved_image_is_met_where_it_lies()
    {
        var lens = Lens(new Surface { Thickness = 10 }, aperture: 8) with { ImageCurvature = -1 / 30.0 };
        var model = SequentialModel.Of(lens);
        var rays = Launcher.Launch(model, FieldPoint.At(0), PupilNodes.Of(new PupilNode(0, 1)));
        RayTracer.Trace(model, 0, rays);
        var sag = -(30 - Math.Sqrt(900 - 16));
        Assert.Equal(sag, rays.Z[0], 1e-13);
        Assert.Equal(10 + sag, rays.Path[0], 1e-13);
    }

    [Fact]
    public void Failures_say_what_happened_and_where_and_keep_what_the_ray_had()
    {
        var ball = new Lens
        {
            Surfaces =
            [
                new Surface { Thickness = 5 },
                new Surface { Curvature = 0.1, Thickness = 4, Medium = _glass, SemiDiameter = 6 },
                new Surface { Curvature = -0.001, Conic = 3, Thickness = 10, Even = [0, 1e-9] },
            ],
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 4),
        };
        var model = SequentialModel.Of(ball);
        var rays = new RayBatch(5);
        foreach (var (i, y) in new[] { 0.0, 5, 6.5, 11, 1 }.Index())
        {
            (rays.Y[i], rays.Z[i]) = (y, -1);
        }

        RayTracer.Trace(model, 0, rays);
        Assert.Equal([RayStatus.Ok, RayStatus.Ok, RayStatus.Clipped, RayStatus.Miss, RayStatus.Ok], rays.Status.Take(5));
        Assert.Equal([-1, -1, 1, 1, -1], rays.FailedAt.Take(5).Select(at => (int)at));
        Assert.Equal(11, rays.Y[3]);
        Assert.Equal(-5, rays.Z[3], 1e-13);
        Assert.Equal(1, rays.Path[3], 1e-13);

        var steep = RayTracer.Follow(
            SequentialModel.Of(Lens(new Surface { Curvature = -0.02, Thickness = 10 }, aperture: 10) with { ObjectMedium = _glass }),
            0,
            new Vector3D(0, 0, -1),
            new Vector3D(0, 0.8, 0.6));
        Assert.Equal((RayStatus.TotalReflection, 0), (steep.Status, steep.FailedAt));
        Assert.Empty(steep.Hits);

        // Beyond the rim of the base conic an asphere is not defined.
        var outside = RayTracer.Follow(
            SequentialModel.Of(Lens(new Surface { Curvature = 0.1, Even = [1e-12], Thickness = 10 }, aperture: 1)),
            0,
            new Vector3D(0, 10.5, -1),
            new Vector3D(0, 0, 1));
        Assert.Equal(RayStatus.OutsideDomain, outside.Status);
    }

    [Fact]
    public void The_Lagrange_invariant_is_the_same_at_every_surface()
    {
        var lens = new Lens
        {
            Surfaces =
            [
                new Surface { Curvature = 0.03, Quadratic = 0.001, Thickness = 4, Medium = _glass },
                new Surface { Curvature = -0.02, Thickness = 6 },
                new Surface { Curvature = -0.05, Thickness = 2, IsMirror = true },
                new Surface { Curvature = 0.01, Thickness = -30 },
            ],
            Stop = 1,
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 5),
            Fields = new FieldSet(FieldKind.Angle, 0.0, 7),
        };
        var data = FirstOrderData.Of(lens);
        var indices = SequentialModel.SignedIndices(lens, lens.PrimaryNanometres);
        for (var i = 0; i < indices.Length; i++)
        {
            var (y, u) = (data.MarginalRay.Heights[i], data.MarginalRay.Slopes[i]);
            var (chiefY, chiefU) = (data.ChiefRay.Heights[i], data.ChiefRay.Slopes[i]);
            Assert.Equal(data.LagrangeInvariant, indices[i] * ((chiefU * y) - (u * chiefY)), 1e-13);
        }
    }

    private static Lens Lens(Surface surface, double aperture) =>
        new() { Surfaces = [surface], Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, aperture) };
}
