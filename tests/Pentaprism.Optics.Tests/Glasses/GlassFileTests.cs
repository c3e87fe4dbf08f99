using System.Text;
using System.Text.Json;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Glasses;

public class GlassFileTests
{
    private const string Import = "optics/import";

    // The largest difference between the printed n_d and the formula, as the test data's expected.json states it.
    private static readonly Dictionary<string, double> _tolerances = new()
    {
        ["schott"] = 5e-6,
        ["phone_plastics_utf16"] = 5e-6,
        ["arton"] = 5e-6,
        ["topas"] = 5e-6,
        ["archer"] = 5e-6,
        ["rpo"] = 5e-6,
        ["hikari"] = 5e-6,
        ["heraeus"] = 5e-6,
        ["zeon"] = 2.11e-5,
    };

    [DataFact(Import)]
    public void Agf_catalogues_hold_the_glasses_and_formulas_they_should()
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(TestData.Path($"{Import}/expected.json")));
        var agf = expected.RootElement.GetProperty("agf");
        var read = 0;
        foreach (var count in agf.GetProperty("counts").EnumerateObject())
        {
            var file = AgfReader.Read(TestData.Path($"{Import}/agf/{count.Name}.agf"));
            Assert.Equal((count.Name, count.Value.GetInt32()), (count.Name, file.Catalogue.Glasses.Length));
            if (agf.GetProperty("formulas_present").TryGetProperty(count.Name, out var formulas))
            {
                Assert.Equal(
                    formulas.EnumerateArray().Select(f => $"a{f.GetInt32()}"),
                    file.Catalogue.Glasses.Select(g => ((FormulaDispersion)g.Dispersion).Code).Distinct().OrderBy(code => int.Parse(code.AsSpan(1))));
            }

            read++;
        }

        Assert.Equal(14, read);
    }

    [DataFact(Import)]
    public void Agf_formulas_meet_the_printed_nd_and_what_does_not_is_told()
    {
        var told = 0;
        foreach (var path in Directory.GetFiles(TestData.Path($"{Import}/agf"), "*.agf"))
        {
            var file = AgfReader.Read(path);
            told += file.Notes.Count(note => note.Text.Contains("its formula gives", StringComparison.Ordinal));
            if (!_tolerances.TryGetValue(Path.GetFileNameWithoutExtension(path), out var tolerance))
            {
                continue;
            }

            foreach (var glass in file.Catalogue.Glasses.Where(glass => glass.Dispersion.Range.Contains(Wavelength.LineD)))
            {
                Assert.True(Math.Abs(glass.Nd!.Value - glass.PrintedNd!.Value) <= tolerance, $"{path} {glass.Name}: {glass.Nd} against {glass.PrintedNd}");
            }
        }

        Assert.True(told > 3);
    }

    [DataFact(Import)]
    public void Agf_reads_the_rest_of_an_entry()
    {
        var glass = AgfReader.Read(TestData.Path($"{Import}/agf/schott.agf")).Catalogue.Find("N-BK7").Single();
        Assert.Equal("SCHOTT N-BK7", glass.Name);
        Assert.Equal(2.51, glass.Density);
        Assert.Equal(7.1e-6, glass.Expansion!.Value, 1e-12);
        Assert.Equal(20, glass.Thermal!.ReferenceCelsius);
        Assert.Equal(new WavelengthRange(300, 2500), glass.Dispersion.Range);
        Assert.Equal(GlassLibrary.BuiltIn["N-BK7"].Index(546.07), glass.Index(546.07), 1e-8);
    }

    [DataFact(Import)]
    public void Materials_of_refractiveindex_info_meet_their_printed_nd()
    {
        var printed = 0;
        var files = Directory.GetFiles(TestData.Path($"{Import}/rii"), "*.yml");
        foreach (var path in files)
        {
            var file = RefractiveIndexYamlReader.Read(path, "maker");
            var glass = file.Catalogue.Glasses.Single();
            Assert.Empty(file.Notes);
            Assert.True(glass.Index(Math.Clamp(Wavelength.LineD, glass.Dispersion.Range.FromNanometres, glass.Dispersion.Range.ToNanometres)) is > 1.3 and < 2.3, path);
            if (glass.PrintedNd is { } nd)
            {
                printed++;
                Assert.True(Math.Abs(glass.Nd!.Value - nd) <= 4e-5, $"{path}: {glass.Nd} against {nd}");
            }
        }

        Assert.Equal((62, 29), (files.Length, printed));
    }

    [DataFact(Import)]
    public void Materials_of_refractiveindex_info_bring_more_than_the_index()
    {
        var file = RefractiveIndexYamlReader.Read(TestData.Path($"{Import}/rii/schott_N-BK7.yml"), "SCHOTT");
        var glass = file.Catalogue.Glasses.Single();
        Assert.Equal("SCHOTT schott_N-BK7", glass.Name);
        Assert.Equal((2.51, 7.1e-6, "standard", -0.0009), (glass.Density, glass.Expansion, glass.Status, glass.DeltaPgF));
        Assert.Equal(1.86e-6, glass.Thermal!.D0);
        Assert.Equal(20, glass.Thermal.ReferenceCelsius);
        Assert.Equal(64.17, glass.Vd!.Value, 0.005);
    }

    [Theory]
    [InlineData("", "holds no glass")]
    [InlineData("NM A 2 1\n", "line 1: a glass begins with NM")]
    [InlineData("NM A 14 1 1.5 60\nCD 1\n", "line 1: glass 'A' has formula 14")]
    [InlineData("NM A 2 1 1.5 60\nCD 1 x\n", "line 2: 'x' is no number")]
    [InlineData("NM A 2 1 1.5 60\nLD 0.4 0.7\n", "line 1: glass 'A' has no CD line")]
    [InlineData("NM A 2 1 1.5 60\nCD 1 0.01\nLD 0.7 0.4\n", "line 3: LD gives")]
    [InlineData("NM A 2 1 1.5 60\nCD 1 1e999\n", "line 2: '1e999' is no number")]
    public void A_wrong_Agf_file_is_refused_with_line_and_advice(string text, string expected)
    {
        var problem = Assert.Throws<LensFileException>(() => AgfReader.Parse("some/own.agf", text));
        Assert.StartsWith("some/own.agf: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData("", "has no DATA")]
    [InlineData("DATA:\n  - type: tabulated k\n", "neither a formula nor a table")]
    [InlineData("DATA:\n  - type: formula 10\n", "'formula 10' is unknown")]
    [InlineData("DATA:\n  - type: formula 2\n", "has no coefficients")]
    [InlineData("DATA:\n  - type: formula 2\n    coefficients: 0 a\n", "line 3: 'a' is no number")]
    [InlineData("DATA:\n  - type: tabulated n\n    data: |\n        0.5 1.5\n        0.6\n", "line 5: a row of a table")]
    [InlineData("DATA:\n  - type: tabulated n\n    data: |\n        0.5 1.5\n        0.5 1.6\n", "line 5: the table gives two indices")]
    [InlineData("{ \"json\": 1 }", "line 1: has no DATA")]
    [InlineData("text", "line 1: is neither")]
    public void A_wrong_material_file_is_refused_with_line_and_advice(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<LensFileException>(() => RefractiveIndexYamlReader.Parse("m.yml", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_glass_that_stands_in_a_file_twice_is_kept_once_and_told()
    {
        var file = AgfReader.Parse("own.agf", "NM A 1 1 1.5 60\nCD 2.25\nNM A 1 1 1.6 60\nCD 2.56\n");
        Assert.Equal(1.5, file.Catalogue.Glasses.Single().Nd);
        Assert.Equal(3, file.Notes.Single().Line);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("latin1")]
    public void Text_is_read_in_every_encoding_in_use(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("CC Größe µm\nNM", TextFile.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("CC Größe µm\nNM")]));
    }

    [DataFact(Import)]
    public void Damaged_catalogues_give_glasses_or_a_plain_refusal()
    {
        var text = TextFile.Read(TestData.Path($"{Import}/agf/misc.agf"));
        Damage.Check(text, damaged => AgfReader.Parse("misc.agf", damaged));
    }

    [DataFact(Import)]
    public void Damaged_materials_give_a_glass_or_a_plain_refusal()
    {
        foreach (var name in new[] { "schott_N-BK7.yml", "urea_Rosker-e.yml", "glass_misc_soda-lime_Rubin-clear.yml" })
        {
            var text = TextFile.Read(TestData.Path($"{Import}/rii/{name}"));
            Damage.Check(text, damaged => RefractiveIndexYamlReader.Parse(name, damaged));
        }
    }
}
