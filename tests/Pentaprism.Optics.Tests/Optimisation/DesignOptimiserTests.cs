using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Optimisation;

public sealed class DesignOptimiserTests
{
    private const string Lenses = "optics/ref/lenses.json";

    [DataFact(Lenses)]
    public void The_standard_Cooke_job_reaches_the_known_minimum()
    {
        var result = DesignOptimiser.Improve(CookeJob(), new DesignOptions());
        Assert.InRange(MeanHexapolarSpot(result.Lens), 11.0, 11.70);
        Assert.Equal(result.Score.FieldRms.Average(), MeanHexapolarSpot(result.Lens), 1e-6);
        Assert.Equal(50, FirstOrderData.Of(result.Lens).Efl, 1e-9);
        Assert.True(result.Iterations < 40, $"{result.Iterations} iterations");
    }

    [DataFact(Lenses)]
    public void The_same_job_gives_the_same_lens()
    {
        var (a, b) = (DesignOptimiser.Improve(CookeJob(), new DesignOptions()), DesignOptimiser.Improve(CookeJob(), new DesignOptions()));
        Assert.Equal(a.Lens.Surfaces.Select(s => (s.Curvature, s.Thickness)), b.Lens.Surfaces.Select(s => (s.Curvature, s.Thickness)));
    }

    [DataFact(Lenses)]
    public void Wavefronts_become_smaller_where_they_are_asked_for()
    {
        var job = CookeJob() with { Image = new ImageGoal { Measure = ImageMeasure.Wavefront, Aiming = RayAiming.Paraxial } };
        var result = DesignOptimiser.Improve(job with { Start = DesignOptimiser.Improve(CookeJob(), new DesignOptions()).Lens }, new DesignOptions());
        var before = DesignOptimiser.Judge(job with { Start = DesignOptimiser.Improve(CookeJob(), new DesignOptions()).Lens });
        Assert.True(result.Score.ImageMerit < 0.9 * before.ImageMerit, $"{before.ImageMerit} -> {result.Score.ImageMerit}");
    }

    [Fact]
    public void A_thin_lens_bends_to_the_shape_of_least_spherical_aberration()
    {
        // Thin lens, object at infinity: q = (R2 + R1)/(R2 - R1) = 2 (n² - 1)/(n + 2), 0.714 for n = 1.5 (Welford, ch. 12).
        var lens = Singlet(1.5, 0.001, 100, 2);
        var problem = new DesignProblem
        {
            Start = lens,
            Variables = [new(VariableKind.Curvature, 0), new(VariableKind.Thickness, 1)],
            Solves = [new(SolveKind.FocalLength, 1, 100)],
        };
        var found = DesignOptimiser.Improve(problem, new DesignOptions { Tolerance = 1e-10 }).Lens;
        var (c1, c2) = (found.Surfaces[0].Curvature, found.Surfaces[1].Curvature);
        Assert.Equal(2 * ((1.5 * 1.5) - 1) / 3.5, (c1 + c2) / (c1 - c2), 2e-3);
    }

    [Fact]
    public void A_plano_convex_lens_finds_the_hyperboloid_that_images_perfectly()
    {
        // Parallel light in the glass, n = 1.5: the exit surface images the axis without error if K = -n².
        var lens = Singlet(1.5, 5, 50, 10) with
        {
            Surfaces = [Glass(0, 5, 1.5), new Surface { Curvature = -1 / 25.0, Thickness = 49 }],
        };
        var problem = new DesignProblem { Start = lens, Variables = [new(VariableKind.Conic, 1), new(VariableKind.Thickness, 1)] };
        var result = DesignOptimiser.Improve(problem, new DesignOptions { Tolerance = 1e-12 });
        Assert.Equal(-2.25, result.Lens.Surfaces[1].Conic, 1e-6);
        Assert.Equal(50, result.Lens.Surfaces[1].Thickness, 1e-6);
        Assert.InRange(result.Score.FieldRms[0], 0, 1e-5);
    }

    [DataFact(Lenses)]
    public void Limits_hold_to_their_tolerance_where_they_can_be_met_together()
    {
        var job = CookeJob();
        var free = DesignOptimiser.Improve(job, new DesignOptions()).Lens;
        var limited = DesignOptimiser.Improve(
            job with
            {
                Limits =
                [
                    new(LimitedQuantity.TotalTrack) { Maximum = 56 },
                    new(LimitedQuantity.GlassEdge) { Minimum = 0.95 },
                    new(LimitedQuantity.AirEdge) { Minimum = 0.5 },
                    new(LimitedQuantity.Distortion) { Minimum = -0.5, Maximum = 0.5 },
                ],
            },
            new DesignOptions());
        Assert.True(FirstOrderData.Of(free).TotalTrack > 58);
        Assert.Empty(limited.Score.Broken);
        Assert.InRange(FirstOrderData.Of(limited.Lens).TotalTrack, 55.99, 56.001);
        Assert.Equal(50, FirstOrderData.Of(limited.Lens).Efl, 1e-9);
        foreach (var field in limited.Lens.Fields.Points.Skip(1))
        {
            var y = Launcher.ChiefRay(SequentialModel.Of(limited.Lens), field, limited.Lens.Primary, RayAiming.Paraxial).Hits[^1].Point.Y;
            Assert.InRange((y / (50 * Math.Tan(field.Y * Math.PI / 180))) - 1, -0.00502, 0.00502);
        }
    }

    [DataFact(Lenses)]
    public void An_impossible_problem_ends_with_the_best_found_and_says_what_fails()
    {
        var job = CookeJob() with
        {
            Limits = [new(LimitedQuantity.TotalTrack) { Maximum = 40 }, new(LimitedQuantity.BackFocus) { Minimum = 38 }],
        };
        var result = DesignOptimiser.Improve(job, new DesignOptions { Iterations = 200 });
        Assert.False(result.Score.IsSound);
        var broken = Assert.Single(result.Score.Broken, b => b.What == "totalTrack");
        Assert.False(broken.IsBelow);
        Assert.Equal(40, broken.Bound);
        Assert.InRange(broken.Value, 40.1, 60);
        Assert.Equal(50, FirstOrderData.Of(result.Lens).Efl, 1e-9);
    }

    [DataFact(Lenses)]
    public void Variable_glasses_end_as_real_ones_of_the_catalogue_and_make_the_lens_better()
    {
        var job = CookeJob();
        var glasses = GlassCatalogue.BuiltIn.Where("one maker", glass => glass.Maker == "SCHOTT" && glass.Status != "obsolete");
        var start = job.Start with
        {
            Surfaces = [.. job.Start.Surfaces.Select((s, i) => s.Medium.IsAir ? s : s with { Medium = glasses.Find(i == 2 ? "F2" : "N-SK16")[0] })],
        };
        var before = DesignOptimiser.Improve(job with { Start = start }, new DesignOptions());
        var result = DesignOptimiser.Improve(
            job with
            {
                Start = start,
                Glasses = glasses,
                Variables = [.. job.Variables, new(VariableKind.Glass, 0), new(VariableKind.Glass, 2), new(VariableKind.Glass, 4)],
            },
            new DesignOptions());
        int[] elements = [0, 2, 4];
        Assert.All(elements, s => Assert.Contains(Assert.IsType<Glass>(result.Lens.Surfaces[s].Medium), glasses.Glasses));
        Assert.True(result.Score.ImageMerit < 0.8 * before.Score.ImageMerit, $"{before.Score.ImageMerit} -> {result.Score.ImageMerit}");
        Assert.Equal(result.Score.FieldRms.Average(), MeanHexapolarSpot(result.Lens), 1e-6);
    }

    [DataFact(Lenses)]
    public void A_cancelled_job_gives_the_best_lens_so_far()
    {
        using var cancel = new CancellationTokenSource();
        var reports = new List<double>();
        var result = DesignOptimiser.Improve(
            CookeJob(),
            new DesignOptions(),
            new Immediate(progress =>
            {
                reports.Add(progress.Merit);
                if (progress.Iteration == 1)
                {
                    cancel.Cancel();
                }
            }),
            cancel.Token);
        Assert.Equal(DescentEnd.Cancelled, result.End);
        Assert.Single(reports);
        Assert.InRange(result.Score.ImageMerit, 200, DesignOptimiser.Judge(CookeJob()).ImageMerit - 1);
    }

    [Theory]
    [InlineData("variables[1]", "the same variable")]
    [InlineData("solves[0]", "cannot be solved for and vary")]
    [InlineData("limits[0]", "lies above the largest")]
    public void What_cannot_be_posed_is_told_with_its_place(string place, string words)
    {
        var problem = new DesignProblem { Start = Singlet(1.5, 1, 100, 5), Variables = [new(VariableKind.Curvature, 0)] };
        problem = place switch
        {
            "variables[1]" => problem with { Variables = [new(VariableKind.Curvature, 0), new(VariableKind.Curvature, 0)] },
            "solves[0]" => problem with { Solves = [new(SolveKind.FocalLength, 0, 100)] },
            _ => problem with { Limits = [new(LimitedQuantity.TotalTrack) { Minimum = 3, Maximum = 2 }] },
        };
        var error = Assert.Throws<DesignException>(() => DesignOptimiser.Judge(problem));
        Assert.Equal(place, error.Place);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Job S1 of the comparison with other programs: three curvature pairs and three gaps of a Cooke triplet, 127 hexapolar rays.</summary>
    internal static DesignProblem CookeJob()
    {
        double[] radii = [25, -300, -25, 25, 100, -20];
        double[] gaps = [3.25896, 6, 1, 4.75, 2.95, 42.2];
        var cooke = ReferenceLenses.Get("cooke40");
        return new DesignProblem
        {
            Start = cooke with { Surfaces = [.. cooke.Surfaces.Select((s, i) => s with { Curvature = 1 / radii[i], Thickness = gaps[i] })] },
            Variables =
            [
                .. Enumerable.Range(0, 5).Select(s => new DesignVariable(VariableKind.Curvature, s)),
                new(VariableKind.Thickness, 1),
                new(VariableKind.Thickness, 3),
                new(VariableKind.Thickness, 5),
            ],
            Solves = [new(SolveKind.FocalLength, 5, 50)],
            Image = new ImageGoal { Rings = 6, Arms = 0, Aiming = RayAiming.Paraxial },
        };
    }

    /// <summary>The score of that job, from the tracer and not from the optimiser.</summary>
    private static double MeanHexapolarSpot(Lens lens)
    {
        var model = SequentialModel.Of(lens);
        return lens.Fields.Points.Average(field =>
        {
            var launched = Launcher.Launch(model, field, PupilNodes.Hexapolar(6), RayAiming.Paraxial);
            var landed = Enumerable.Range(0, lens.Wavelengths.Length).SelectMany(w =>
            {
                var rays = launched.Copy();
                RayTracer.Trace(model, w, rays);
                return Enumerable.Range(0, rays.Count).Select(i => (X: rays.X[i], Y: rays.Y[i]));
            }).ToArray();
            var (x, y) = (landed.Average(p => p.X), landed.Average(p => p.Y));
            return 1000 * Math.Sqrt(landed.Average(p => Math.Pow(p.X - x, 2) + Math.Pow(p.Y - y, 2)));
        });
    }

    private static Lens Singlet(double index, double thickness, double image, double diameter) => new()
    {
        Surfaces = [Glass(0.01, thickness, index), new Surface { Curvature = -0.01, Thickness = image }],
        Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, diameter),
    };

    private static Surface Glass(double curvature, double thickness, double index) =>
        new() { Curvature = curvature, Thickness = thickness, Medium = new TabulatedMedium("", new IndexSample(587.5618, index)) };

    private sealed class Immediate(Action<DesignProgress> handle) : IProgress<DesignProgress>
    {
        public void Report(DesignProgress value) => handle(value);
    }
}
