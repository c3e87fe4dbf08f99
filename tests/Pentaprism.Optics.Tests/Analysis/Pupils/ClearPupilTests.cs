using System.Globalization;
using System.Text.Json;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class ClearPupilTests
{
    private const string Reference = "optics/ref/reference.json";

    [DataFact(Reference)]
    public void The_clear_part_of_a_pupil_is_that_of_a_million_rays()
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("summicron50"));
        var fields = JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Reference))).RootElement.GetProperty("summicron50").GetProperty("fields");
        foreach (var field in fields.EnumerateObject())
        {
            var at = FieldPoint.At(double.Parse(field.Name, CultureInfo.InvariantCulture));
            foreach (var (name, aiming) in new[] { ("paraxial_launch", RayAiming.Paraxial), ("real_aimed", RayAiming.Real) })
            {
                var expected = field.Value.GetProperty(name).GetProperty("pupil_average");
                var clear = ClearPupil.Find(model, at, new PupilSampling { Aiming = aiming });
                Assert.Equal(expected.GetProperty("transmitted_fraction").GetDouble(), clear.Fraction, 3e-4);

                // The mean landing point over the clear pupil.
                var nodes = clear.Nodes(12, 24);
                var rays = Launcher.Launch(model, at, nodes, aiming);
                RayTracer.Trace(model, model.Lens.Primary, rays);
                var y = nodes.Nodes.Select((node, i) => node.Weight * rays.Y[i]).Sum();
                Assert.Equal(expected.GetProperty("centroid")[1].GetDouble(), y, 2e-5);
            }
        }
    }

    [DataFact(Reference)]
    public void What_lies_inside_the_rim_passes_and_what_lies_outside_does_not()
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("summicron50"));
        foreach (var aiming in new[] { RayAiming.Paraxial, RayAiming.Real })
        {
            var clear = ClearPupil.Find(model, FieldPoint.At(22.5), new PupilSampling { Aiming = aiming });
            foreach (var (factor, inside) in new[] { (1 - 3e-5, true), (1 + 3e-5, false) })
            {
                PupilNode[] nodes = [.. clear.Rim.Nodes
                    .Select(rim => new PupilNode(clear.CentreX + (factor * (rim.X - clear.CentreX)), clear.CentreY + (factor * (rim.Y - clear.CentreY))))
                    .Where(node => (node.X * node.X) + (node.Y * node.Y) < 1)];
                var rays = Launcher.Launch(model, FieldPoint.At(22.5), PupilNodes.Of(nodes), aiming);
                RayTracer.Trace(model, model.Lens.Primary, rays);
                Assert.All(Enumerable.Range(0, rays.Count), i => Assert.Equal(inside, rays.Status[i] == RayStatus.Ok));
            }

            Assert.Equal(clear.CutLeft, clear.CutRight, 1e-5);
            Assert.True(clear.CutAbove > 0.3 && clear.CutBelow > 0.3);
        }
    }

    [Fact]
    public void Without_apertures_the_whole_pupil_is_clear()
    {
        var lens = new Lens
        {
            Surfaces =
            [
                new Surface { Curvature = 0.02, Thickness = 5, Medium = new TabulatedMedium("", new IndexSample(587.5618, 1.5)) },
                new Surface { Curvature = -0.02, Thickness = 48 },
            ],
            Aperture = new SystemAperture(ApertureKind.FNumber, 30),
        };
        var clear = ClearPupil.Find(SequentialModel.Of(lens), FieldPoint.At(0), new PupilSampling());
        Assert.Equal(1, clear.Fraction, 1e-12);
        Assert.Equal(0, clear.CutAbove);
        var narrow = lens with { Surfaces = lens.Surfaces.SetItem(1, lens.Surfaces[1] with { SemiDiameter = 0.5 }) };
        Assert.True(ClearPupil.Find(SequentialModel.Of(narrow), FieldPoint.At(25), new PupilSampling()).IsEmpty);
    }
}
