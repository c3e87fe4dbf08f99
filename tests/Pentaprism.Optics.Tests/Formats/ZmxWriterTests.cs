using System.Collections.Immutable;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Formats;

public class ZmxWriterTests
{
    [DataFact("optics/camera/camera_lenses.json")]
    public void Every_lens_of_the_test_data_comes_back_to_the_last_bit_but_for_its_indices()
    {
        foreach (var name in new[] { "optics/ref/lenses.json", "optics/phone/phone_lenses.json", "optics/camera/camera_lenses.json" }.SelectMany(ReferenceLenses.Names))
        {
            var read = ReferenceLenses.Get(name);
            var lens = read with { Wavelengths = [.. read.Wavelengths.Select(w => w with { Nanometres = Math.Round(w.Nanometres, 9) })] };
            var export = ZmxWriter.Write(lens);
            var back = ZmxReader.Parse("lens.zmx", export.Text, GlassLibrary.BuiltIn).Lens;
            LensEquality.AssertSameOptics(lens, back, compareMedia: false);
            Assert.Equal(lens.Surfaces.Count(surface => !surface.Medium.IsAir), export.Notes.Length);
            foreach (var (a, b) in lens.Surfaces.Zip(back.Surfaces))
            {
                Assert.Equal(a.Medium.Index(Wavelength.LineD), b.Medium.Index(Wavelength.LineD), 1e-15);
            }
        }
    }

    [DataFact(ImportFiles.Folder)]
    public void Every_imported_lens_comes_back_to_the_last_bit_with_its_glasses()
    {
        var seen = 0;
        foreach (var path in Directory.GetFiles(ImportFiles.Path("zmx")))
        {
            Lens lens;
            try
            {
                lens = ZmxReader.Read(path, ImportFiles.Library).Lens;
            }
            catch (LensFileException)
            {
                continue;
            }

            if (!lens.IsRotationallySymmetric)
            {
                continue;
            }

            seen++;
            var export = ZmxWriter.Write(lens);
            Assert.Empty(export.Notes);
            var back = ZmxReader.Parse("lens.zmx", export.Text, ImportFiles.Library).Lens;

            // Where the aperture is the size of the stop, the file makes it the stop's clear aperture as well.
            var expected = lens.Aperture.Kind != ApertureKind.StopSemiDiameter ? lens
                : lens with { Surfaces = lens.Surfaces.SetItem(lens.Stop, lens.Surfaces[lens.Stop] with { SemiDiameter = lens.Aperture.Value }) };
            LensEquality.AssertSameOptics(expected, back);
            Assert.Equal(export.Text, ZmxWriter.Write(back).Text);
        }

        Assert.Equal(13, seen);
    }

    [DataFact(ImportFiles.Folder)]
    public void Tilted_and_shifted_surfaces_come_back_so_that_rays_land_in_the_same_place()
    {
        foreach (var path in new[] { "seq/threemir.seq", "zmx/decentred_mirrors_9_fields.zmx", "zmx/coordinate_breaks.zmx" })
        {
            var lens = LensFile.Read(ImportFiles.Path(path), ImportFiles.Library).Lens;
            AssertSameRays(lens, ZmxReader.Parse("lens.zmx", ZmxWriter.Write(lens).Text, ImportFiles.Library).Lens);
        }
    }

    [Fact]
    public void A_surface_shifted_and_turned_in_every_way_comes_back_so_that_rays_land_in_the_same_place()
    {
        var glass = GlassLibrary.BuiltIn["N-BK7"];
        var lens = new Lens
        {
            Aperture = new(ApertureKind.EntrancePupilDiameter, 8),
            Fields = new(FieldKind.Angle, [FieldPoint.At(0), new FieldPoint(3, -4)]),
            Surfaces =
            [
                new() { Curvature = 0.01, Thickness = 6, Medium = glass, AxisBreak = new(0.1, 0.2, 0.3, 1, 2, 3) },
                new() { Curvature = -0.02, Conic = -0.5, Even = [1e-6], Thickness = 4, Placement = new(-0.2, 0.1, 0.4, -2, 1.5, 30) },
                new() { Curvature = 0.015, Thickness = 3, Medium = glass, Placement = new(TiltY: 4), AxisBreak = new(0, 1, 0, 5) },
                new() { Curvature = -0.01, Thickness = 30, Placement = new(0.3, 0, -0.2, 0, 0, 0) },
            ],
        };
        AssertSameRays(lens, ZmxReader.Parse("lens.zmx", ZmxWriter.Write(lens).Text, GlassLibrary.BuiltIn).Lens);
    }

    [Theory]
    [InlineData(7, 0, "EVENASPH")]
    [InlineData(8, 0, "XASPHERE")]
    [InlineData(14, 0, "XASPHERE")]
    [InlineData(3, 3, "ODDASPHE")]
    [InlineData(4, 3, "XOSPHERE")]
    [InlineData(2, 9, "XOSPHERE")]
    public void Aspheres_take_the_smallest_type_that_holds_them(int even, int odd, string type)
    {
        var surface = new Surface
        {
            Curvature = 0.1,
            Quadratic = 1e-3,
            Even = [.. Enumerable.Range(1, even).Select(i => i * Math.Pow(10, -3 - i))],
            Odd = [.. Enumerable.Range(1, odd).Select(i => i * Math.Pow(10, -3 - i))],
            Thickness = 1,
        };
        var lens = new Lens { Aperture = new(ApertureKind.EntrancePupilDiameter, 1), Surfaces = [surface] };
        var text = ZmxWriter.Write(lens).Text;
        Assert.Contains($"TYPE {type}", text, StringComparison.Ordinal);
        LensEquality.AssertSameOptics(lens, ZmxReader.Parse("lens.zmx", text, GlassLibrary.BuiltIn).Lens);
    }

    [Fact]
    public void States_come_back_with_gaps_object_aperture_and_fields()
    {
        var glass = new ModelGlass(1.5, 60);
        var lens = new Lens
        {
            Aperture = new(ApertureKind.FNumber, 4),
            Surfaces =
            [
                new() { Curvature = 0.02, Thickness = 3, Medium = glass },
                new() { Curvature = -0.02, Thickness = 40, Placement = new(0, 0.1, 0, 1) },
                new() { Thickness = 8, AxisBreak = new(0, 0, 0, 2) },
            ],
            Fields = new FieldSet(FieldKind.Angle, 0, 10),
            Configurations =
            [
                new() { Name = "far", Thicknesses = new Dictionary<int, double> { [1] = 41.5 }.ToImmutableSortedDictionary() },
                new() { Name = "near", ObjectDistance = 300, Aperture = new(ApertureKind.FNumber, 5.6) },
                new()
                {
                    Name = "configuration 3", Fields = new FieldSet(FieldKind.Angle, 0, 7.5),
                    Thicknesses = new Dictionary<int, double> { [0] = 3.5, [2] = 7 }.ToImmutableSortedDictionary(),
                },
            ],
        };
        var export = ZmxWriter.Write(lens);
        Assert.Empty(export.Notes);
        var states = ZmxReader.Parse("lens.zmx", export.Text, GlassLibrary.BuiltIn).Lens.Configurations;
        Assert.Equal(lens.Configurations.Length, states.Length);
        foreach (var (expected, actual) in lens.Configurations.Zip(states))
        {
            Assert.Equal(
                (expected.Name, expected.ObjectDistance, expected.Aperture), (actual.Name, actual.ObjectDistance, actual.Aperture));
            Assert.Equal(expected.Fields?.Points, actual.Fields?.Points);
            Assert.Equal(expected.Thicknesses, actual.Thicknesses.ToImmutableSortedDictionary(gap => gap.Key, gap => Math.Round(gap.Value, 12)));
        }
    }

    [Fact]
    public void What_of_a_state_the_format_cannot_hold_is_told()
    {
        var lens = new Lens
        {
            Aperture = new(ApertureKind.EntrancePupilDiameter, 1),
            Surfaces = [new() { Thickness = 1 }],
            Configurations = [new() { Name = "a", Aperture = new(ApertureKind.FNumber, 2), Fields = new FieldSet(FieldKind.Angle, 0, 5) }],
        };
        string[] notes = [.. ZmxWriter.Write(lens).Notes.Select(note => note.Text)];
        Assert.Equal(2, notes.Length);
        Assert.Contains("apertures of configurations", notes[0], StringComparison.Ordinal);
        Assert.Contains("fields of configurations", notes[1], StringComparison.Ordinal);
    }

    private static void AssertSameRays(Lens expected, Lens actual)
    {
        Assert.Empty(actual.Check());
        foreach (var field in expected.Fields.Points)
        {
            var (a, b) = (Trace(expected, expected, field), Trace(expected, actual, field));
            for (var i = 0; i < a.Count; i++)
            {
                Assert.Equal(RayStatus.Ok, a.Status[i]);
                Assert.Equal(a.X[i], b.X[i], 1e-9);
                Assert.Equal(a.Y[i], b.Y[i], 1e-9);
                Assert.Equal(a.Path[i] - a.Path[0], b.Path[i] - b.Path[0], 1e-8);
            }
        }
    }

    // The same rays, launched for the one lens, through the other.
    private static RayBatch Trace(Lens launched, Lens lens, FieldPoint field)
    {
        var rays = Launcher.Launch(SequentialModel.Of(Open(launched)), field, PupilNodes.GaussLegendre(3, 6), RayAiming.Paraxial);
        RayTracer.Trace(SequentialModel.Of(Open(lens)), lens.Primary, rays);
        return rays;
    }

    private static Lens Open(Lens lens) => lens with { Surfaces = [.. lens.Surfaces.Select(surface => surface with { SemiDiameter = null })] };
}
