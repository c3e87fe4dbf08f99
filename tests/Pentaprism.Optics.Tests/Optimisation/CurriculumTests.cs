using System.Collections.Immutable;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Optimisation;

/// <summary>The growth of a lens to a field and an aperture that its start cannot serve.</summary>
public sealed class CurriculumTests
{
    [Fact]
    public void A_start_that_is_far_from_good_grows_to_the_whole_problem()
    {
        var problem = Triplet(12.5, 24);
        var reports = new List<GrowthProgress>();

        var grown = Curriculum.Grow(problem, new GrowthOptions { Field = 0.3, Aperture = 0.3, Beyond = 0.02 }, new Immediate(reports.Add));

        Assert.Equal((1, 1), (grown.Size, reports[^1].Size));
        Assert.Equal(reports.Select(report => report.Size).Order(), reports.Select(report => report.Size));
        Assert.Equal(0, reports[0].Size);
        Assert.Equal((problem.Start.Fields.Points, problem.Start.Aperture), (grown.Problem.Start.Fields.Points, grown.Problem.Start.Aperture), PartsEqual);
        Assert.Equal(problem.Variables, grown.Problem.Variables);
        var score = DesignOptimiser.Judge(grown.Problem);
        Assert.Equal(0, score.FailedRays);
        Assert.InRange(score.ImageMerit, 0, 0.1 * DesignOptimiser.Judge(problem).ImageMerit);
    }

    [Fact]
    public void What_cannot_grow_ends_where_it_is_with_the_field_and_aperture_it_reached()
    {
        var problem = Triplet(70, 60);
        var grown = Curriculum.Grow(problem, new GrowthOptions { Field = 0.1, Aperture = 0.1, Iterations = 5, Worse = 1.5 });
        Assert.InRange(grown.Size, 0, 0.99);
        var part = 0.1 + (0.9 * grown.Size);
        Assert.Equal(60 * part, grown.Problem.Start.Fields.Points[^1].Y, 1e-9);
        Assert.Equal(70 * part, grown.Problem.Start.Aperture.Value, 1e-9);
        Assert.Equal(3, grown.Problem.Start.Fields.Points.Length);
        Assert.Equal(0, DesignOptimiser.Judge(grown.Problem).FailedRays);
    }

    [Fact]
    public void An_F_number_grows_downwards_and_an_interrupt_leaves_the_lens_so_far()
    {
        var problem = Triplet(10, 20);
        problem = problem with { Start = problem.Start with { Aperture = new SystemAperture(ApertureKind.FNumber, 5) } };
        using var cancel = new CancellationTokenSource();
        var options = new GrowthOptions { Field = 0.5, Aperture = 0.5, Iterations = 5 };
        var grown = Curriculum.Grow(problem, options, new Immediate(_ => cancel.Cancel()), cancel.Token);
        Assert.Equal(0, grown.Size);
        Assert.Equal(10, grown.Problem.Start.Aperture.Value);
        Assert.Equal(10, grown.Problem.Start.Fields.Points[^1].Y);
        Assert.NotEqual(problem.Start.Surfaces[0].Curvature, grown.Problem.Start.Surfaces[0].Curvature);
    }

    private static bool PartsEqual((ImmutableArray<FieldPoint> Points, SystemAperture Aperture) a, (ImmutableArray<FieldPoint> Points, SystemAperture Aperture) b) =>
        a.Points.SequenceEqual(b.Points) && a.Aperture == b.Aperture;

    /// <summary>A triplet of the Cooke form with weak surfaces, 50 mm.</summary>
    private static DesignProblem Triplet(double pupil, double field)
    {
        var (crown, flint) = (GlassLibrary.BuiltIn["SCHOTT N-SK16"], GlassLibrary.BuiltIn["SCHOTT N-F2"]);
        Surface At(double radius, double thickness, Medium? medium = null) => new() { Curvature = 1 / radius, Thickness = thickness, Medium = medium ?? Medium.Air };
        return new DesignProblem
        {
            Start = new Lens
            {
                Surfaces = [At(25, 3.3, crown), At(-300, 6), At(-25, 1, flint), At(25, 4.75), At(100, 3, crown), At(-20, 42.2)],
                Stop = 3,
                Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, pupil),
                Fields = new FieldSet(FieldKind.Angle, 0, 0.7 * field, field),
                Wavelengths = [new(486.1327), new(587.5618), new(656.2725)],
                Primary = 1,
            },
            Variables =
            [
                .. Enumerable.Range(0, 6).Select(s => new DesignVariable(VariableKind.Curvature, s)),
                .. new[] { 1, 3, 5 }.Select(s => new DesignVariable(VariableKind.Thickness, s)),
            ],
            Limits =
            [
                new(LimitedQuantity.FocalLength) { Minimum = 50, Maximum = 50 },
                new(LimitedQuantity.GlassEdge) { Minimum = 0.8 },
                new(LimitedQuantity.AirEdge) { Minimum = 0.3 },
            ],
            Image = new ImageGoal { Rings = 3, Arms = 8 },
        };
    }

    private sealed class Immediate(Action<GrowthProgress> handle) : IProgress<GrowthProgress>
    {
        public void Report(GrowthProgress value) => handle(value);
    }
}
