using System.Text.Json;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>99 photographic lenses from patents: which rays come through, and where they land.</summary>
public sealed class CameraLensesTests
{
    private const string Lenses = "optics/camera/camera_lenses.json";
    private const string Reference = "optics/camera/camera_reference.json";

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(TestData.Path(file))).RootElement;

    [DataFact(Reference)]
    public void First_order_is_that_of_the_reference_and_the_focal_length_that_of_the_patent()
    {
        var nominal = Read(Lenses);
        foreach (var lens in Read(Reference).EnumerateObject())
        {
            var data = FirstOrderData.Of(ReferenceLenses.Get(lens.Name));
            var expected = lens.Value.GetProperty("first_order");
            foreach (var (key, actual) in new[]
            {
                ("efl", data.Efl), ("bfl", data.Bfl), ("epd", data.EntrancePupilDiameter), ("stop_semidiameter", data.StopSemiDiameter),
                ("entrance_pupil_from_surface0", data.EntrancePupilPosition), ("exit_pupil_from_image", data.ExitPupilPosition),
                ("petzval_radius", data.PetzvalRadius),
            })
            {
                var value = expected.GetProperty(key).GetDouble();
                Assert.True(Math.Abs(actual - value) <= 1e-10 * Math.Max(1, Math.Abs(value)), $"{lens.Name} {key}: {actual:r}, not {value:r}");
            }

            // One patent gives its lens for the focal length 1; the data scale it to 50.
            if (nominal.GetProperty(lens.Name).TryGetProperty("nominal_focal_length", out var focal)
                && focal.ValueKind == JsonValueKind.Number && focal.GetDouble() != 1)
            {
                Assert.True(Math.Abs((data.Efl / focal.GetDouble()) - 1) < 0.01, $"{lens.Name}: {data.Efl}, not {focal.GetDouble()}");
            }
        }
    }

    [DataFact(Reference)]
    public void Every_ray_lands_or_fails_as_the_reference_says()
    {
        var count = 0;
        foreach (var lens in Read(Reference).EnumerateObject())
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(lens.Name));
            // The names of the fields are rounded; the lens has their full digits, in the same order.
            foreach (var (field, at) in lens.Value.GetProperty("fields").EnumerateObject().Zip(model.Lens.Fields.Points))
            {
                PupilNode[] nodes = [.. field.Value.EnumerateArray().Select(ray => ray.GetProperty("p")).Select(p => new PupilNode(p[0].GetDouble(), p[1].GetDouble()))];
                var rays = Launcher.Launch(model, at, PupilNodes.Of(nodes), RayAiming.Paraxial);
                RayTracer.Trace(model, model.Lens.Primary, rays);
                for (var i = 0; i < nodes.Length; i++)
                {
                    count++;
                    Compare(field.Value[i], rays, i, $"{lens.Name} at {at.Y}°, pupil {nodes[i].X}, {nodes[i].Y}");
                }
            }
        }

        Assert.Equal(99 * 12, count);
    }

    private static void Compare(JsonElement expected, RayBatch rays, int i, string name)
    {
        Assert.True(expected.GetProperty("traced").GetBoolean() == rays.Reaches(i), $"{name}: {rays.Status[i]} at {rays.FailedAt[i]}");
        if (!rays.Reaches(i))
        {
            return;
        }

        Assert.True(expected.GetProperty("inside_clear_apertures").GetBoolean() == (rays.Status[i] == RayStatus.Ok), $"{name}: {rays.Status[i]}");
        foreach (var (key, actual) in new[]
        {
            ("x", rays.X[i]), ("y", rays.Y[i]), ("L", rays.L[i]), ("M", rays.M[i]), ("opl_minus_chief", rays.Path[i] - rays.Path[0]),
        })
        {
            var value = expected.GetProperty(key).GetDouble();
            Assert.True(Math.Abs(value - actual) <= 1e-11, $"{name} {key}: {actual - value:g3} from {value:r}");
        }
    }
}
