using System.Globalization;
using System.Text.Json;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

/// <summary>One field of one lens of the reference data, launched one way.</summary>
internal sealed record ReferenceField(SequentialModel Model, FieldPoint Field, RayAiming Aiming, bool IsClipped, JsonElement Values, JsonElement FieldValues)
{
    public const string File = "optics/ref/reference.json";

    public string Name => $"{Model.Lens.Name} at {Field.Y}°, {Aiming}";

    /// <summary>Every lens, field and launch of the data.</summary>
    public static IEnumerable<ReferenceField> All()
    {
        foreach (var lens in JsonDocument.Parse(System.IO.File.ReadAllBytes(TestData.Path(File))).RootElement.EnumerateObject())
        {
            var model = SequentialModel.Of(ReferenceLenses.Get(lens.Name));
            var clipped = lens.Value.GetProperty("clipped").GetBoolean();
            foreach (var field in lens.Value.GetProperty("fields").EnumerateObject())
            {
                var at = FieldPoint.At(double.Parse(field.Name, CultureInfo.InvariantCulture));
                yield return new(model, at, RayAiming.Paraxial, clipped, field.Value.GetProperty("paraxial_launch"), field.Value);
                if (field.Value.TryGetProperty("real_aimed", out var aimed))
                {
                    yield return new(model, at, RayAiming.Real, clipped, aimed, field.Value);
                }
            }
        }
    }

    public PupilSampling Sampling(PupilSampling sampling) => sampling with { Aiming = Aiming, ClearApertures = IsClipped };

    public FieldLaunch Launch(PupilSampling sampling) => FieldLaunch.Of(Model, Field, Sampling(sampling));

    /// <summary>Asserts that a number of the reference's pupil averages is met, where it has it.</summary>
    public void Average(string name, double actual, double relative)
    {
        if (Values.GetProperty("pupil_average").TryGetProperty(name, out var expected))
        {
            Near(expected.GetDouble(), actual, relative * Math.Abs(expected.GetDouble()), name);
        }
    }

    public void Near(double expected, double actual, double tolerance, string name) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{Name}: {name} is {actual}, not {expected} ± {tolerance:0.0e0}");
}
