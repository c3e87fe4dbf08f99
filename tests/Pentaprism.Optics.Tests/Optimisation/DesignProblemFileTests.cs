using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Optimisation;

namespace Pentaprism.Optics.Tests.Optimisation;

public sealed class DesignProblemFileTests
{
    private const string Problem = """
        {
          "format": "pentaprism.lens", "version": 1, "stop": 0,
          "aperture": { "kind": "fNumber", "value": 8 },
          "fields": { "kind": "angle", "points": [ { "y": 0 }, { "y": 5 } ] },
          "wavelengths": [ { "nm": 486.1327 }, { "nm": 587.5618 } ],
          "surfaces": [
            { "radius": 102, "thickness": 4, "medium": { "glass": "SCHOTT N-BK7" } },
            { "radius": -102, "even": [0, 0], "thickness": 97.4 }
          ],
          "design": {
            "variables": [
              { "kind": "curvature", "surfaces": [0], "min": -0.05, "max": 0.05 },
              { "kind": "coefficient", "surfaces": [0, 1], "powers": [4, 6] },
              { "kind": "glass", "surfaces": [0] }
            ],
            "solves": [ { "kind": "focalLength", "surface": 1, "value": 100 }, { "kind": "paraxialImage", "surface": 1 } ],
            "image": { "measure": "wavefront", "rings": 4 },
            "limits": [ { "quantity": "glassEdge", "surfaces": [0], "min": 1, "weight": 2 }, { "quantity": "totalTrack", "equals": 101 } ],
            "glasses": [ "SCHOTT N-BK7", "SCHOTT N-SF5", "SCHOTT N-LAK8" ],
            "search": { "starts": 3, "seed": 7 },
            "grow": { "field": 0.4, "power": 8, "beyond": 0.03 }
          }
        }
        """;

    [Fact]
    public void A_problem_is_read_and_comes_back_as_it_was()
    {
        var file = DesignProblemFile.Parse("x.lens.json", Problem);
        Assert.Equal<DesignVariable>(
            [
                new(VariableKind.Curvature, 0) { Minimum = -0.05, Maximum = 0.05 },
                new(VariableKind.Coefficient, 0) { Power = 4 },
                new(VariableKind.Coefficient, 0) { Power = 6 },
                new(VariableKind.Coefficient, 1) { Power = 4 },
                new(VariableKind.Coefficient, 1) { Power = 6 },
                new(VariableKind.Glass, 0),
            ],
            file.Problem.Variables);
        Assert.Equal<DesignSolve>([new(SolveKind.FocalLength, 1, 100), new(SolveKind.ParaxialImage, 1, 0)], file.Problem.Solves);
        Assert.Equal(new ImageGoal { Measure = ImageMeasure.Wavefront, Rings = 4 }, file.Problem.Image);
        Assert.Equal<DesignLimit>(
            [
                new(LimitedQuantity.GlassEdge) { Surface = 0, Minimum = 1, Weight = 2 },
                new(LimitedQuantity.TotalTrack) { Minimum = 101, Maximum = 101 },
            ],
            file.Problem.Limits);
        Assert.Equal(["SCHOTT N-BK7", "SCHOTT N-SF5", "SCHOTT N-LAK8"], file.Problem.Glasses.Glasses.Select(glass => glass.Name));
        Assert.Equal(new SearchOptions { Starts = 3, Seed = 7 }, file.Search);
        Assert.Equal(new GrowthOptions { Field = 0.4, Power = 8, Beyond = 0.03 }, file.Growth);

        var text = file.ToText();
        var again = DesignProblemFile.Parse("x.lens.json", text);
        Assert.Equal(text, again.ToText());
        Assert.Equal<DesignVariable>(file.Problem.Variables, again.Problem.Variables);
        Assert.Equal<DesignLimit>(file.Problem.Limits, again.Problem.Limits);
        Assert.Equal((file.Search, file.Growth), (again.Search, again.Growth));
    }

    [Fact]
    public void Readers_of_lenses_pass_the_design_over() =>
        Assert.Equal(2, LensJsonReader.Parse("x.lens.json", Problem, GlassLibrary.BuiltIn).Lens.Surfaces.Length);

    [Theory]
    [InlineData("\"kind\": \"curvature\", \"surfaces\": [0]", "\"kind\": \"curvature\", \"surfaces\": [9]", "design.variables[0]: 9 is no surface")]
    [InlineData("\"kind\": \"glass\", \"surfaces\": [0]", "\"kind\": \"glass\", \"surfaces\": [1]", "design.variables[5]: there is air")]
    [InlineData("\"quantity\": \"glassEdge\"", "\"quantity\": \"edge\"", "design.limits[0].quantity: 'edge' is not known")]
    [InlineData("\"powers\": [4, 6]", "\"power\": 4", "design.variables[1].power: is not known here")]
    [InlineData("\"powers\": [4, 6]", "\"powers\": [2]", "design.variables[1]: r^2 is no coefficient")]
    [InlineData("\"equals\": 101", "\"equals\": 101, \"min\": 3", "design.limits[1].equals: stands beside a bound")]
    [InlineData("\"rings\": 4", "\"rings\": 0", "design.image: the pupil needs")]
    [InlineData("\"starts\": 3", "\"starts\": -3", "design.search.starts: must be 0 or more")]
    [InlineData("\"SCHOTT N-SF5\"", "\"SCHOTT N-SF555\"", "design.glasses[1]:")]
    [InlineData("\"field\": 0.4", "\"field\": 1.4", "design.grow.field: lies above 0 and up to 1")]
    [InlineData("\"power\": 8", "\"step\": 0.001", "design.grow.step: lies between 0.01 and 1")]
    [InlineData("\"power\": 8", "\"iterations\": 1.5", "design.grow.iterations: must be a whole number")]
    [InlineData("\"power\": 8", "\"powers\": 8", "design.grow.powers: is not known here")]
    [InlineData("\"design\"", "\"designs\"", "designs: is not known here")]
    public void What_is_wrong_is_told_with_its_place(string right, string wrong, string told)
    {
        var error = Assert.Throws<LensFileException>(() => DesignProblemFile.Parse("x.lens.json", Problem.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("x.lens.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lens_without_a_design_is_no_problem()
    {
        var lens = Problem[..Problem.IndexOf(",\n  \"design\"", StringComparison.Ordinal)] + "}";
        var error = Assert.Throws<LensFileException>(() => DesignProblemFile.Parse("x.lens.json", lens));
        Assert.Contains("design: is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_from_a_file_runs_to_real_glass_and_keeps_its_solves()
    {
        var file = DesignProblemFile.Parse("x.lens.json", Problem.Replace("{ \"quantity\": \"totalTrack\", \"equals\": 101 }", "", StringComparison.Ordinal));
        var result = DesignOptimiser.Improve(file.Problem, new DesignOptions());
        Assert.Contains(Assert.IsType<Glass>(result.Lens.Surfaces[0].Medium), file.Problem.Glasses.Glasses);
        Assert.Equal(100, FirstOrderData.Of(result.Lens).Efl, 1e-9);
        Assert.Equal(0, FirstOrderData.Of(result.Lens).ParaxialFocus, 1e-9);
        Assert.True(result.Score.IsSound, string.Join("; ", result.Score.Broken));
        Assert.True(result.Score.ImageMerit < DesignOptimiser.Judge(file.Problem).ImageMerit);
    }
}
