using System.Text.Json;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Derivatives against a tracer in 40-digit arithmetic.</summary>
public sealed class DerivativesTests
{
    private const string Rays = "optics/ref/rays_and_derivatives.json";
    private const string Wavefronts = "optics/ref/wavefront_differentials.json";

    private static readonly (string Prefix, SurfaceQuantity Quantity, int Order)[] _keys =
    [
        ("decentre_y", SurfaceQuantity.DecentreY, 0), ("tilt_x", SurfaceQuantity.TiltX, 0), ("a4", SurfaceQuantity.Coefficient, 4),
        ("a6", SurfaceQuantity.Coefficient, 6), ("c", SurfaceQuantity.Curvature, 0), ("K", SurfaceQuantity.Conic, 0),
        ("t", SurfaceQuantity.Thickness, 0), ("n", SurfaceQuantity.Index, 0),
    ];

    internal static SurfaceVariable Variable(string key)
    {
        var (prefix, quantity, order) = _keys.First(known => key.StartsWith(known.Prefix, StringComparison.Ordinal));
        return new(quantity, int.Parse(key[prefix.Length..], System.Globalization.CultureInfo.InvariantCulture), order);
    }

    [DataFact(Rays)]
    public void Image_height_and_slope_change_with_every_number_as_the_reference_says()
    {
        foreach (var lens in JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Rays))).RootElement.EnumerateObject())
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(lens.Value.GetProperty("lens").GetString()!));
            var ray = Launcher.Launch(
                model, FieldPoint.At(lens.Value.GetProperty("field_deg").GetDouble()), PupilNodes.Of(new PupilNode(0, 0.7)), RayAiming.Paraxial);
            foreach (var (name, quantity) in new[] { ("d_image_y", RayQuantities.Y), ("d_image_M", RayQuantities.M) })
            {
                var expected = lens.Value.GetProperty(name).EnumerateObject().ToArray();
                SurfaceVariable[] variables = [.. expected.Select(entry => Variable(entry.Name))];
                var jacobian = RayJacobian.Of(model, model.Lens.Primary, ray, variables, quantity);
                for (var v = 0; v < variables.Length; v++)
                {
                    var value = expected[v].Value.GetDouble();
                    var actual = jacobian.Column(quantity, v)[0];

                    Assert.True(Math.Abs(actual - value) <= (1e-9 * Math.Abs(value)) + (1e-14 * Size(expected, variables, v)), $"{lens.Name} {name} {expected[v].Name}: {actual:r}, not {value:r}");
                }
            }
        }
    }

    [DataFact(Wavefronts)]
    public void The_wavefront_changes_with_every_number_as_the_reference_says()
    {
        foreach (var lens in JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Wavefronts))).RootElement.EnumerateObject())
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(lens.Value.GetProperty("lens").GetString()!));
            var field = FieldPoint.At(lens.Value.GetProperty("field_deg").GetDouble());
            foreach (var ray in lens.Value.GetProperty("d_opl").EnumerateObject())
            {
                double[] p = [.. ray.Name.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
                var launched = Launcher.Launch(model, field, PupilNodes.Of(new PupilNode(p[0], p[1])), RayAiming.Paraxial);
                var expected = ray.Value.EnumerateObject().ToArray();
                SurfaceVariable[] variables = [.. expected.Select(entry => Variable(entry.Name))];
                var differentials = WavefrontDifferentials.Of(model, model.Lens.Primary, launched, variables);
                for (var v = 0; v < variables.Length; v++)
                {
                    var value = expected[v].Value.GetDouble();
                    var actual = differentials.Column(v)[0];
                    Assert.True(
                        Math.Abs(actual - value) <= (1e-9 * Math.Abs(value)) + (1e-14 * Size(expected, variables, v)),
                        $"{lens.Name} {ray.Name} {expected[v].Name}: {actual:r}, not {value:r}");
                }
            }
        }
    }

    // At a surface that does nothing the truth is 0; there only rounding in the size of its neighbours is left.
    private static double Size(JsonProperty[] expected, SurfaceVariable[] variables, int v) =>
        expected.Where((_, i) => variables[i].Quantity == variables[v].Quantity && variables[i].Order == variables[v].Order)
            .Max(entry => Math.Abs(entry.Value.GetDouble()));
}
