using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Optimisation;

public sealed class GlobalSearchTests
{
    private static readonly SearchOptions _short = new() { Starts = 4, Hops = 6, Iterations = 40, Draws = 50, Seed = 3 };

    [Fact]
    public void A_triplet_comes_from_flat_plates_and_keeps_its_limits()
    {
        var reports = new List<SearchProgress>();
        var result = GlobalSearch.Run(FlatTriplet(), _short, new Immediate(reports.Add));
        Assert.Equal(10, reports.Count);
        Assert.Equal((10, 10), (reports[^1].Done, reports[^1].Total));
        Assert.Same(result, reports[^1].Best);
        Assert.True(result.Score.IsSound, string.Join("; ", result.Score.Broken));
        Assert.InRange(FirstOrderData.Of(result.Lens).Efl, 49.99, 50.01);
        Assert.InRange(FirstOrderData.Of(result.Lens).TotalTrack, 30, 65.01);
        Assert.InRange(result.Score.FieldRms.Average(), 1, 60);

        double[] merits = [.. reports.Where(report => report is { IsNew: true, Best: not null }).Select(report => report.Best!.Score.ImageMerit)];
        Assert.Equal(merits[^1], result.Score.ImageMerit);
    }

    [Fact]
    public void The_same_seed_finds_the_same_lens_and_another_seed_another()
    {
        var few = _short with { Starts = 1, Hops = 1 };
        var (a, b, c) = (GlobalSearch.Run(FlatTriplet(), few), GlobalSearch.Run(FlatTriplet(), few), GlobalSearch.Run(FlatTriplet(), few with { Seed = 4 }));
        Assert.Equal(a.Lens.Surfaces.Select(s => s.Curvature), b.Lens.Surfaces.Select(s => s.Curvature));
        Assert.NotEqual(a.Lens.Surfaces.Select(s => s.Curvature), c.Lens.Surfaces.Select(s => s.Curvature));
    }

    [Fact]
    public void Cancelled_searches_give_what_they_have()
    {
        using var cancel = new CancellationTokenSource();
        var reports = 0;
        var result = GlobalSearch.Run(
            FlatTriplet(),
            _short with { Starts = 50 },
            new Immediate(progress =>
            {
                if (++reports == 2)
                {
                    cancel.Cancel();
                }
            }),
            cancel.Token);
        Assert.Equal(2, reports);
        Assert.NotNull(result.Lens);
    }

    [Fact]
    public void An_element_is_added_without_losing_the_lens()
    {
        var search = _short with { Starts = 0, Hops = 0, Elements = 4, Insertions = 6 };
        var triplet = FlatTriplet() with { Start = GlobalSearch.Run(FlatTriplet(), _short).Lens };
        var reports = new List<SearchProgress>();
        var result = GlobalSearch.Run(triplet, search, new Immediate(reports.Add));
        Assert.Equal(6, reports.Count);
        Assert.Equal(9, result.Lens.Surfaces.Length);
        Assert.Equal(4, result.Lens.Surfaces.Count(surface => !surface.Medium.IsAir));
        Assert.True(result.Score.IsSound, string.Join("; ", result.Score.Broken));
        Assert.InRange(result.Score.ImageMerit, 0, 0.8 * DesignOptimiser.Judge(triplet).ImageMerit);
        Assert.Equal(triplet.Start.Surfaces[triplet.Start.Stop].Medium, result.Lens.Surfaces[result.Lens.Stop].Medium);
    }

    [Fact]
    public void What_is_said_of_surfaces_moves_with_them_when_an_element_is_added()
    {
        var triplet = FlatTriplet();
        triplet = triplet with { Start = GlobalSearch.Run(triplet, _short with { Hops = 0 }).Lens };
        var place = new InsertionPlace(1, 2);
        var (problem, result) = ElementInsertion.Insert(triplet, place, triplet.Start.Surfaces[0].Medium, 5, default);
        Assert.Equal(4, ElementInsertion.Elements(problem));
        Assert.Equal(triplet.Start.Stop + 2, problem.Start.Stop);
        Assert.Equal(triplet.Start.Surfaces[2].Curvature, problem.Start.Surfaces[2].Curvature);
        Assert.Equal(triplet.Start.Surfaces[2].Curvature, problem.Start.Surfaces[3].Curvature);
        Assert.Equal(triplet.Start.Surfaces[2].Medium, problem.Start.Surfaces[4].Medium);
        Assert.Equal([0, 1, 2, 3, 4, 5, 7, 8], problem.Variables.Where(v => v.Kind == VariableKind.Curvature).Select(v => v.Surface).Order());
        Assert.Equal([1, 2, 3, 5, 6, 8], problem.Variables.Where(v => v.Kind == VariableKind.Thickness).Select(v => v.Surface).Order());
        Assert.Equal(0, result.Score.FailedRays);
    }

    /// <summary>Three plates and a stop: crown, flint, crown; f/5, 20°.</summary>
    private static DesignProblem FlatTriplet()
    {
        var (crown, flint) = (GlassLibrary.BuiltIn["SCHOTT N-SK16"], GlassLibrary.BuiltIn["SCHOTT N-F2"]);
        Surface Plate(Medium medium, double thickness) => new() { Thickness = thickness, Medium = medium };
        var lens = new Lens
        {
            Surfaces =
            [
                Plate(crown, 4), Plate(Medium.Air, 5), Plate(flint, 2), Plate(Medium.Air, 1), Plate(Medium.Air, 4), Plate(crown, 4), Plate(Medium.Air, 42),
            ],
            Stop = 4,
            Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 10),
            Fields = new FieldSet(FieldKind.Angle, 0, 14, 20),
            Wavelengths = [new(486.1327), new(587.5618), new(656.2725)],
            Primary = 1,
        };
        return new DesignProblem
        {
            Start = lens,
            Variables =
            [
                .. new[] { 0, 1, 2, 3, 5, 6 }.Select(s => new DesignVariable(VariableKind.Curvature, s) { Minimum = -0.08, Maximum = 0.08 }),
                .. new[] { 1, 3, 4 }.Select(s => new DesignVariable(VariableKind.Thickness, s) { Minimum = 0.5, Maximum = 8 }),
                new(VariableKind.Thickness, 6) { Minimum = 30, Maximum = 60 },
            ],
            Limits =
            [
                new(LimitedQuantity.FocalLength) { Minimum = 50, Maximum = 50 },
                new(LimitedQuantity.TotalTrack) { Maximum = 65 },
                new(LimitedQuantity.GlassEdge) { Minimum = 0.8 },
                new(LimitedQuantity.AirEdge) { Minimum = 0.3 },
            ],
            Image = new ImageGoal { Rings = 3, Arms = 8 },
        };
    }

    private sealed class Immediate(Action<SearchProgress> handle) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => handle(value);
    }
}
