using System.Text.Json;

namespace Pentaprism.Cli.Tests;

public sealed class LensCommandTests
{
    [Fact]
    public void Show_prints_every_surface_and_the_first_order()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("lens", "show", line.WriteLens("triplet.zmx"));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Cooke triplet", output, StringComparison.Ordinal);
        Assert.Contains("3 stop", output, StringComparison.Ordinal);
        Assert.Contains("22.01359", output, StringComparison.Ordinal);
        Assert.Contains("f/5.0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_gives_machines_the_surfaces_and_the_first_order()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");

        var (code, output, _) = line.Run("lens", "show", file, "--json");

        Assert.Equal(0, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(file, report.GetProperty("file").GetString());
        Assert.Equal(3, report.GetProperty("stop").GetInt32());
        Assert.Equal(6, report.GetProperty("surfaces").GetArrayLength());
        Assert.Equal(3, report.GetProperty("surfaces")[0].GetProperty("indices").GetArrayLength());

        // The well-known triplet has 50 mm with the glasses of its maker; model glasses come close.
        Assert.Equal(50, report.GetProperty("efl").GetDouble(), 0.05);
        Assert.Equal(10, report.GetProperty("entrancePupilDiameter").GetDouble(), 1e-12);
        Assert.Equal(report.GetProperty("efl").GetDouble() / 10, report.GetProperty("fNumber").GetDouble(), 1e-12);
    }

    [Fact]
    public void Analyze_gives_machines_every_field()
    {
        using var line = new CommandLine();

        var (code, output, _) = line.Run("lens", "analyze", line.WriteLens("triplet.zmx"), "--fields", "0,14", "--mtf", "10,30", "--json");

        Assert.Equal(0, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(["s1", "s2", "s3", "s4", "s5", "c1", "c2"], report.GetProperty("seidel").EnumerateObject().Take(7).Select(sum => sum.Name));
        Assert.Equal(2, report.GetProperty("fields").GetArrayLength());
        var field = report.GetProperty("fields")[1];
        Assert.Equal(14, field.GetProperty("angle").GetDouble());
        Assert.InRange(field.GetProperty("spotRms").GetDouble(), 5, 30);
        Assert.InRange(field.GetProperty("opdRms").GetDouble(), 0.2, 1.5);
        Assert.InRange(field.GetProperty("distortion").GetDouble(), -1, 0);
        Assert.InRange(field.GetProperty("relativeIllumination").GetDouble(), 0.85, 1);
        Assert.InRange(field.GetProperty("chiefRayAngle").GetDouble(), 10, 17);
        Assert.InRange(field.GetProperty("raysLost").GetInt32(), 0, field.GetProperty("raysTraced").GetInt32());
        foreach (var kind in new[] { "geometric", "diffraction" })
        {
            var points = field.GetProperty("mtf").EnumerateArray().Where(point => point.GetProperty("kind").GetString() == kind).ToList();
            Assert.Equal([10.0, 30.0], points.Select(point => point.GetProperty("frequency").GetDouble()));
            Assert.All(points, point => Assert.InRange(point.GetProperty("tangential").GetDouble(), 0.01, 1));
            Assert.All(points, point => Assert.InRange(point.GetProperty("sagittal").GetDouble(), 0.01, 1));
        }
    }

    [Fact]
    public void Fields_and_wavelengths_of_the_command_line_take_the_place_of_those_in_the_file()
    {
        using var line = new CommandLine();

        var (_, output, _) = line.Run("lens", "show", line.WriteLens("triplet.zmx"), "--json", "--fields", "0,7.5", "--wavelength", "486.13,587.56,656.27");

        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal([0, 7.5], report.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("y").GetDouble()));
        Assert.Equal(587.56, report.GetProperty("wavelengths")[report.GetProperty("primary").GetInt32()].GetProperty("nanometres").GetDouble());
    }

    [Theory]
    [InlineData("587.56")]
    [InlineData("550")]
    public void A_single_wavelength_is_the_primary_one_of_an_analysis_and_leaves_the_colours(string nanometres)
    {
        using var line = new CommandLine();

        var (_, output, _) = line.Run(
            "lens", "analyze", line.WriteLens("triplet.zmx"), "--json", "--fields", "0", "--mtf", "10", "--wavelength", nanometres, "--polychromatic");

        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(nanometres, report.GetProperty("wavelength").GetRawText());
        Assert.NotEqual(0, report.GetProperty("seidel").GetProperty("c1").GetDouble());
    }

    [Theory]
    [InlineData("--fields", "0,wide", 2, "--fields")]
    [InlineData("--wavelength", "0.55", 2, "--wavelength")]
    [InlineData("--configuration", "tele", 2, "--configuration")]
    [InlineData("--glass", "missing.agf", 1, "missing.agf")]
    [InlineData("--glass", "glasses.doc", 1, "glasses.doc")]
    public void What_does_not_fit_the_lens_is_named(string flag, string value, int exitCode, string named)
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("lens", "show", line.WriteLens("triplet.zmx"), flag, value);

        Assert.Equal((exitCode, ""), (code, output));
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("triplet.zmx", "GLAS ___BLANK 1 0 1.62041 60.32", "GLAS NO_SUCH_GLASS 0 0 1.5 40", "NO_SUCH_GLASS")]
    [InlineData("triplet.zmx", "CURV 0.049280775", "CURV steep", "steep")]
    [InlineData("triplet.doc", "", "", "triplet.doc")]
    public void A_file_that_cannot_be_used_gives_one_line_with_its_place_and_no_output(string name, string good, string bad, string named)
    {
        using var line = new CommandLine();
        var file = line.WriteLens(name, good.Length > 0 ? SampleLenses.Triplet.Replace(good, bad, StringComparison.Ordinal) : SampleLenses.Triplet);

        var (code, output, error) = line.Run("lens", "show", file, "--json");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.StartsWith($"pentaprism: {file}: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("again.lens.json", 1e-15)]
    [InlineData("again.zmx", 1e-8)]
    public void Convert_writes_a_lens_that_is_read_back_as_the_same_lens(string name, double allowed)
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");

        var (code, output, error) = line.Run("lens", "convert", file, line.File(name));

        Assert.Equal((0, "", ""), (code, output, error));
        JsonElement Show(string path) => JsonDocument.Parse(line.Run("lens", "show", path, "--json").Output).RootElement;
        var (before, after) = (Show(file), Show(line.File(name)));
        Assert.Equal(before.GetProperty("efl").GetDouble(), after.GetProperty("efl").GetDouble(), allowed);
        Assert.Equal(before.GetProperty("stop").GetInt32(), after.GetProperty("stop").GetInt32());
        Assert.Equal(1, line.Run("lens", "convert", file, line.File(name)).ExitCode);
        Assert.Equal(0, line.Run("lens", "convert", file, line.File(name), "--overwrite").ExitCode);
        Assert.Equal(2, line.Run("lens", "convert", file, file, "--overwrite").ExitCode);
        Assert.Equal(1, line.Run("lens", "convert", file, line.File("lens.doc")).ExitCode);
        Assert.Equal(SampleLenses.Triplet, File.ReadAllText(file));
    }

    [Fact]
    public void Tolerance_tells_the_yield_and_the_worst_offenders_and_writes_a_page()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");

        var (code, output, error) = line.Run("lens", "tolerance", file, "--trials", "300", "--traced", "20", "--mtf", "10,20", "-o", line.File("yield.html"));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("300 lenses", output, StringComparison.Ordinal);
        Assert.Contains("worst offenders", output, StringComparison.Ordinal);
        Assert.Contains("Of 20 traced lenses", output, StringComparison.Ordinal);
        var page = File.ReadAllText(line.File("yield.html"));
        Assert.Contains("Cooke triplet", page, StringComparison.Ordinal);
        Assert.Contains("Worst offenders", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_without_light_has_no_tolerances_and_is_named_in_one_line()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");

        var (code, output, error) = line.Run("lens", "tolerance", file, "--fields", "0,62,65", "-o", line.File("page.html"));

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.StartsWith($"pentaprism: {file}: ", error, StringComparison.Ordinal);
        Assert.Contains("(0, 62)", error, StringComparison.Ordinal);
        Assert.False(File.Exists(line.File("page.html")));
    }

    [Fact]
    public void A_lens_that_loses_rays_is_analysed_and_toleranced_with_those_that_are_left()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("wild.zmx", SampleLenses.Triplet.Replace("ENPD 10", "ENPD 34", StringComparison.Ordinal));

        var analysis = line.Run("lens", "analyze", file, "--fields", "0,10", "--json");
        Assert.Equal((0, ""), (analysis.ExitCode, analysis.Error));
        var fields = JsonDocument.Parse(analysis.Output).RootElement.GetProperty("fields");
        Assert.Contains(fields.EnumerateArray(), field => field.GetProperty("raysLost").GetInt32() > 0);
        var tolerance = line.Run("lens", "tolerance", file, "--fields", "0,10", "--trials", "20", "--traced", "4");
        Assert.Equal((0, ""), (tolerance.ExitCode, tolerance.Error));
        Assert.Contains("20 lenses", tolerance.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_on_any_number_of_threads()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");
        string Run(string threads, string seed) =>
            line.Run("lens", "tolerance", file, "--trials", "200", "--traced", "10", "--json", "--seed", seed, "--threads", threads).Output;

        var one = Run("1", "5");

        Assert.Equal(one, Run("3", "5"));
        Assert.NotEqual(one, Run("3", "6"));
        var report = JsonDocument.Parse(one).RootElement;
        var rms = report.GetProperty("worstField").GetProperty("rms");
        Assert.True(rms.GetProperty("percentiles").GetProperty("90").GetDouble() > rms.GetProperty("percentiles").GetProperty("50").GetDouble());
        Assert.Equal(20, report.GetProperty("worstField").GetProperty("mtf")[0].GetProperty("frequency").GetDouble());
        Assert.Equal(5, report.GetProperty("fields").GetArrayLength());
        Assert.Equal(100, report.GetProperty("sensitivities").EnumerateArray().Sum(one => one.GetProperty("sharePercent").GetDouble()), 1e-6);
    }

    [Fact]
    public void Saved_tolerances_are_read_back_and_wrong_ones_are_named()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");
        string[] run = ["lens", "tolerance", file, "--trials", "50", "--traced", "0", "--json"];

        var first = line.Run([.. run, "--save-tolerances", line.File("grades.json")]);
        var second = line.Run([.. run, "--tolerances", line.File("grades.json")]);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(2, line.Run([.. run, "--tolerances", "cheap"]).ExitCode);
        File.WriteAllText(line.File("bad.json"), "{ \"thicknes\": 1 }");
        var bad = line.Run([.. run, "--tolerances", line.File("bad.json")]);
        Assert.Equal((1, 1), (bad.ExitCode, bad.Error.Count(c => c == '\n')));
        Assert.Contains("thicknes", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Optimize_writes_a_better_lens_of_the_same_focal_length_and_a_page()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");

        var (code, output, error) = line.Run("lens", "optimize", file, "-o", line.File("better.lens.json"), "--report", line.File("better.html"), "--save-design", line.File("task.lens.json"), "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.True(report.GetProperty("after").GetProperty("merit").GetDouble() < report.GetProperty("before").GetProperty("merit").GetDouble());
        JsonElement Show(string path) => JsonDocument.Parse(line.Run("lens", "show", path, "--json").Output).RootElement;
        var (before, after) = (Show(file), Show(line.File("better.lens.json")));
        Assert.Equal(before.GetProperty("efl").GetDouble(), after.GetProperty("efl").GetDouble(), 1e-3);
        Assert.Equal(before.GetProperty("fields").GetRawText(), after.GetProperty("fields").GetRawText());
        Assert.Contains("Before and after", File.ReadAllText(line.File("better.html")), StringComparison.Ordinal);
        Assert.Equal(SampleLenses.Triplet, File.ReadAllText(file));
        var again = line.Run("lens", "optimize", line.File("task.lens.json"), "-o", line.File("again.lens.json"));
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(File.ReadAllBytes(line.File("better.lens.json")), File.ReadAllBytes(line.File("again.lens.json")));
        Assert.Equal(1, line.Run("lens", "optimize", file, "-o", line.File("again.lens.json")).ExitCode);
    }

    [Theory]
    [InlineData("\"variables\": []", "design.variables")]
    [InlineData("\"variables\": [ { \"kind\": \"glass\", \"surfaces\": [1] } ]", "air")]
    [InlineData("\"variables\": [ { \"kind\": \"colour\", \"surfaces\": [1] } ]", "colour")]
    public void A_design_problem_that_cannot_be_posed_is_named_and_writes_no_lens(string design, string named)
    {
        using var line = new CommandLine();
        var task = line.File("task.lens.json");
        Assert.Equal(0, line.Run("lens", "convert", line.WriteLens("triplet.zmx"), task).ExitCode);
        var text = File.ReadAllText(task).TrimEnd();
        File.WriteAllText(task, text[..^1] + $", \"design\": {{ {design} }} }}");

        var (code, output, error) = line.Run("lens", "optimize", task, "-o", line.File("better.lens.json"));

        Assert.Equal((1, "", 1), (code, output, error.Count(c => c == '\n')));
        Assert.StartsWith($"pentaprism: {task}: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.False(File.Exists(line.File("better.lens.json")));
    }

    [Fact]
    public void A_lens_that_grows_part_of_the_way_only_is_written_with_the_field_it_reached_and_told()
    {
        using var line = new CommandLine();
        var task = line.File("task.lens.json");
        Assert.Equal(0, line.Run("lens", "convert", line.WriteLens("triplet.zmx"), task).ExitCode);
        const string Design = """
            "design": { "variables": [ { "kind": "curvature", "surfaces": [5] } ], "grow": { "field": 0.5, "aperture": 0.5, "iterations": 2, "worse": 1.001 } }
            """;
        File.WriteAllText(task, File.ReadAllText(task).TrimEnd()[..^1] + $", {Design} }}");

        var (code, _, error) = line.Run("lens", "optimize", task, "-o", line.File("grown.lens.json"));

        Assert.Equal((1, 1), (code, error.Count(c => c == '\n')));
        Assert.StartsWith("pentaprism: the lens grew by ", error, StringComparison.Ordinal);
        var fields = JsonDocument.Parse(line.Run("lens", "show", line.File("grown.lens.json"), "--json").Output).RootElement.GetProperty("fields").GetRawText();
        Assert.DoesNotContain("20", fields, StringComparison.Ordinal);
    }

    [Fact]
    public void A_global_search_from_the_start_is_never_worse_than_the_nearest_minimum()
    {
        using var line = new CommandLine();
        var file = line.WriteLens("triplet.zmx");
        double Merit(params string[] more) =>
            JsonDocument.Parse(line.Run(["lens", "optimize", file, "-o", line.File("better.lens.json"), "--overwrite", "--json", .. more]).Output).RootElement.GetProperty("after").GetProperty("merit").GetDouble();

        Assert.True(Merit("--hops", "2", "--seed", "3") <= Merit() * 1.0001);
    }

    [Fact]
    public void Analyze_gives_machines_what_they_rely_on()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("lens", "analyze", line.WriteLens("triplet.zmx"), "--mtf", "10,20", "--aiming", "paraxial", "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        foreach (var name in new[] { "efl", "bfl", "fNumber", "entrancePupil", "ttl" })
        {
            Assert.Equal(JsonValueKind.Number, report.GetProperty(name).ValueKind);
        }

        foreach (var name in new[] { "s1", "s2", "s3", "s4", "s5", "c1", "c2" })
        {
            Assert.Equal(JsonValueKind.Number, report.GetProperty("seidel").GetProperty(name).ValueKind);
        }

        var fields = report.GetProperty("fields").EnumerateArray().ToArray();
        Assert.Equal([0, 14, 20], fields.Select(field => field.GetProperty("angle").GetDouble()));
        foreach (var name in new[] { "spotRms", "opdRms", "distortion", "relativeIllumination", "chiefRayAngle", "raysTraced", "raysLost" })
        {
            Assert.All(fields, field => Assert.Equal(JsonValueKind.Number, field.GetProperty(name).ValueKind));
        }

        // Model glasses stand near the maker's: the published triplet has 14.57 µm and 92.7 % at 14 degrees.
        Assert.Equal(14.57, fields[1].GetProperty("spotRms").GetDouble(), 0.3);
        Assert.Equal(0.927, fields[1].GetProperty("relativeIllumination").GetDouble(), 0.002);
        var mtf = fields[1].GetProperty("mtf").EnumerateArray().ToArray();
        Assert.Equal(["diffraction", "geometric"], mtf.Select(point => point.GetProperty("kind").GetString()).Distinct().Order());
        Assert.All(mtf, point => Assert.InRange(point.GetProperty("tangential").GetDouble(), 0, 1));
    }

    [Fact]
    public void Analyze_prints_tables_and_writes_a_page_with_all_its_drawings()
    {
        using var line = new CommandLine();

        var (code, output, error) = line.Run("lens", "analyze", line.WriteLens("triplet.zmx"), "--fields", "0,10", "--mtf", "20", "-o", line.File("triplet.html"));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("diffraction MTF", output, StringComparison.Ordinal);
        var page = File.ReadAllText(line.File("triplet.html"));
        foreach (var section in new[] { "Lens", "Fields", "Modulation transfer", "Spots", "Point spread functions", "Fans", "Over the field", "Third order", "Ghosts" })
        {
            Assert.Contains($"<h2>{section}</h2>", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">NaN", page, StringComparison.Ordinal);
    }
}
