using System.Globalization;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Optimisation;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Optics.Tests.Designs;

/// <summary>The designs of docs/designs.md: the lens files beside it reach the figures that it states, and could be made.</summary>
public sealed class WorkedDesignTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Path.Combine(Docs, "lenses"), "*.problem.lens.json").Select(file => Path.GetFileName(file).Split('.')[0])];

    private static string Docs
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Pentaprism.slnx")))
            {
                folder = folder.Parent!;
            }

            return Path.Combine(folder.FullName, "docs");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_lens_reaches_what_the_page_states(string name)
    {
        var table = Table(name);
        double[] frequencies = [.. table[0].Where(cell => cell.StartsWith("T ", StringComparison.Ordinal)).Select(cell => Number(cell[2..].Split('/')[0]))];
        var analysis = LensAnalysis.Of(Read(name), new LensAnalysisOptions { Frequencies = [.. frequencies], Polychromatic = true });
        Assert.Equal(analysis.Fields.Length, table.Length - 1);
        foreach (var (field, row) in analysis.Fields.Zip(table.Skip(1)))
        {
            Assert.Equal(Number(row[0].TrimEnd('°')), field.Field.Y, 0.01);
            Assert.Equal(Number(row[1]), field.SpotRmsPolychromatic, 0.006);
            Assert.Equal(Number(row[2]), field.Distortion, 0.006);
            Assert.Equal(Number(row[3]), 100 * field.RelativeIllumination, 0.06);
            Assert.Equal(Number(row[4]), field.ChiefRayAngle, 0.06);
            MtfPoint[] mtf = [.. field.Mtf.Where(point => point.Kind == MtfKind.Diffraction)];
            for (var i = 0; i < mtf.Length; i++)
            {
                Assert.Equal(Number(row[5 + (2 * i)]), mtf[i].Tangential, 0.006);
                Assert.Equal(Number(row[6 + (2 * i)]), mtf[i].Sagittal, 0.006);
            }

            Assert.Equal(0, field.RaysLost);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Elements_could_be_moulded_and_do_not_touch(string name)
    {
        var lens = Read(name);
        var reach = Reach(lens);
        for (var s = 0; s < lens.Surfaces.Length - 1; s++)
        {
            if (s == lens.Stop)
            {
                continue;
            }

            var least = lens.Surfaces[s].Medium.IsAir ? 0.04 : lens.Surfaces[s].IsAsphere ? 0.29 : 0.2;
            for (var part = 0; part <= 50; part++)
            {
                var r = part / 50.0 * Math.Max(reach[s], reach[s + 1]);
                Assert.True(lens.Surfaces[s].Thickness + lens.Surfaces[s + 1].Sag(r) - lens.Surfaces[s].Sag(r) >= least, $"gap {s} at {r:F2} mm");
                var own = part / 50.0 * reach[s];
                Assert.True(Math.Abs(lens.Surfaces[s].Sag(own + 1e-4) - lens.Surfaces[s].Sag(own)) < 1.3e-4, $"slope of surface {s} at {own:F2} mm");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_problem_is_the_one_that_the_lens_solves(string name)
    {
        var problem = DesignProblemFile.Read(Path.Combine(Docs, "lenses", $"{name}.problem.lens.json")).Problem;
        var lens = Read(name);
        var score = DesignOptimiser.Judge(problem with { Start = lens with { Fields = problem.Start.Fields, Wavelengths = problem.Start.Wavelengths } });
        Assert.Equal(0, score.FailedRays);
        Assert.Empty(score.Broken);
        Assert.Equal(problem.Start.Surfaces.Select(s => s.Medium.Name), lens.Surfaces.Select(s => s.Medium.Name));
        var (start, end) = (LensAnalysis.Of(problem.Start with { Fields = lens.Fields }), LensAnalysis.Of(lens));
        foreach (var (before, after) in start.Fields.Zip(end.Fields))
        {
            Assert.InRange(after.SpotRmsPolychromatic, 0, before.SpotRmsPolychromatic);
        }
    }

    // The command of the page, from the start of the problem: growth, then descent.
    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Names))]
    public void The_problem_leads_to_the_lens(string name)
    {
        var file = DesignProblemFile.Read(Path.Combine(Docs, "lenses", $"{name}.problem.lens.json"));
        var problem = file.Growth is { } growth ? Curriculum.Grow(file.Problem, growth).Problem : file.Problem;
        var found = DesignOptimiser.Improve(problem, new DesignOptions()).Score;
        var lens = Read(name);
        var known = DesignOptimiser.Judge(problem with { Start = lens with { Fields = problem.Start.Fields, Wavelengths = problem.Start.Wavelengths } });
        Assert.Equal(0, found.FailedRays);
        Assert.InRange(found.WorstViolation, double.NegativeInfinity, 0.05);
        Assert.InRange(found.ImageMerit, 0.95 * known.ImageMerit, 1.05 * known.ImageMerit);
    }

    private static Lens Read(string name) => LensFile.Read(Path.Combine(Docs, "lenses", $"{name}.lens.json")).Lens;

    // The table that follows the mark "<!-- figures of NAME -->": headings, then rows.
    private static string[][] Table(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Docs, "designs.md"));
        string[][] rows = [.. lines.SkipWhile(line => line != $"<!-- figures of {name} -->").Skip(1).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
        return [rows[0], .. rows.Skip(2)];
    }

    // How far out light of any field and wavelength meets each surface.
    private static double[] Reach(Lens lens)
    {
        var model = SequentialModel.Of(lens);
        var reach = new double[lens.Surfaces.Length];
        var rim = PupilNodes.Of([.. Enumerable.Range(0, 16).Select(i => new PupilNode(Math.Sin(i * Math.PI / 8), Math.Cos(i * Math.PI / 8)))]);
        foreach (var field in lens.Fields.Points)
        {
            var rays = Launcher.Launch(model, field, rim, RayAiming.Automatic);
            for (var i = 0; i < rays.Count; i++)
            {
                var hits = RayTracer.Follow(model, lens.Primary, rays, i).Hits;
                for (var s = 0; s < reach.Length; s++)
                {
                    reach[s] = Math.Max(reach[s], Math.Sqrt((hits[s].Point.X * hits[s].Point.X) + (hits[s].Point.Y * hits[s].Point.Y)));
                }
            }
        }

        return reach;
    }

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
