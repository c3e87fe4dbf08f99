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

    [DataFact(File)]
    public void Over_the_field_ghosts_near_the_axis_move_and_spread_as_the_reference_says()
    {
        const double Small = 1e-3;
        foreach (var lens in JsonDocument.Parse(System.IO.File.ReadAllBytes(TestData.Path(File))).RootElement.EnumerateObject())
        {
            var narrow = ReferenceLenses.Get(lens.Name);
            var diameter = Small * SequentialModel.Of(narrow).FirstOrder.EntrancePupilDiameter;
            var model = SequentialModel.Of(narrow with { Aperture = new(ApertureKind.EntrancePupilDiameter, diameter) });
            foreach (var pair in lens.Value.GetProperty("pairs").EnumerateArray())
            {
                var ghost = new Ghost(pair.GetProperty("first_reflection").GetInt32(), pair.GetProperty("second_reflection").GetInt32(), 0, 0, 0, 1);
                var (blur, chief) = (pair.GetProperty("marginal_y_at_image").GetDouble(), pair.GetProperty("chief_10deg_y_at_image").GetDouble());
                var spot = GhostSpot.Of(model, ghost, FieldPoint.At(0.01), PupilSampling.Phone with { Aiming = RayAiming.Paraxial });
                var height = spot.Y / Math.Tan(0.01 * Math.PI / 180) * Math.Tan(10 * Math.PI / 180);
                Assert.Equal(1, spot.Fraction, 1e-12);
                Assert.Equal(chief, height, 1e-3 * Math.Max(1, Math.Abs(chief)));
                Assert.Equal(1, spot.Rms / (Small * Math.Abs(blur) / Math.Sqrt(2)), 1e-2);
            }
        }
    }

    [DataFact(ReferenceField.File)]
    public void Ghosts_of_opposite_fields_are_mirror_images_and_apertures_cut_them()
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("summicron50"));
        var seen = 0;
        foreach (var ghost in GhostScreen.Of(model).Pairs.Take(20))
        {
            GhostSpot up = GhostSpot.Of(model, ghost, FieldPoint.At(12)), down = GhostSpot.Of(model, ghost, FieldPoint.At(-12));
            var open = GhostSpot.Of(model, ghost, FieldPoint.At(12), PupilSampling.Phone with { ClearApertures = false });
            Assert.Equal(up.Fraction, down.Fraction, 1e-12);
            Assert.InRange(up.Fraction, 0, open.Fraction);
            if (up.Fraction > 0)
            {
                seen++;
                Assert.Equal(up.Y, -down.Y, 1e-9);
                Assert.Equal(up.Rms, down.Rms, 1e-9);
            }
        }

        Assert.InRange(seen, 5, 20);
    }

    [DataFact(ReferenceField.File)]
    public void The_picture_of_a_ghost_holds_its_flux_about_its_centroid()
    {
        var model = SequentialModel.Of(ReferenceLenses.Get("cooke40"));
        var rows = GhostSpot.OverField(model, 4);
        Assert.Equal(4, rows.Length);
        Assert.True(rows.Zip(rows.Skip(1)).All(two => two.First.Max(spot => spot.Irradiance) >= two.Second.Max(spot => spot.Irradiance)));
        var spot = rows[0][1];
        const double Pitch = 0.25;
        using var picture = new Pentaprism.Imaging.Plane<float>(600, 600);
        var sampling = new PupilSampling { Rings = 24, Arms = 48 };
        GhostImage.AddTo(model, [spot.Ghost], spot.Field, Pitch, 300, 300, 2, picture, sampling);
        double sum = 0, x = 0, y = 0;
        for (var i = 0; i < picture.Samples.Length; i++)
        {
            var light = picture.Samples[i];
            (sum, x, y) = (sum + light, x + (light * ((i % 600) + 0.5)), y + (light * ((i / 600) + 0.5)));
        }

        var fine = GhostSpot.Of(model, spot.Ghost, spot.Field, sampling);
        Assert.Equal(2 * fine.Flux, sum, 1e-6 * sum);
        Assert.Equal(fine.X, ((x / sum) - 300) * Pitch, 1e-3);
        Assert.Equal(fine.Y, ((y / sum) - 300) * Pitch, 1e-3);
    }

    private static void Near(JsonElement pair, string name, double actual)
    {
        var expected = pair.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Abs(expected), $"{name} is {actual}, not {expected}");
    }
}
