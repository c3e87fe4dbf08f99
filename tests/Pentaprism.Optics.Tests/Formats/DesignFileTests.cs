using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Formats;

public sealed class DesignFileTests
{
    private static readonly TabulatedMedium _glass = new("crown", new IndexSample(587.5618, 1.5168));

    private static readonly Lens _lens = new()
    {
        Surfaces =
        [
            new() { Curvature = 0.02, Thickness = 4, Medium = _glass, Even = [1e-6, 0, 1e-12] },
            new() { Curvature = -0.01, Thickness = 5, Conic = -1 },
            new() { Thickness = 1, Medium = _glass },
            new() { Thickness = 60 },
        ],
        Aperture = new(ApertureKind.EntrancePupilDiameter, 8),
        Fields = new(FieldKind.Angle, 0, 6),
    };

    [Fact]
    public void One_entry_stands_for_all_its_surfaces_and_powers()
    {
        var problem = Read("""
            {
              "format": "pentaprism.design", "version": 1,
              "variables": [
                { "kind": "curvature", "surfaces": "all", "minimum": -0.1 },
                { "kind": "coefficient", "surfaces": [0, 1], "powers": [4, 6] }, // both sides
              ],
              "solves": [ { "kind": "paraxialImage", "surface": 3, "value": 0.1 } ],
              "image": { "measure": "wavefront", "rings": 4, "arms": 8 },
              "limits": [ { "quantity": "glassEdge", "surface": 0, "minimum": 1, "weight": 2 } ],
            }
            """);

        Assert.Same(_lens, problem.Start);
        Assert.Equal(
            [(VariableKind.Curvature, 0, 0), (VariableKind.Curvature, 1, 0), (VariableKind.Coefficient, 0, 4), (VariableKind.Coefficient, 0, 6), (VariableKind.Coefficient, 1, 4), (VariableKind.Coefficient, 1, 6)],
            problem.Variables.Select(variable => (variable.Kind, variable.Surface, variable.Power)));
        Assert.Equal(-0.1, problem.Variables[0].Minimum);
        Assert.Equal(new DesignSolve(SolveKind.ParaxialImage, 3, 0.1), problem.Solves.Single());
        Assert.Equal((ImageMeasure.Wavefront, 32), (problem.Image.Measure, problem.Image.Nodes.Count));
        Assert.Equal(new DesignLimit(LimitedQuantity.GlassEdge) { Surface = 0, Minimum = 1, Weight = 2 }, problem.Limits.Single());
    }

    [Fact]
    public void The_standard_problem_is_written_and_read_back_as_it_was()
    {
        var problem = StandardProblem.Of(_lens);

        var again = Read(DesignFile.Write(problem));

        Assert.Equal(problem.Variables.AsEnumerable(), again.Variables);
        Assert.Equal(problem.Solves.AsEnumerable(), again.Solves);
        Assert.Equal(problem.Limits.AsEnumerable(), again.Limits);
        Assert.Equal(
            [(VariableKind.Curvature, 0, 0), (VariableKind.Coefficient, 0, 4), (VariableKind.Coefficient, 0, 8), (VariableKind.Curvature, 1, 0), (VariableKind.Conic, 1, 0), (VariableKind.Thickness, 0, 0), (VariableKind.Thickness, 1, 0), (VariableKind.Thickness, 3, 0)],
            problem.Variables.Select(variable => (variable.Kind, variable.Surface, variable.Power)));
    }

    [Theory]
    [InlineData("\"variables\": [ { \"kind\": \"bending\", \"surface\": 0 } ]", "variables[0].kind")]
    [InlineData("\"variables\": [ { \"kind\": \"curvature\", \"surface\": 4 } ]", "variables[0].surface")]
    [InlineData("\"variables\": [ { \"kind\": \"curvature\" } ]", "variables[0]")]
    [InlineData("\"variables\": [ { \"kind\": \"curvature\", \"surfaces\": \"every\" } ]", "variables[0].surfaces")]
    [InlineData("\"variables\": [ { \"kind\": \"coefficient\", \"surface\": 0 } ]", "power")]
    [InlineData("\"variables\": [], \"limits\": [ { \"quantity\": \"price\" } ]", "limits[0].quantity")]
    [InlineData("\"variables\": [], \"image\": { \"rings\": 0 }", "image")]
    [InlineData("\"variables\": [], \"wishes\": []", "wishes")]
    [InlineData("\"limits\": []", "variables")]
    public void What_is_wrong_is_named_with_its_place(string members, string named)
    {
        var problem = Assert.Throws<LensFileException>(() => Read($"{{ \"format\": \"pentaprism.design\", \"version\": 1, {members} }}"));

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData("{}", "pentaprism.design")]
    [InlineData("{ \"format\": \"pentaprism.design\", \"version\": 2 }", "version 1")]
    [InlineData("{\n\"format\": pentaprism }", "line 2")]
    public void A_file_of_another_kind_is_refused(string text, string named) =>
        Assert.Contains(named, Assert.Throws<LensFileException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static DesignProblem Read(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return DesignFile.Read(path, _lens);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
