using System.Collections.Immutable;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Prescriptions;

public sealed class LensTests
{
    private static readonly Lens _singlet = new()
    {
        Surfaces =
        [
            new Surface { Curvature = 0.02, Thickness = 5, Medium = new TabulatedMedium("", new IndexSample(587.5618, 1.5)) },
            new Surface { Curvature = -0.02, Thickness = 48 },
        ],
        Aperture = new SystemAperture(ApertureKind.FNumber, 4),
    };

    [Fact]
    public void A_sound_lens_has_nothing_wrong() => Assert.Empty(_singlet.Check());

    [Fact]
    public void What_is_wrong_is_told_with_its_place()
    {
        var broken = _singlet with
        {
            Stop = 2,
            Aperture = new SystemAperture(ApertureKind.FNumber, 0),
            Surfaces = _singlet.Surfaces.SetItem(1, _singlet.Surfaces[1] with { Thickness = double.NaN, SemiDiameter = -1 }),
        };
        Assert.Equal(
            ["stop", "aperture", "surfaces[1]", "surfaces[1].semiDiameter"],
            broken.Check().Select(problem => problem.Place));
    }

    [Fact]
    public void A_state_replaces_what_it_names_and_nothing_else()
    {
        var near = new Configuration
        {
            Name = "near",
            ObjectDistance = 300,
            Thicknesses = ImmutableSortedDictionary<int, double>.Empty.Add(1, 60),
        };
        var focused = (_singlet with { Configurations = [near] }).In(near);
        Assert.Equal(60, focused.Surfaces[1].Thickness);
        Assert.Equal(300, focused.ObjectDistance);
        Assert.Equal(_singlet.Aperture, focused.Aperture);
        Assert.Empty(focused.Configurations);
    }

    [Fact]
    public void A_table_of_indices_is_exact_at_its_samples_and_smooth_between()
    {
        static double Cauchy(double nanometres) => Math.Sqrt(2.25 + (9000 / (nanometres * nanometres)));
        var medium = new TabulatedMedium("x", [.. new[] { 486.1, 550.0, 656.3 }.Select(nm => new IndexSample(nm, Cauchy(nm)))]);
        Assert.Equal(Cauchy(550), medium.Index(550));
        Assert.Equal(Cauchy(600), medium.Index(600), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => medium.Index(400));
    }

    [DataFact("optics/camera/camera_lenses.json")]
    public void Every_lens_of_the_test_data_is_sound()
    {
        foreach (var name in ReferenceLenses.Names("optics/camera/camera_lenses.json"))
        {
            Assert.Empty(ReferenceLenses.Get(name).Check());
        }
    }
}
