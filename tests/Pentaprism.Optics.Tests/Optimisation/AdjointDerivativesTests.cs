using System.Numerics;
using System.Text.Json;
using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tests.Tracing;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Optimisation;

/// <summary>Derivatives of rays traced backward: against a tracer in 40-digit arithmetic, and against differences of traces of another tracer.</summary>
public sealed class AdjointDerivativesTests
{
    private const string Reference = "optics/ref/rays_and_derivatives.json";

    private static readonly (string Prefix, int Kind)[] _keys =
    [
        ("a4", RawParameter.Coefficient(4)), ("a6", RawParameter.Coefficient(6)), ("c", RawParameter.Curvature), ("K", RawParameter.Conic),
        ("t", RawParameter.Thickness), ("n", RawParameter.Index),
    ];

    [DataFact(Reference)]
    public void Image_height_and_slope_change_with_every_number_as_the_reference_says()
    {
        var compared = 0;
        foreach (var entry in JsonDocument.Parse(File.ReadAllBytes(TestData.Path(Reference))).RootElement.EnumerateObject())
        {
            var lens = ReferenceLenses.Get(entry.Value.GetProperty("lens").GetString()!);
            var varied = LensChanges.AllParameters(lens).ToHashSet();
            var field = FieldPoint.At(entry.Value.GetProperty("field_deg").GetDouble());
            var ray = Launcher.Launch(SequentialModel.Of(lens), field, PupilNodes.Of(new PupilNode(0, 0.7)), RayAiming.Paraxial);
            foreach (var (name, quantity) in new[] { ("d_image_y", 1), ("d_image_M", 3) })
            {
                var gradient = Gradients(lens, ray, 0)[quantity];
                foreach (var group in entry.Value.GetProperty(name).EnumerateObject().Select(Find).Where(found => varied.Contains((found.Surface, found.Kind))).GroupBy(found => found.Kind))
                {
                    // At a surface that does nothing the truth is 0; there only rounding in the size of its neighbours is left.
                    var size = group.Max(found => Math.Abs(found.Value));
                    foreach (var (surface, kind, value) in group)
                    {
                        var actual = gradient[RawParameter.Of(surface, kind)];
                        Assert.True(Math.Abs(actual - value) <= (1e-9 * Math.Abs(value)) + (1e-13 * size), $"{entry.Name} {name} {kind} of {surface}: {actual:r}, not {value:r}");
                        compared++;
                    }
                }
            }
        }

        Assert.True(compared > 300, $"{compared} derivatives were compared");
    }

    [DataTheory("optics/ref/lenses.json")]
    [InlineData("cooke40", 14)]
    [InlineData("summicron50", 10)]
    [InlineData("apple6p", 25)]
    [InlineData("ro4p", 5)]
    public void Derivatives_are_the_limits_of_differences(string name, double field)
    {
        var lens = ReferenceLenses.Get(name);
        var model = SequentialModel.Of(lens);
        var launched = Launcher.Launch(model, new FieldPoint(0.3 * field, field), PupilNodes.GaussLegendre(2, 5), RayAiming.Paraxial);
        double[][][] gradients = [.. Enumerable.Range(0, launched.Count).Select(ray => Gradients(lens, launched, ray))];
        foreach (var parameter in LensChanges.AllParameters(lens))
        {
            var step = Step(parameter.Kind, Footprint(model, launched, parameter.Surface));
            double[][][] traced = [.. new[] { -2.0, -1, 1, 2 }.Select(k => Trace(LensChanges.Changed(lens, parameter, k * step), launched))];
            for (var quantity = 0; quantity < 5; quantity++)
            {
                double[] derivatives = [.. gradients.Select(ray => ray[quantity][RawParameter.Of(parameter.Surface, parameter.Kind)])];
                var size = derivatives.Max(Math.Abs);
                for (var i = 0; i < derivatives.Length; i++)
                {
                    double At(int k) => traced[k][quantity][i];
                    var difference = ((8 * (At(2) - At(1))) - (At(3) - At(0))) / (12 * step);
                    Assert.True(
                        Math.Abs(difference - derivatives[i]) <= (1e-6 * size) + (2e-12 / step),
                        $"{name} {parameter} quantity {quantity} ray {i}: {derivatives[i]:r}, not {difference:r}");
                }
            }
        }
    }

    [Fact]
    public void Rays_meet_an_asphere_that_turns_back_beyond_its_aperture_where_the_tracer_of_drawings_meets_it()
    {
        // Front of a phone lens behind whose vertex the stop lies: at 43° the lower rays cross its vertex plane far outside, on the other side of the fold.
        var lens = new Lens
        {
            Surfaces =
            [
                new() { Thickness = -0.561 },
                new()
                {
                    Curvature = 0.20466, Conic = -1, Thickness = 12, Medium = Pentaprism.Optics.Glasses.GlassLibrary.BuiltIn["MITSUI APL5014CL"],
                    Even = [4.855e-4, 1.23356e-3, -6.23559e-4, 2.05747e-4, -4.01682e-5, 4.48627e-6, -2.37971e-7],
                },
            ],
            Stop = 0,
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 4.473684),
            Fields = new FieldSet(FieldKind.Angle, 0),
            Wavelengths = [new(555)],
        };
        var (working, model) = (new WorkingLens(lens), SequentialModel.Of(lens));
        var tape = new RayTape(working.Count + 1);
        PupilNode[] nodes = [.. Enumerable.Range(0, 201).Select(i => new PupilNode(0, -1 + (0.01 * i)))];
        for (var field = 0.0; field <= 45; field += 0.5)
        {
            var launched = Launcher.Launch(model, FieldPoint.At(field), PupilNodes.Of(nodes), RayAiming.Paraxial);
            for (var i = 0; i < launched.Count; i++)
            {
                AdjointTracer.Trace(working, 0, Lanes(launched, i), [2.3, 2.3, 8], tape);
                Assert.Equal(RayTracer.Follow(model, 0, launched, i).Hits[1].Point.Y, tape.Steps[1].Y[0], 1e-9);
            }
        }
    }

    private static (int Surface, int Kind, double Value) Find(JsonProperty entry)
    {
        foreach (var (prefix, kind) in _keys)
        {
            if (entry.Name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(entry.Name.AsSpan(prefix.Length), System.Globalization.CultureInfo.InvariantCulture, out var surface))
            {
                return (surface, kind, entry.Value.GetDouble());
            }
        }

        // Shifts and tilts: an optimiser changes centred lenses.
        return (0, -1, 0);
    }

    // By all numbers of the lens, of x, y, L, M and path of one ray at the image.
    private static double[][] Gradients(Lens lens, RayBatch launched, int ray)
    {
        var (working, model) = (new WorkingLens(lens), SequentialModel.Of(lens));
        var active = new ActiveParameters(working.Count, LensChanges.AllParameters(lens).Select(parameter => RawParameter.Of(parameter.Surface, parameter.Kind)));
        double[] heights = [.. model.Shapes.Select(shape => shape.Reach)];
        var tape = new RayTape(working.Count + 1);
        AdjointTracer.Trace(working, lens.Primary, Lanes(launched, ray), heights, tape);
        Assert.False(tape.AnyFailed);
        var one = Vector<double>.One;
        RayLanes[] quantities = [new() { X = one }, new() { Y = one }, new() { L = one }, new() { M = one }, new() { Path = one }];
        return [.. quantities.Select(quantity =>
        {
            var gradient = new Vector<double>[(working.Count + 1) * RawParameter.PerSurface];
            AdjointSweep.FromImage(working, lens.Primary, tape, quantity, active, gradient);
            return gradient.Select(lanes => lanes[0]).ToArray();
        })];
    }

    private static RayLanes Lanes(RayBatch rays, int i) => new()
    {
        X = new(rays.X[i]),
        Y = new(rays.Y[i]),
        Z = new(rays.Z[i]),
        L = new(rays.L[i]),
        M = new(rays.M[i]),
        N = new(rays.N[i]),
    };

    private static double Footprint(SequentialModel model, RayBatch launched, int surface)
    {
        var rays = launched.Copy();
        RayTracer.TraceTo(model, model.Lens.Primary, rays, surface);
        return Enumerable.Range(0, rays.Count).Max(i => Math.Sqrt((rays.X[i] * rays.X[i]) + (rays.Y[i] * rays.Y[i])));
    }

    private static double[][] Trace(Lens lens, RayBatch launched)
    {
        var rays = launched.Copy();
        RayTracer.Trace(SequentialModel.Of(lens), lens.Primary, rays);
        Assert.All(Enumerable.Range(0, rays.Count), i => Assert.True(rays.Reaches(i)));
        return [rays.X, rays.Y, rays.L, rays.M, rays.Path];
    }

    // About the same change of the surface for every kind of number.
    private static double Step(int kind, double reach) => kind switch
    {
        RawParameter.Curvature => 1e-4 / reach,
        RawParameter.Conic => 1e-3,
        RawParameter.Thickness => 1e-4 * reach,
        RawParameter.Index => 1e-4,
        _ => 3e-5 / Math.Pow(reach, kind - RawParameter.Coefficient(1)),
    };
}
