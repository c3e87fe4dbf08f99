using System.Text.Json;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

public sealed class GhostTests
{
    private const string File = "optics/ref/ghosts.json";

    [DataFact(File)]
    public void Every_pair_is_that_of_the_reference()
    {
        foreach (var lens in JsonDocument.Parse(System.IO.File.ReadAllBytes(TestData.Path(File))).RootElement.EnumerateObject())
        {
            var pairs = GhostScreen.Of(SequentialModel.Of(ReferenceLenses.Get(lens.Name))).Pairs;
            var found = pairs.ToDictionary(ghost => (ghost.First, ghost.Second));
            var expected = lens.Value.GetProperty("pairs");
            Assert.Equal(expected.GetArrayLength(), found.Count);
            foreach (var pair in expected.EnumerateArray())
            {
                var ghost = found[(pair.GetProperty("first_reflection").GetInt32(), pair.GetProperty("second_reflection").GetInt32())];
                Near(pair, "marginal_y_at_image", ghost.BlurRadius);
                Near(pair, "marginal_slope", ghost.Slope);
                Near(pair, "ghost_focus_from_image", ghost.Focus);
                Near(pair, "uncoated_reflectance_product", ghost.Reflectance);
            }

            Assert.True(pairs.Zip(pairs.Skip(1)).All(two => two.First.Irradiance >= two.Second.Irradiance));
        }
    }

    [DataFact(ReferenceField.File)]
    public void The_sensor_reflects_with_every_surface_in_front_of_it()
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("cooke40"));
        var pairs = GhostScreen.Of(model, new GhostOptions { SensorReflectance = 0.1, CoatedReflectance = 0.004 }).Pairs;
        Assert.Equal(6, pairs.Count(ghost => ghost.First == model.Count));
        Assert.All(pairs.Where(ghost => ghost.First == model.Count), ghost => Assert.Equal(4e-4, ghost.Reflectance, 1e-12));
    }

    [DataFact(ReferenceField.File)]
    public void Real_rays_near_the_axis_follow_the_paraxial_path_of_every_pair()
    {
        foreach (var name in new[] { "cooke40", "apple6p" })
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(name));
            foreach (var ghost in GhostScreen.Of(model, new GhostOptions { SensorReflectance = 0.1 }).Pairs)
            {
                const double Near = 1e-4;
                var rays = GhostRays.Trace(model, ghost, FieldPoint.At(0), PupilNodes.Of(new PupilNode(0, Near)), RayAiming.Paraxial);
                Assert.True(rays.Reaches(0), $"{name}: {ghost.First}, {ghost.Second}");
                Assert.Equal(1, rays.Y[0] / Near / ghost.BlurRadius, 1e-5);
            }
        }
    }

    private static void Near(JsonElement pair, string name, double actual)
    {
        var expected = pair.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Abs(expected), $"{name} is {actual}, not {expected}");
    }
}
