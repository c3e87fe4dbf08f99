using System.Collections.Immutable;
using Pentaprism.Optics.Glasses;

namespace Pentaprism.Optics.Tests.Glasses;

public class GlassLibraryTests
{
    [Fact]
    public void An_unknown_glass_stays_unknown_and_says_what_was_searched_and_what_is_near()
    {
        var search = GlassLibrary.BuiltIn.Search("N-BK77");
        Assert.Null(search.Glass);
        Assert.Contains("the built-in catalogue", search.Problem, StringComparison.Ordinal);
        Assert.Contains("SCHOTT N-BK7", search.Problem, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => GlassLibrary.BuiltIn["N-BK77"]);
    }

    [Fact]
    public void A_name_of_several_makers_is_ambiguous()
    {
        var search = GlassLibrary.BuiltIn.Search("SF5");
        Assert.Null(search.Glass);
        Assert.Contains("HIKARI SF5", search.Problem, StringComparison.Ordinal);
        Assert.Contains("SCHOTT SF5", search.Problem, StringComparison.Ordinal);
        Assert.Equal("SCHOTT SF5", GlassLibrary.BuiltIn.Search("SF5", ["SCHOTT", "MISC"]).Glass?.Name);
    }

    [Fact]
    public void A_glass_of_another_maker_than_the_file_names_is_never_taken()
    {
        // Hikari sells an SK16; Schott's is N-SK16 and differs.
        var search = GlassLibrary.BuiltIn.Search("SK16", ["SCHOTT"]);
        Assert.Null(search.Glass);
        Assert.Contains("HIKARI SK16", search.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("K-FK5", "SUMITA_AUG2011", "SUMITA K-FK5")]
    [InlineData("J-LAK02", "NIKON-HIKARI", "HIKARI J-LAK02")]
    [InlineData("SCHOTT F2", "OHARA", "SCHOTT F2")]
    public void Editions_of_a_makers_catalogue_are_the_makers(string name, string maker, string expected) =>
        Assert.Equal(expected, GlassLibrary.BuiltIn.Search(name, [maker]).Glass?.Name);

    [Fact]
    public void The_users_catalogue_is_searched_first()
    {
        var own = new Glass { Maker = "OWN", Type = "F2", Dispersion = AgfFormulas.Create(1, [2.25], WavelengthRange.Any) };
        var library = GlassLibrary.BuiltIn.WithFirst(new GlassCatalogue("own.agf", [own]));
        Assert.Equal("OWN F2", library["F2"].Name);
        Assert.Equal("SCHOTT F2", library["F2_SCHOTT"].Name);
        Assert.Contains("own.agf, the built-in catalogue", library.Search("nothing").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_glass_to_its_own_numbers_is_the_glass()
    {
        var glass = GlassLibrary.BuiltIn["OHARA S-LAH79"];
        Assert.Equal(glass, GlassCatalogue.BuiltIn.Nearest(glass.Nd!.Value, glass.Vd!.Value)[0]);
        Assert.Equal(5, GlassCatalogue.BuiltIn.Nearest(1.6, 50, 5).Length);
    }

    [Fact]
    public void The_hull_holds_every_glass_and_no_more_than_it_must()
    {
        var schott = GlassCatalogue.BuiltIn.Where("SCHOTT", glass => glass.Maker == "SCHOTT");
        var hull = schott.Hull();
        ImmutableArray<Glass> glasses = [.. schott.Glasses.Where(glass => glass.Vd is not null)];
        Assert.All(glasses, glass => Assert.True(hull.Depth(glass.Nd!.Value, glass.Vd!.Value) >= -1e-12));
        Assert.Equal(hull.Corners.Length, glasses.Select(g => (g.Vd!.Value, g.Nd!.Value)).Distinct().Count(hull.Corners.Contains));
        Assert.False(hull.Contains(2.5, 50));
        Assert.False(hull.Contains(1.3, 50));
        Assert.True(hull.Contains(1.6, 50));
    }
}
