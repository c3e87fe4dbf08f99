using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Optimisation.Merit;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Optimisation;

/// <summary>The exact Jacobian against central differences, over all variables of several lenses.</summary>
public sealed class MeritDerivativeTests
{
    private const string Lenses = "optics/ref/lenses.json";

    [DataTheory(Lenses)]
    [InlineData("cooke40")]
    [InlineData("dgauss28")]
    [InlineData("apple6p")]
    [InlineData("kyocera3p")]
    public void Spot_residuals_change_with_every_variable_as_differences_say(string name)
    {
        var merit = new MeritFunction(Everything(name, ImageMeasure.Spot));
        Compare(merit, 0, merit.ImageRows, 1e-6);
    }

    [DataTheory(Lenses)]
    [InlineData("cooke40")]
    [InlineData("apple6p")]
    public void The_gradient_of_the_wavefront_merit_is_what_differences_say(string name)
    {
        // Piston and tilt follow the variables, so single residuals differ; the gradient of the sum does not.
        var merit = new MeritFunction(Everything(name, ImageMeasure.Wavefront));
        var (n, m) = (merit.Variables, merit.Residuals);
        var (point, residuals, jacobian) = (new double[n], new double[m], new double[n * m]);
        merit.Linearise(point, residuals, jacobian);
        double[] gradient = [.. Enumerable.Range(0, n).Select(v => 2 * Enumerable.Range(0, merit.ImageRows).Sum(r => jacobian[(v * m) + r] * residuals[r]))];
        for (var v = 0; v < n; v++)
        {
            var size = Math.Sqrt(Enumerable.Range(0, merit.ImageRows).Sum(r => Math.Pow(jacobian[(v * m) + r], 2)) * residuals[..merit.ImageRows].Sum(r => r * r));
            var error = double.PositiveInfinity;
            foreach (var step in new[] { 1e-1, 1e-2, 3e-3, 1e-3, 1e-4 })
            {
                double At(double x)
                {
                    point[v] = x;
                    var sum = merit.ImageSum(point);
                    point[v] = 0;
                    return sum;
                }

                var difference = ((8 * (At(step) - At(-step))) - At(2 * step) + At(-2 * step)) / (12 * step);
                error = Math.Min(error, Math.Abs(difference - gradient[v]) / size);
            }

            Assert.True(error < 1e-6, $"variable {v}: {error:g3}");
        }
    }

    [DataTheory(Lenses)]
    [InlineData("cooke40")]
    [InlineData("apple6p")]
    public void Every_limited_quantity_changes_as_differences_say(string name)
    {
        var problem = Everything(name, ImageMeasure.Spot) with
        {
            // The ratio of thicknesses has a kink where its extreme zone changes; the phone lens stands on one.
            Limits = [.. Enum.GetValues<LimitedQuantity>()
                .Where(quantity => name == "cooke40" || quantity is not (LimitedQuantity.ThicknessRatio or LimitedQuantity.FNumber))
                .Select(quantity => new DesignLimit(quantity) { Minimum = 1000 })],
        };
        var merit = new MeritFunction(problem);
        Compare(merit, merit.ImageRows, merit.Residuals, 2e-6);
    }

    [DataFact(Lenses)]
    public void Rays_that_fail_know_the_way_back()
    {
        // An f/1.9 Cooke: outer rays miss surfaces or are totally reflected.
        var wide = ReferenceLenses.Get("cooke40") with { Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 26) };
        var problem = new DesignProblem
        {
            Start = wide,
            Variables = [.. Enumerable.Range(0, 6).SelectMany(s => new DesignVariable[] { new(VariableKind.Curvature, s), new(VariableKind.Thickness, s) })],
            Image = new ImageGoal { Aiming = RayAiming.Paraxial },
        };
        var merit = new MeritFunction(problem);
        var score = merit.Score(new double[merit.Variables], 0);
        Assert.InRange(score.FailedRays, 10, 500);
        Assert.True(double.IsFinite(score.ImageMerit));
        var better = DesignOptimiser.Improve(problem, new DesignOptions { Iterations = 60 });
        Assert.True(better.Score.FailedRays < score.FailedRays / 4, $"{score.FailedRays} rays failed, {better.Score.FailedRays} still do");
    }

    /// <summary>A problem in which every number of a lens may change.</summary>
    private static DesignProblem Everything(string name, ImageMeasure measure)
    {
        var lens = ReferenceLenses.Get(name);
        if (name == "apple6p")
        {
            lens = lens with { Fields = new FieldSet(FieldKind.Angle, 0, 32) };
        }

        var variables = new List<DesignVariable>();
        for (var s = 0; s < lens.Surfaces.Length; s++)
        {
            var surface = lens.Surfaces[s];
            variables.Add(new DesignVariable(VariableKind.Thickness, s));
            if (surface.Curvature != 0)
            {
                variables.AddRange([new DesignVariable(VariableKind.Curvature, s), new DesignVariable(VariableKind.Conic, s)]);
            }

            variables.AddRange(surface.Even.Select((_, i) => new DesignVariable(VariableKind.Coefficient, s) { Power = (2 * i) + 4 }));
            if (!surface.Medium.IsAir && name == "cooke40")
            {
                variables.Add(new DesignVariable(VariableKind.Glass, s));
            }

            variables.AddRange(surface.Odd.Select((_, i) => new DesignVariable(VariableKind.Coefficient, s) { Power = (2 * i) + 3 }));
        }

        return new DesignProblem
        {
            Start = name == "cooke40" ? WithGlassesOfTheMap(lens) : lens,
            Variables = [.. variables],
            Image = new ImageGoal { Measure = measure, Rings = 3, Arms = 6, Aiming = RayAiming.Paraxial },
        };
    }

    private static Lens WithGlassesOfTheMap(Lens lens) => lens with
    {
        Surfaces = [.. lens.Surfaces.Select((s, i) => s.Medium.IsAir ? s : s with { Medium = i == 2 ? new ModelGlass(1.62, 36) : new ModelGlass(1.62, 60) })],
    };

    /// <summary>Compares the Jacobian with five-point differences at their best step, relative to the largest derivative of each row's or column's kin.</summary>
    private static void Compare(MeritFunction merit, int first, int last, double tolerance)
    {
        var (n, m) = (merit.Variables, merit.Residuals);
        var (point, residuals, jacobian) = (new double[n], new double[m], new double[n * m]);
        merit.Linearise(point, residuals, jacobian);
        double[][] values = [new double[m], new double[m], new double[m], new double[m]];
        for (var v = 0; v < n; v++)
        {
            var error = new double[m];
            Array.Fill(error, double.PositiveInfinity);
            foreach (var step in new[] { 1e-2, 3e-3, 1e-3, 1e-4 })
            {
                for (var k = 0; k < 4; k++)
                {
                    point[v] = step * (k < 2 ? k - 2 : k - 1);
                    merit.Evaluate(point, values[k]);
                }

                point[v] = 0;
                for (var r = first; r < last; r++)
                {
                    var difference = ((8 * (values[2][r] - values[1][r])) - values[3][r] + values[0][r]) / (12 * step);
                    error[r] = Math.Min(error[r], Math.Abs(difference - jacobian[(v * m) + r]));
                }
            }

            var columnSize = Enumerable.Range(first, last - first).Max(r => Math.Abs(jacobian[(v * m) + r]));
            for (var r = first; r < last; r++)
            {
                var rowSize = Enumerable.Range(0, n).Max(k => Math.Abs(jacobian[(k * m) + r]));
                var size = first == 0 ? columnSize : rowSize;
                Assert.True(error[r] <= tolerance * size, $"variable {v}, residual {r}: off by {error[r]:g3} of {size:g3}");
            }
        }
    }
}
