using System.Text.Json;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tests.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.FirstOrder;

public sealed class SeidelTests
{
    private const string Reference = "optics/ref/reference.json";
    private const string Camera = "optics/camera/camera_reference.json";

    [DataFact(Reference)]
    public void Sums_of_every_surface_are_those_of_the_reference()
    {
        foreach (var lens in JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Reference))).RootElement.EnumerateObject())
        {
            var drawing = ReferenceLenses.Get(lens.Name);
            if (!lens.Value.TryGetProperty("seidel", out var expected))
            {
                continue;
            }

            var sums = SeidelSums.Of(drawing, expected.GetProperty("chief_field_deg").GetDouble());
            var surfaces = expected.GetProperty("per_surface");
            for (var i = 0; i < sums.Surfaces.Length; i++)
            {
                Compare(surfaces[i], sums.Surfaces[i], 1e-10, $"{lens.Name} surface {i}");
            }

            Compare(expected.GetProperty("sum"), sums.Total, 1e-10, lens.Name);
        }
    }

    [DataTheory(Reference)]
    [InlineData("kyocera3p", false)]
    [InlineData("ro4p", true)]
    [InlineData("apple6p", false)]
    public void Lenses_with_odd_orders_are_marked(string name, bool isMarked) =>
        Assert.Equal(isMarked, SeidelSums.Of(ReferenceLenses.Get(name)).HasOddOrders);

    [DataFact(Camera)]
    public void Sums_of_99_photographic_lenses_are_those_of_the_reference()
    {
        foreach (var lens in JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Camera))).RootElement.EnumerateObject())
        {
            var expected = lens.Value.GetProperty("seidel");
            Compare(
                expected.GetProperty("sum"),
                SeidelSums.Of(ReferenceLenses.Get(lens.Name), expected.GetProperty("chief_field_deg").GetDouble()).Total,
                1e-8,
                lens.Name);
        }
    }

    [DataFact(CodeVListing.File)]
    public void The_transverse_form_is_what_CODE_V_prints()
    {
        var lens = CodeVListing.Lens with { Fields = new FieldSet(FieldKind.Angle, 14.0) };
        var sums = SeidelSums.Of(lens);
        foreach (var row in CodeVListing.Root.GetProperty("third_order_transverse_mm").GetProperty("rows").EnumerateArray())
        {
            var terms = row[0].GetString() switch
            {
                "SUM" => sums.Total,
                "STO" => sums.Surfaces[5],
                var number => sums.Surfaces[int.Parse(number!, System.Globalization.CultureInfo.InvariantCulture) - 1],
            };
            var t = sums.Transverse(terms);
            double[] actual =
            [
                t.Spherical, t.TangentialComa, t.TangentialAstigmatism, t.SagittalAstigmatism, t.PetzvalBlur, t.Distortion, t.AxialColour, t.LateralColour,
            ];
            for (var i = 0; i < actual.Length; i++)
            {
                Assert.True(Math.Abs(row[i + 1].GetDouble() - actual[i]) <= 6e-7, $"{row[0]} {i}: {actual[i]}, not {row[i + 1]}");
            }
        }
    }

    private static void Compare(JsonElement expected, SeidelTerms actual, double tolerance, string name)
    {
        double[] values = [actual.S1, actual.S2, actual.S3, actual.S4, actual.S5, actual.C1, actual.C2];
        for (var i = 0; i < values.Length; i++)
        {
            var value = expected[i].GetDouble();
            Assert.True(Math.Abs(values[i] - value) <= tolerance * Math.Max(Math.Abs(value), 1e-3), $"{name} term {i}: {values[i]:r}, not {value:r}");
        }
    }
}
