using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tolerances;

public sealed class FermatDerivativesTests
{
    private const string Reference = "optics/ref/wavefront_differentials.json";

    private static readonly Dictionary<string, (PerturbationKind Kind, double UnitsInReference)> _kinds = new()
    {
        ["c"] = (PerturbationKind.Curvature, 1),
        ["a4"] = (PerturbationKind.FourthOrder, 1),
        ["t"] = (PerturbationKind.Thickness, 1),
        ["n"] = (PerturbationKind.Index, 1),
        ["decentre_y"] = (PerturbationKind.DecentreY, 1),
        ["tilt_x"] = (PerturbationKind.TiltX, 180 / Math.PI),
    };

    [DataFact(Reference)]
    public void Paths_change_as_a_tracer_of_40_digits_says()
    {
        var compared = 0;
        using var reference = JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Reference)));
        foreach (var entry in reference.RootElement.EnumerateObject().Select(property => property.Value))
        {
            var lens = ReferenceLenses.Get(entry.GetProperty("lens").GetString()!);
            var model = SequentialModel.Of(lens);
            foreach (var ray in entry.GetProperty("d_opl").EnumerateObject())
            {
                double[] pupil = [.. ray.Name.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
                var field = FieldPoint.At(entry.GetProperty("field_deg").GetDouble());
                var launched = Launcher.Launch(model, field, PupilNodes.Of(new PupilNode(pupil[0], pupil[1])), RayAiming.Paraxial);
                var record = RayTracer.Follow(model, lens.Primary, launched, 0);
                foreach (var number in ray.Value.EnumerateObject())
                {
                    var name = _kinds.Keys.Where(key => number.Name.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length)!;
                    var surface = int.Parse(number.Name[name.Length..], CultureInfo.InvariantCulture);
                    var (kind, units) = _kinds[name];
                    if (kind is PerturbationKind.FourthOrder && (lens.Surfaces[surface].Even.Length == 0 || lens.Surfaces[surface].Even[0] == 0))
                    {
                        continue;
                    }

                    var scale = kind is PerturbationKind.FourthOrder ? 1 / lens.Surfaces[surface].Even[0] : units;
                    var change = new double[1];
                    new FermatDerivatives(model, lens.Primary, [new(new(kind, surface), 1, "")], []).Of(record, change);
                    Assert.Equal(number.Value.GetDouble(), scale * change[0], 1e-9 * Math.Max(1, Math.Abs(number.Value.GetDouble())));
                    compared++;
                }
            }
        }

        Assert.True(compared > 500, $"{compared} derivatives were compared");
    }

    public static TheoryData<string, double> Lenses => new() { { "cooke40", 14 }, { "dgauss28", 10 }, { "apple6p", 25 } };

    [DataTheory("optics/ref/lenses.json")]
    [MemberData(nameof(Lenses))]
    public void A_traced_lens_differs_from_its_drawing_as_the_derivatives_say(string name, double field)
    {
        var lens = ReferenceLenses.Get(name);
        var model = SequentialModel.Of(lens);
        var tolerances = Everything(lens);
        var nodes = PupilNodes.Of(new PupilNode(0.6, 0.3), new PupilNode(-0.2, -0.7));
        var start = Launcher.Launch(model, FieldPoint.At(field), nodes, RayAiming.Paraxial);
        for (var wavelength = 0; wavelength < lens.Wavelengths.Length; wavelength++)
        {
            var derivatives = new FermatDerivatives(model, wavelength, tolerances, ToleranceSet.UsedSemiDiameters(model));
            for (var ray = 0; ray < nodes.Count; ray++)
            {
                var nominal = RayTracer.Follow(model, wavelength, start, ray);
                var changes = new double[tolerances.Length];
                derivatives.Of(nominal, changes);
                for (var j = 0; j < changes.Length; j++)
                {
                    // A central difference; what is left is of third order in the step.
                    var step = tolerances[j].Limit;
                    var difference = (Path(step) - Path(-step)) / (2 * step);
                    Assert.Equal(difference, changes[j], 1e-5 * Math.Max(Math.Abs(difference), tolerances[j].Limit < 1e-4 ? 1 : 1e-2));

                    double Path(double value)
                    {
                        var made = SequentialModel.Of(PerturbedLens.Of(lens, [(tolerances[j].Perturbation, value)]));
                        var last = RayTracer.Follow(made, wavelength, start, ray).Hits[^1];
                        return last.Path + (nominal.Hits[^1].Point - last.Point).Dot(last.Outgoing);
                    }
                }
            }
        }
    }

    private static ImmutableArray<Tolerance> Everything(Lens lens)
    {
        var found = ImmutableArray.CreateBuilder<Tolerance>();
        foreach (var element in LensElement.Of(lens))
        {
            foreach (var kind in (PerturbationKind[])[PerturbationKind.DecentreX, PerturbationKind.DecentreY, PerturbationKind.TiltX, PerturbationKind.TiltY])
            {
                found.Add(new(new(kind, element.Surfaces), 3e-4, $"{element.Name} {kind}"));
                found.Add(new(new(kind, element.Last), 3e-4, $"{element.Last} {kind}"));
            }

            found.Add(new(new(PerturbationKind.Index, [element.First]), 1e-4, "index"));
            found.Add(new(new(PerturbationKind.Abbe, [element.First]), 1e-3, "Abbe"));
            found.Add(new(new(PerturbationKind.Thickness, [element.First]), 1e-3, "thickness"));
            found.Add(new(new(PerturbationKind.Thickness, [element.Last]), 1e-3, "air"));
            found.Add(new(new(PerturbationKind.Curvature, [element.First]), 1e-5, "curvature"));
            if (lens.Surfaces[element.First].Even.Length > 0)
            {
                found.Add(new(new(PerturbationKind.FourthOrder, [element.First]), 1e-3, "fourth order"));
            }
        }

        return found.ToImmutable();
    }
}
