using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>What holds for every trace, whatever the lens.</summary>
[Trait("Category", "Kernel")]
public sealed class RayTracerTests
{
    private static readonly string[] _lenses = ["cooke40", "summicron50", "apple6p", "ro4p", "US4717245_01"];

    [DataFact("optics/camera/camera_lenses.json")]
    public void A_ray_runs_back_the_way_it_came()
    {
        foreach (var lens in _lenses.Select(ReferenceLenses.Get))
        {
            var model = SequentialModel.Of(lens);
            var back = SequentialModel.Of(LensChanges.Reversed(lens));
            var launched = Launcher.Launch(model, Off(lens), PupilNodes.GaussLegendre(3, 7), RayAiming.Paraxial);
            var rays = launched.Copy();
            RayTracer.Trace(model, lens.Primary, rays);
            var behind = lens.Surfaces[^1].Thickness;
            for (var i = 0; i < rays.Count; i++)
            {
                (rays.Z[i], rays.L[i], rays.M[i], rays.Path[i]) = (-behind, -rays.L[i], -rays.M[i], 0);
                rays.Status[i] = RayStatus.Ok;
            }

            RayTracer.Trace(back, lens.Primary, rays);
            for (var i = 0; i < rays.Count; i++)
            {
                var toPlane = -launched.Z[i] / launched.N[i];
                Near(launched.X[i] + (toPlane * launched.L[i]), rays.X[i], 1e-10, lens.Name);
                Near(launched.Y[i] + (toPlane * launched.M[i]), rays.Y[i], 1e-10, lens.Name);
                Near(-launched.L[i], rays.L[i], 1e-11, lens.Name);
                Near(-launched.M[i], rays.M[i], 1e-11, lens.Name);
            }
        }
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void A_lens_of_revolution_turns_with_its_rays()
    {
        foreach (var lens in _lenses.Select(ReferenceLenses.Get))
        {
            var model = SequentialModel.Of(lens);
            var rays = Launcher.Launch(model, Off(lens), PupilNodes.GaussLegendre(3, 7), RayAiming.Paraxial);
            var turned = rays.Copy();
            var (sin, cos) = Math.SinCos(0.7);
            for (var i = 0; i < rays.Count; i++)
            {
                (turned.X[i], turned.Y[i]) = ((cos * rays.X[i]) - (sin * rays.Y[i]), (sin * rays.X[i]) + (cos * rays.Y[i]));
                (turned.L[i], turned.M[i]) = ((cos * rays.L[i]) - (sin * rays.M[i]), (sin * rays.L[i]) + (cos * rays.M[i]));
            }

            RayTracer.Trace(model, lens.Primary, rays);
            RayTracer.Trace(model, lens.Primary, turned);
            for (var i = 0; i < rays.Count; i++)
            {
                Near((cos * rays.X[i]) - (sin * rays.Y[i]), turned.X[i], 1e-11, lens.Name);
                Near((sin * rays.X[i]) + (cos * rays.Y[i]), turned.Y[i], 1e-11, lens.Name);
                Near(rays.Path[i], turned.Path[i], 1e-11, lens.Name);
            }
        }
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void A_lens_three_times_as_large_makes_an_image_three_times_as_large()
    {
        foreach (var lens in _lenses.Select(ReferenceLenses.Get))
        {
            var nodes = PupilNodes.GaussLegendre(3, 7);
            var model = SequentialModel.Of(lens);
            var large = SequentialModel.Of(LensChanges.Scaled(lens, 3));
            var rays = Launcher.Launch(model, Off(lens), nodes, RayAiming.Real);
            var scaled = Launcher.Launch(large, Off(lens), nodes, RayAiming.Real);
            RayTracer.Trace(model, lens.Primary, rays);
            RayTracer.Trace(large, lens.Primary, scaled);
            for (var i = 0; i < rays.Count; i++)
            {
                Assert.Equal(rays.Status[i], scaled.Status[i]);
                Near(3 * rays.X[i], scaled.X[i], 1e-10, lens.Name);
                Near(3 * rays.Y[i], scaled.Y[i], 1e-10, lens.Name);
                Near(rays.M[i], scaled.M[i], 1e-11, lens.Name);
                Near(3 * (rays.Path[i] - rays.Path[0]), scaled.Path[i] - scaled.Path[0], 1e-10, lens.Name);
            }
        }
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void A_ray_knows_nothing_of_its_neighbours()
    {
        foreach (var lens in _lenses.Select(ReferenceLenses.Get))
        {
            var model = SequentialModel.Of(lens);
            var launched = Launcher.Launch(model, Off(lens), PupilNodes.Grid(26), RayAiming.Paraxial);
            var together = launched.Copy();
            RayTracer.Trace(model, lens.Primary, together);
            for (var first = 0; first < launched.Count; first += 37)
            {
                var part = new RayBatch(Math.Min(37 - (first % 5), launched.Count - first));
                for (var i = 0; i < part.Count; i++)
                {
                    part.Set(i, launched.Get(first + i));
                }

                RayTracer.Trace(model, lens.Primary, part);
                for (var i = 0; i < part.Count; i++)
                {
                    Assert.Equal(together.Get(first + i), part.Get(i));
                    Assert.Equal(together.Status[first + i], part.Status[i]);
                    Assert.Equal(together.FailedAt[first + i], part.FailedAt[i]);
                }
            }
        }
    }

    // The numbers are those of this code on vectors of 4 lanes; other widths must give the same bits.
    [DataTheory("optics/camera/camera_lenses.json")]
    [InlineData("cooke40", 0x46c54ae0f7330ee0)]
    [InlineData("apple6p", 0x23f1ec70d8481210)]
    [InlineData("ro4p", 0x08d43967721869bb)]
    public void Every_width_of_vectors_gives_the_same_bits(string name, ulong bits)
    {
        var lens = ReferenceLenses.Get(name);
        var model = SequentialModel.Of(lens);
        var nodes = PupilNodes.Grid(26).Nodes;
        var rays = new RayBatch(nodes.Length);
        for (var i = 0; i < rays.Count; i++)
        {
            var start = 0.25 * model.FirstOrder.EntrancePupilDiameter;
            rays.Set(i, new(new(nodes[i].X * start, nodes[i].Y * start, 0), new(0, 0.28, 0.96), 0));
        }

        RayTracer.Trace(model, lens.Primary, rays);
        var hash = 14695981039346656037UL;
        foreach (var values in new[] { rays.X, rays.Y, rays.L, rays.M, rays.Path })
        {
            foreach (var value in values.AsSpan(0, rays.Count))
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211UL;
            }
        }

        Assert.Equal($"{bits:x16}", $"{hash:x16}");
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void One_ray_alone_and_rays_in_vectors_take_the_same_way()
    {
        foreach (var lens in _lenses.Select(ReferenceLenses.Get))
        {
            var model = SequentialModel.Of(lens);
            var launched = Launcher.Launch(model, Off(lens), PupilNodes.Grid(9), RayAiming.Paraxial);
            var rays = launched.Copy();
            RayTracer.Trace(model, lens.Primary, rays);
            for (var i = 0; i < rays.Count; i++)
            {
                var record = RayTracer.Follow(model, lens.Primary, launched, i);
                Assert.Equal(rays.Status[i], record.Status);
                Assert.Equal(rays.FailedAt[i], record.FailedAt);
                Near(rays.X[i], record.Hits[^1].Point.X, 1e-11, lens.Name);
                Near(rays.Y[i], record.Hits[^1].Point.Y, 1e-11, lens.Name);
                Near(rays.M[i], record.Hits[^1].Outgoing.Y, 1e-11, lens.Name);
                Near(rays.Path[i], record.Hits[^1].Path, 1e-11, lens.Name);
            }
        }
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void No_ray_that_arrives_has_a_number_that_is_none()
    {
        var random = new Random(5);
        foreach (var lens in _lenses.Select(ReferenceLenses.Get))
        {
            var model = SequentialModel.Of(lens);
            var reach = 3 * model.FirstOrder.EntrancePupilDiameter;
            var rays = new RayBatch(5000);
            for (var i = 0; i < rays.Count; i++)
            {
                double Any(double size) => size * ((2 * random.NextDouble()) - 1);
                rays.Set(i, new(new(Any(reach), Any(reach), Any(reach)), new Vector3D(Any(2), Any(2), Any(1)).Normalized(), 0));
            }

            rays.Y[7] = double.NaN;
            rays.N[8] = double.NaN;
            RayTracer.Trace(model, lens.Primary, rays);
            Assert.False(rays.Reaches(7));
            Assert.False(rays.Reaches(8));
            var arrived = Enumerable.Range(0, rays.Count).Where(rays.Reaches).ToArray();
            Assert.NotEmpty(arrived);
            Assert.All(arrived, i => Assert.True(
                double.IsFinite(rays.X[i] + rays.Y[i] + rays.Path[i]) && Math.Abs((rays.L[i] * rays.L[i]) + (rays.M[i] * rays.M[i]) + (rays.N[i] * rays.N[i]) - 1) < 1e-9));
            Assert.All(Enumerable.Range(0, rays.Count).Except(arrived), i => Assert.InRange(rays.FailedAt[i], 0, model.Count));
        }
    }

    private static FieldPoint Off(Lens lens) => FieldPoint.At(0.6 * lens.Fields.LargestRadius);

    private static void Near(double expected, double actual, double tolerance, string name) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{name}: {actual - expected:g3} from {expected:r}");
}
