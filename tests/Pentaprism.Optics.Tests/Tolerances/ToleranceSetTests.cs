using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tolerances;

namespace Pentaprism.Optics.Tests.Tolerances;

public sealed class ToleranceSetTests
{
    private static readonly TabulatedMedium _crown = new("crown", new IndexSample(486.1327, 1.522), new IndexSample(587.5618, 1.517), new IndexSample(656.2725, 1.514));
    private static readonly TabulatedMedium _flint = new("flint", new IndexSample(486.1327, 1.632), new IndexSample(587.5618, 1.620), new IndexSample(656.2725, 1.615));

    // A cemented doublet, a stop, a single element of the first glass, a plane plate.
    private static readonly Lens _lens = new()
    {
        Surfaces =
        [
            new() { Curvature = 0.02, Thickness = 4, Medium = _crown },
            new() { Curvature = -0.02, Thickness = 2, Medium = _flint },
            new() { Curvature = -0.005, Thickness = 3 },
            new() { Thickness = 3 },
            new() { Curvature = 0.01, Thickness = 3, Medium = _crown, Even = [1e-6] },
            new() { Curvature = -0.01, Thickness = 20 },
            new() { Thickness = 1, Medium = _crown },
            new() { Thickness = 15 },
        ],
        Stop = 3,
        Aperture = new(ApertureKind.EntrancePupilDiameter, 8),
        Fields = new(FieldKind.Angle, 0, 5),
    };

    [Fact]
    public void Elements_are_what_is_joined_by_anything_but_air()
    {
        var elements = LensElement.Of(_lens);

        Assert.Equal([("L1", 0, 2), ("L2", 4, 5), ("P1", 6, 7)], elements.Select(element => (element.Name, element.First, element.Last)));
    }

    [Fact]
    public void Grades_reach_every_part_that_they_can_matter_for_and_no_other()
    {
        var set = ToleranceSet.Of(_lens, TolerancePresets.GlassPrecision with { FourthOrderPercent = 1 });

        int[] Surfaces(PerturbationKind kind) => [.. set.Tolerances.Where(t => t.Perturbation.Kind == kind).Select(t => t.Perturbation.Surfaces[0])];
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], Surfaces(PerturbationKind.Curvature));
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], Surfaces(PerturbationKind.Irregularity));
        Assert.Equal([4], Surfaces(PerturbationKind.FourthOrder));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Surfaces(PerturbationKind.Thickness));
        Assert.Equal([0, 4], Surfaces(PerturbationKind.DecentreY));
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], Surfaces(PerturbationKind.TiltX).Order());
        var melt = set.Tolerances.Single(t => t.Perturbation.Kind == PerturbationKind.Index && t.Label.Contains("crown", StringComparison.Ordinal));
        Assert.Equal([0, 4, 6], melt.Perturbation.Surfaces.AsEnumerable());
        Assert.All(set.Tolerances, tolerance => Assert.True(tolerance.Limit > 0));
        Assert.Equal(set.Tolerances.Length, set.Tolerances.Select(tolerance => tolerance.Label).Distinct().Count());
    }

    [Fact]
    public void Fringes_are_half_waves_of_sag_at_the_edge_of_what_light_uses()
    {
        var grades = new ToleranceGrades { Name = "fringes", PowerFringes = 5, IrregularityFringes = 2 };

        var set = ToleranceSet.Of(_lens with { Surfaces = _lens.Surfaces.SetItem(0, _lens.Surfaces[0] with { SemiDiameter = 6 }) }, grades);

        var power = set.Tolerances.Single(t => t.Perturbation is { Kind: PerturbationKind.Curvature } p && p.Surfaces[0] == 0).Limit;
        Assert.Equal(5 * 632.8e-6 / 2, power * 6 * 6 / 2, 1e-12);
        Assert.Equal(2 * 632.8e-6 / 2, set.Tolerances.First(t => t.Perturbation.Kind == PerturbationKind.Irregularity).Limit, 1e-12);
    }

    [Fact]
    public void A_tilted_element_turns_about_its_first_vertex_as_a_rigid_body()
    {
        var made = PerturbedLens.Of(_lens, [(new(PerturbationKind.TiltX, [0, 1, 2]), 0.1)]);

        var radians = 0.1 * Math.PI / 180;
        Assert.Equal((0.0, -4 * radians, -6 * radians), (made.Surfaces[0].Placement.Y, made.Surfaces[1].Placement.Y, made.Surfaces[2].Placement.Y));
        Assert.All(made.Surfaces.Take(3), surface => Assert.Equal(0.1, surface.Placement.TiltX));
        Assert.True(made.Surfaces[3].Placement.IsIdentity);
    }

    [Fact]
    public void A_melt_changes_index_and_Abbe_number_as_told()
    {
        var lens = _lens with { Wavelengths = [new(587.5618)] };
        var made = PerturbedLens.Of(lens, [(new(PerturbationKind.Index, [0]), 5e-4), (new(PerturbationKind.Abbe, [0]), 0.01)]).Surfaces[0].Medium;

        static double Abbe(Medium medium) => (medium.Index(587.5618) - 1) / (medium.Index(486.1327) - medium.Index(656.2725));
        Assert.Equal(_crown.Index(587.5618) + 5e-4, made.Index(587.5618), 1e-12);

        // The higher index alone raises V as well, by its part of n − 1.
        Assert.Equal(Abbe(_crown) * 1.01 * (1 + (5e-4 / (_crown.Index(587.5618) - 1))), Abbe(made), 1e-9);
    }

    [Theory]
    [InlineData(ToleranceDistribution.Uniform)]
    [InlineData(ToleranceDistribution.Normal)]
    [InlineData(ToleranceDistribution.Extremes)]
    public void Values_are_spread_as_the_distribution_says(ToleranceDistribution distribution)
    {
        const int Trials = 20_000;
        Tolerance tolerance = new(new(PerturbationKind.Curvature, 0), 1, "", distribution);
        var draws = new ToleranceDraws([tolerance, tolerance], 3);
        var values = new (double First, double Second)[Trials];
        for (var trial = 0; trial < Trials; trial++)
        {
            var drawn = new double[2];
            draws.Draw(trial, drawn);
            values[trial] = (drawn[0], drawn[1]);
        }

        // Four standard errors of a mean of 20,000.
        var error = 4 / Math.Sqrt(Trials);
        Assert.All(values, value => Assert.InRange(value.First, -1, 1));
        Assert.Equal(0, values.Average(value => value.First), error * tolerance.StandardDeviation);
        Assert.Equal(tolerance.StandardDeviation, Math.Sqrt(values.Average(value => value.First * value.First)), error);
        Assert.Equal(0, values.Average(value => value.First * value.Second), error);
    }

    [Fact]
    public void Yield_counts_the_lenses_on_the_good_side()
    {
        var mtf = new TrialValues(0.6, true, [0.5, 0.1, 0.4, 0.2, 0.3]);
        var rms = new TrialValues(0.05, false, [0.5, 0.1, 0.4, 0.2, 0.3]);

        Assert.Equal((0.3, 0.1, 0.5), (mtf.ReachedBy(50), mtf.ReachedBy(100), mtf.ReachedBy(0)));
        Assert.Equal((0.3, 0.5, 0.1), (rms.ReachedBy(50), rms.ReachedBy(100), rms.ReachedBy(0)));
        Assert.Equal((60, 40), (mtf.Yield(0.3), mtf.Yield(0.35)));
        Assert.Equal((60, 60), (rms.Yield(0.3), rms.Yield(0.35)));
    }
}
