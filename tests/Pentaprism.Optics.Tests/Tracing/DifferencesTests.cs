using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Tracing;

/// <summary>Derivatives with respect to every number of a lens, against differences of traces.</summary>
public sealed class DifferencesTests
{
    private const RayQuantities All = RayQuantities.Landing | RayQuantities.L | RayQuantities.M | RayQuantities.Path;

    private static readonly RayQuantities[] _each = [RayQuantities.X, RayQuantities.Y, RayQuantities.L, RayQuantities.M, RayQuantities.Path];

    [DataTheory("optics/ref/lenses.json")]
    [InlineData("cooke40", 14)]
    [InlineData("summicron50", 10)]
    [InlineData("apple6p", 25)]
    [InlineData("ro4p", 5)]
    public void Derivatives_are_the_limits_of_differences(string name, double field)
    {
        var lens = ReferenceLenses.Get(name);
        Check(lens, new FieldPoint(0.3 * field, field), []);
    }

    [Fact]
    public void Placed_surfaces_turned_axes_and_mirrors_have_derivatives_too()
    {
        var glass = new TabulatedMedium("", new IndexSample(587.5618, 1.6));
        var lens = new Lens
        {
            Surfaces =
            [
                new Surface { Curvature = 0.01, Thickness = 4, Medium = glass, Placement = new(0.2, -0.1, 0, 2, -3, 10), Even = [1e-6] },
                new Surface { Curvature = -0.012, Conic = 0.4, Thickness = 30, AxisBreak = new(0, 0.3, 0, -1, 0.5) },
                new Surface { IsMirror = true, Thickness = -20, AxisBreak = new(0, 0, 0, 20), Curvature = -0.002 },
                new Surface { Curvature = 0.004, Thickness = -5, Medium = glass, AxisBreak = new(0, 0, 0, 20) },
                new Surface { Curvature = -0.003, Conic = -1, IsMirror = true, Thickness = 5 },
                new Surface { Curvature = 0.002, Thickness = 60 },
            ],
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 6),
            ObjectMedium = Medium.Air,
        };

        // Glass between a surface and a mirror goes on behind the mirror.
        Check(lens, new FieldPoint(1, 2), [new(SurfaceQuantity.Index, 2), new(SurfaceQuantity.Index, 4)]);
    }

    private static void Check(Lens lens, FieldPoint field, SurfaceVariable[] without)
    {
        var model = SequentialModel.Of(lens);
        var launched = Launcher.Launch(model, field, PupilNodes.GaussLegendre(2, 5), RayAiming.Paraxial);
        SurfaceVariable[] variables = [.. LensChanges.AllVariables(lens).Except(without)];
        var jacobian = RayJacobian.Of(model, lens.Primary, launched, variables, All);
        for (var v = 0; v < variables.Length; v++)
        {
            var step = Step(variables[v], Footprint(model, launched, variables[v].Surface));
            RayBatch[] traced = [.. new[] { -2.0, -1, 1, 2 }.Select(k => Trace(LensChanges.Changed(lens, variables[v], k * step), launched))];
            foreach (var quantity in _each)
            {
                var column = jacobian.Column(quantity, v);
                double[][] values = [.. traced.Select(rays => Values(rays, quantity))];
                var size = 0.0;
                for (var i = 0; i < launched.Count; i++)
                {
                    size = Math.Max(size, Math.Abs(column[i]));
                }

                for (var i = 0; i < launched.Count; i++)
                {
                    var difference = ((8 * (values[2][i] - values[1][i])) - (values[3][i] - values[0][i])) / (12 * step);
                    Assert.True(
                        Math.Abs(difference - column[i]) <= (1e-6 * size) + (2e-12 / step),
                        $"{lens.Name} {variables[v]} {quantity} ray {i}: {column[i]:r}, not {difference:r}");
                }
            }
        }
    }

    private static double Footprint(SequentialModel model, RayBatch launched, int surface)
    {
        var rays = launched.Copy();
        RayTracer.TraceTo(model, model.Lens.Primary, rays, surface);
        return Enumerable.Range(0, rays.Count).Max(i => Math.Sqrt((rays.X[i] * rays.X[i]) + (rays.Y[i] * rays.Y[i])));
    }

    private static RayBatch Trace(Lens lens, RayBatch launched)
    {
        var rays = launched.Copy();
        RayTracer.Trace(SequentialModel.Of(lens), lens.Primary, rays);
        Assert.All(Enumerable.Range(0, rays.Count), i => Assert.True(rays.Reaches(i)));
        return rays;
    }

    private static double[] Values(RayBatch rays, RayQuantities quantity) => quantity switch
    {
        RayQuantities.X => rays.X,
        RayQuantities.Y => rays.Y,
        RayQuantities.L => rays.L,
        RayQuantities.M => rays.M,
        _ => rays.Path,
    };

    // About the same change of the surface for every kind of number.
    private static double Step(SurfaceVariable variable, double reach) => variable.Quantity switch
    {
        SurfaceQuantity.Curvature => 1e-4 / reach,
        SurfaceQuantity.Conic => 1e-3,
        SurfaceQuantity.Coefficient => 3e-5 / Math.Pow(reach, variable.Order - 1),
        SurfaceQuantity.Thickness or SurfaceQuantity.DecentreX or SurfaceQuantity.DecentreY => 1e-4 * reach,
        _ => 1e-4,
    };
}
