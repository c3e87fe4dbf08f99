using System.Collections.Immutable;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Formats;

public class LensJsonTests
{
    private const string Small = """
        {
          "format": "pentaprism.lens", "version": 1,
          "aperture": { "kind": "fNumber", "value": 4 },
          "wavelengths": [ { "nm": 587.5618 } ],
          "stop": 0,
          "surfaces": [
            { "radius": 50, "thickness": 5, "medium": { "glass": "SCHOTT N-BK7" } },
            { "radius": -50, "thickness": 45 }
          ]
        }
        """;

    [DataFact("optics/camera/camera_lenses.json")]
    public void Every_lens_of_the_test_data_comes_back_to_the_last_bit()
    {
        var seen = 0;
        foreach (var name in new[] { "optics/ref/lenses.json", "optics/phone/phone_lenses.json", "optics/camera/camera_lenses.json" }.SelectMany(ReferenceLenses.Names))
        {
            seen++;
            AssertComesBack(ReferenceLenses.Get(name), GlassLibrary.BuiltIn);
        }

        Assert.Equal(107, seen);
    }

    [DataFact(ImportFiles.Folder)]
    public void Every_imported_lens_comes_back_to_the_last_bit()
    {
        foreach (var path in new[] { "zmx", "seq", "optbench" }.SelectMany(kind => Directory.GetFiles(ImportFiles.Path(kind))))
        {
            Lens lens;
            try
            {
                lens = LensFile.Read(path, ImportFiles.Library).Lens;
            }
            catch (LensFileException)
            {
                continue;
            }

            AssertComesBack(lens, ImportFiles.Library);
        }
    }

    [Fact]
    public void Everything_a_lens_can_hold_comes_back_to_the_last_bit()
    {
        var glass = GlassLibrary.BuiltIn["OHARA S-LAH79"];
        var lens = new Lens
        {
            Name = "all \"there\" is",
            Notes = "Größe µ\nsecond line",
            Aperture = new(ApertureKind.StopSemiDiameter, 1.0 / 3),
            Fields = new(FieldKind.ImageHeight, [FieldPoint.At(0), new FieldPoint(-1.5, 2.1, 0.5)]),
            Wavelengths = [new(486.1327, 0.25), new(587.5618), new(1e3 / 3)],
            Primary = 1,
            ObjectDistance = 1234.5,
            ObjectMedium = new ModelGlass(1.333, 55.8),
            ImageCurvature = -1.0 / 7,
            Stop = 1,
            Surfaces =
            [
                new() { Label = "front", Curvature = 1 / 20.5, Conic = -0.7, Quadratic = 1e-5, Even = [0, 1e-7, -3.3e-300], Thickness = 0.1 + 0.2, Medium = glass, SemiDiameter = 9.1 },
                new() { Curvature = Math.PI, Odd = [1e-4, -1e-6], Thickness = -2, Medium = new TabulatedMedium("own", new(300, 1.6), new(700, 1.5)) },
                new() { IsMirror = true, Thickness = 5e-324, Placement = new(1, 2, 3, 4, 5, 6), AxisBreak = new(TiltX: 45) },
                new() { Thickness = 7, Medium = new ModelGlass(1.5168, 64.17, 587.6) },
            ],
            Configurations =
            [
                new() { Name = "far", ObjectDistance = double.PositiveInfinity },
                new()
                {
                    Name = "near",
                    Thicknesses = ImmutableSortedDictionary<int, double>.Empty.Add(0, 1.0 / 3).Add(3, 4),
                    ObjectDistance = 300,
                    Aperture = new(ApertureKind.FNumber, 2.8),
                    Fields = new(FieldKind.Angle, 0.0, 12.5),
                },
            ],
        };
        AssertComesBack(lens, GlassLibrary.BuiltIn);
    }

    [Fact]
    public void A_radius_that_people_would_write_is_written_as_a_radius()
    {
        var text = LensJsonWriter.Write(LensJsonReader.Parse("small.lens.json", Small, GlassLibrary.BuiltIn).Lens);
        Assert.Contains("\"radius\": 50,", text, StringComparison.Ordinal);
        Assert.Contains("\"glass\": \"SCHOTT N-BK7\"", text, StringComparison.Ordinal);
        Assert.Contains("\"indices\": [1.516", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_of_a_glass_that_no_catalogue_holds_are_kept_and_told()
    {
        var text = LensJsonWriter.Write(LensJsonReader.Parse("small.lens.json", Small, GlassLibrary.BuiltIn).Lens).Replace("N-BK7", "OWN-1", StringComparison.Ordinal);
        var import = LensJsonReader.Parse("small.lens.json", text, GlassLibrary.BuiltIn);
        Assert.Equal("SCHOTT OWN-1", import.Lens.Surfaces[0].Medium.Name);
        Assert.Equal(GlassLibrary.BuiltIn["N-BK7"].Index(587.5618), import.Lens.Surfaces[0].Medium.Index(587.5618));
        Assert.Contains("the indices of the file are kept", import.Notes.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_that_differ_from_the_catalogue_are_kept_and_told()
    {
        var text = Small.Replace("\"glass\": \"SCHOTT N-BK7\"", "\"glass\": \"SCHOTT N-BK7\", \"indices\": [1.51681]", StringComparison.Ordinal);
        var import = LensJsonReader.Parse("small.lens.json", text, GlassLibrary.BuiltIn);
        Assert.Equal(1.51681, import.Lens.Surfaces[0].Medium.Index(587.5618));
        Assert.Contains("differs", import.Notes.Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"stop\": 0", "\"stop\": 5", "stop: 5 is no surface")]
    [InlineData("\"stop\": 0", "\"stop\": 0.5", "stop: must be a whole number")]
    [InlineData("\"stop\": 0,", "", "lacks 'stop'")]
    [InlineData("\"radius\": 50", "\"radius\": 0", "surfaces[0].radius: a radius of 0")]
    [InlineData("\"radius\": 50", "\"raduis\": 50", "surfaces[0].raduis: is not known here")]
    [InlineData("\"radius\": 50", "\"radius\": \"50\"", "surfaces[0].radius: must be a number")]
    [InlineData("\"radius\": 50", "\"radius\": 50, \"curvature\": 1", "surfaces[0].curvature: stands beside a radius")]
    [InlineData("\"radius\": 50", "\"radius\": 50, \"radius\": 51", "radius")]
    [InlineData("SCHOTT N-BK7", "SCHOTT N-BK8", "surfaces[0].medium: glass 'SCHOTT N-BK8' is not in the built-in catalogue")]
    [InlineData("\"version\": 1", "\"version\": 2", "version: 2 is not understood")]
    [InlineData("pentaprism.lens", "other", "is no lens of ours")]
    [InlineData("\"fNumber\"", "\"fnumber\"", "aperture.kind: 'fnumber' is not known; known are entrancePupilDiameter, fNumber")]
    [InlineData("587.5618", "5875.618", "surfaces[0].medium: 'SCHOTT N-BK7' has no index at 5875.618 nm")]
    [InlineData("}\n  ]", "}\n  ", "line ")]
    public void A_wrong_file_is_refused_with_place_and_advice(string right, string wrong, string expected)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);
        var text = Small.Replace(right, wrong, StringComparison.Ordinal);
        var problem = Assert.Throws<LensFileException>(() => LensJsonReader.Parse("small.lens.json", text, GlassLibrary.BuiltIn));
        Assert.StartsWith("small.lens.json: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [DataFact(ImportFiles.Folder)]
    public void Damaged_files_give_a_lens_or_a_plain_refusal()
    {
        var lens = OpticalBenchReader.Read(ImportFiles.Path("optbench/nikkor-z-35mmf1.8.txt")).Lens;
        var text = LensJsonWriter.Write(lens with { Surfaces = lens.Surfaces.SetItem(0, lens.Surfaces[0] with { Medium = GlassLibrary.BuiltIn["N-BK7"] }) });
        Damage.Check(text, damaged => Assert.Empty(LensJsonReader.Parse("lens.json", damaged, GlassLibrary.BuiltIn).Lens.Check()));
        Damage.Check(Small, damaged => Assert.Empty(LensJsonReader.Parse("lens.json", damaged, GlassLibrary.BuiltIn).Lens.Check()));
    }

    [Fact]
    public void The_example_of_the_documentation_is_a_lens()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pentaprism.slnx")))
        {
            folder = folder.Parent!;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "lens-json.md"));
        var example = page.Split("```json")[1].Split("```")[0];
        var lens = LensJsonReader.Parse("example.lens.json", example, GlassLibrary.BuiltIn).Lens;
        Assert.Equal(100, Paraxial.FocalLength(lens), 1.0);
        AssertComesBack(lens, GlassLibrary.BuiltIn);
    }

    private static void AssertComesBack(Lens lens, GlassLibrary library)
    {
        var text = LensJsonWriter.Write(lens);
        var import = LensJsonReader.Parse("lens.lens.json", text, library);
        Assert.Empty(import.Notes);
        LensEquality.AssertSame(lens, import.Lens);
        Assert.Equal(text, LensJsonWriter.Write(import.Lens));
    }
}
