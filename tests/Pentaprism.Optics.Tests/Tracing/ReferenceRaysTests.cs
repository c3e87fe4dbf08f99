using System.Globalization;
using System.Text.Json;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Rays of eight lenses against a tracer in 40-digit arithmetic.</summary>
public sealed class ReferenceRaysTests
{
    private const string File = "optics/ref/reference.json";

    private static JsonElement Reference => JsonDocument.Parse(System.IO.File.ReadAllBytes(TestData.Path(File))).RootElement;

    [DataFact(File)]
    public void Rays_land_where_the_reference_says()
    {
        foreach (var lens in Reference.EnumerateObject())
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(lens.Name));
            var tolerance = model.Lens.Surfaces.Any(surface => surface.IsAsphere) ? 1e-11 : 1e-12;
            foreach (var field in lens.Value.GetProperty("fields").EnumerateObject())
            {
                var at = FieldPoint.At(double.Parse(field.Name, CultureInfo.InvariantCulture));
                Compare(model, at, field.Value.GetProperty("paraxial_launch").GetProperty("rays"), RayAiming.Paraxial, tolerance);
                if (field.Value.TryGetProperty("real_aimed", out var aimed))
                {
                    Compare(model, at, aimed.GetProperty("rays"), RayAiming.Real, tolerance);
                }
            }
        }
    }

    private static void Compare(SequentialModel model, FieldPoint field, JsonElement expected, RayAiming aiming, double tolerance)
    {
        PupilNode[] nodes = [.. expected.EnumerateArray().Select(ray => ray.GetProperty("p")).Select(p => new PupilNode(p[0].GetDouble(), p[1].GetDouble()))];
        var rays = Launcher.Launch(model, field, PupilNodes.Of(nodes), aiming);
        RayTracer.Trace(model, model.Lens.Primary, rays);
        for (var i = 0; i < nodes.Length; i++)
        {
            var name = $"{model.Lens.Name} at {field.Y}°, {aiming}, pupil {nodes[i].X}, {nodes[i].Y}";
            var ray = expected[i];
            Assert.True(ray.GetProperty("traced").GetBoolean() == rays.Reaches(i), name);
            if (!rays.Reaches(i))
            {
                continue;
            }

            Near(ray.GetProperty("x").GetDouble(), rays.X[i], tolerance, name + " x");
            Near(ray.GetProperty("y").GetDouble(), rays.Y[i], tolerance, name + " y");
            Near(ray.GetProperty("L").GetDouble(), rays.L[i], tolerance, name + " L");
            Near(ray.GetProperty("M").GetDouble(), rays.M[i], tolerance, name + " M");
            Near(ray.GetProperty("opl_minus_chief").GetDouble(), rays.Path[i] - rays.Path[0], 1e-11, name + " path");
            if (ray.TryGetProperty("inside_clear_apertures", out var inside))
            {
                Assert.True(inside.GetBoolean() == (rays.Status[i] == RayStatus.Ok), name + " clear");
            }
        }
    }

    private static void Near(double expected, double actual, double tolerance, string name) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{name}: {actual - expected:g3} from {expected:r}");
}
