using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Formats;

public class ZmxReaderTests
{
    // Files that hold what is no surface of this model: refused by name, with the line.
    private static readonly Dictionary<string, string> _refused = new()
    {
        ["toroidal.zmx"] = "line 69: surface 1 is of type TOROIDAL",
        ["grating_unsupported.zmx"] = "line 102: surface 3 is of type DGRATING",
        ["paraxial_surface_finite_object.zmx"] = "line 80: surface 1 is of type PARAXIAL",
        ["toroidal_coordinate_breaks.zmx"] = "line 156: surface 7 is of type TOROIDAL",
    };

    [DataFact(ImportFiles.Folder)]
    public void Every_file_comes_out_as_expected_or_is_refused_by_name()
    {
        var seen = 0;
        foreach (var name in ImportFiles.Names("zmx"))
        {
            seen++;
            var path = ImportFiles.Path($"zmx/{name}");
            if (_refused.TryGetValue(name, out var refusal))
            {
                Assert.Contains(refusal, Assert.Throws<LensFileException>(() => ZmxReader.Read(path, ImportFiles.Library)).Message, StringComparison.Ordinal);
                continue;
            }

            var expected = ImportFiles.Expected("zmx", name);
            var lens = ZmxReader.Read(path, ImportFiles.Library).Lens;
            Assert.Empty(lens.Check());
            if (expected.TryGetProperty("efl", out var efl))
            {
                // The focal length of the one file in inches is told in inches there.
                var actual = Paraxial.FocalLength(lens) / (name == "wide_angle_100deg_utf16.zmx" ? 25.4 : 1);
                Assert.True(Math.Abs((actual / efl.GetDouble()) - 1) <= expected.GetProperty("tol").GetDouble(), $"{name}: {actual} against {efl}");
            }

            if (expected.TryGetProperty("fno", out var fno))
            {
                Assert.Equal((name, new SystemAperture(ApertureKind.FNumber, fno.GetDouble())), (name, lens.Aperture));
            }

            if (lens.IsRotationallySymmetric)
            {
                Assert.Equal((name, expected.GetProperty("surfaces").GetInt32() - 2), (name, lens.Surfaces.Length));
                Assert.Equal((name, expected.GetProperty("stop").GetInt32() - 1), (name, lens.Stop));
            }
        }

        Assert.Equal(19, seen);
    }

    [DataFact(ImportFiles.Folder)]
    public void A_glass_that_no_catalogue_holds_is_an_error_that_says_where_was_searched()
    {
        var path = ImportFiles.Path("zmx/utf16_no_type_lines_obsolete_glass.zmx");
        var problem = Assert.Throws<LensFileException>(() => ZmxReader.Read(path, GlassLibrary.BuiltIn));
        Assert.Equal("line 49", problem.Place);
        Assert.Contains("'BK7' is not in the built-in catalogue (makers SCHOTT, INFRARED, MISC)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("N-BK7", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalogue_that_the_user_gives_counts_whatever_makers_the_file_names()
    {
        const string Text = "ENPD 5\nGCAT SCHOTT\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nGLAS BK7 0\nSURF 2\n";
        var own = AgfReader.Parse("mine.agf", "NM BK7 1 1 1.5 60\nCD 2.25\n").Catalogue;
        var import = ZmxReader.Parse("lens.zmx", Text, GlassLibrary.BuiltIn.WithFirst(own));
        Assert.Equal("MINE BK7", import.Lens.Surfaces[0].Medium.Name);
        Assert.Contains(import.Notes, note => note.Line == 6 && note.Text.Contains("mine.agf", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_glasses_of_one_name_that_of_the_maker_named_first_is_meant()
    {
        const string Text = "ENPD 5\nGCAT HIKARI SCHOTT\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nGLAS SF5 0\nSURF 2\n";
        Assert.Equal("HIKARI SF5", ZmxReader.Parse("lens.zmx", Text, GlassLibrary.BuiltIn).Lens.Surfaces[0].Medium.Name);
    }

    [DataFact(ImportFiles.Folder)]
    public void Fields_wavelengths_and_object_come_out()
    {
        var mirrors = ZmxReader.Read(ImportFiles.Path("zmx/decentred_mirrors_9_fields.zmx"), ImportFiles.Library);
        Assert.Equal(9, mirrors.Lens.Fields.Points.Length);
        Assert.Contains(new FieldPoint(-13, 16), mirrors.Lens.Fields.Points);
        Assert.Contains(mirrors.Notes, note => note.Text.Contains("rectangular aperture", StringComparison.Ordinal));

        var lithography = ZmxReader.Read(ImportFiles.Path("zmx/lithography_44_surfaces_finite.zmx"), ImportFiles.Library).Lens;
        Assert.Equal(110.8588354359, lithography.ObjectDistance);
        Assert.Equal(new SystemAperture(ApertureKind.ObjectNumericalAperture, 0.15), lithography.Aperture);
        Assert.Equal(new Wavelength(248), lithography.Wavelengths.Single());
        Assert.Equal(FieldKind.ImageHeight, lithography.Fields.Kind);
        Assert.Equal(1.5086, lithography.Surfaces.First(surface => !surface.Medium.IsAir).Medium.Index(248), 1e-4);

        var wide = ZmxReader.Read(ImportFiles.Path("zmx/wide_angle_100deg_utf16.zmx"), ImportFiles.Library);
        Assert.Equal(0.36 * 25.4, wide.Lens.Aperture.Value, 1e-12);
        Assert.Contains(wide.Notes, note => note.Text.Contains("converted to millimetres", StringComparison.Ordinal));
    }

    [DataFact(ImportFiles.Folder)]
    public void A_stop_without_a_size_is_guessed_and_told()
    {
        // The author names this lens 35 mm f/2.0; its rims are a little wider than that.
        var import = ZmxReader.Read(ImportFiles.Path("zmx/hand_written_indented.zmx"), ImportFiles.Library);
        Assert.InRange(FirstOrderData.Of(import.Lens).FNumber, 1.7, 2.0);
        Assert.Contains(import.Notes, note => note.Line == 7 && note.Text.Contains("guessed", StringComparison.Ordinal));
    }

    [DataFact(ImportFiles.Folder)]
    public void Four_mirrors_with_a_shifted_image_focus_real_rays_of_every_field()
    {
        var lens = ZmxReader.Read(ImportFiles.Path("zmx/decentred_mirrors_9_fields.zmx"), ImportFiles.Library).Lens;
        Assert.All(lens.Fields.Points, field => Assert.InRange(RealRays.Spot(lens, field).Rms, 0, 0.02));
    }

    [DataFact(ImportFiles.Folder)]
    public void Two_folding_mirrors_carry_the_axis_up()
    {
        var lens = ZmxReader.Read(ImportFiles.Path("zmx/coordinate_breaks.zmx"), ImportFiles.Library).Lens;
        var chief = Launcher.ChiefRay(SequentialModel.Of(lens), lens.Fields.Points[0], 0);
        Assert.Equal(50, chief.Hits[^1].GlobalPoint.Y, 1e-12);
        Assert.Equal(1, chief.Hits[^1].GlobalOutgoing.Z, 1e-12);
    }

    [Theory]
    [InlineData("", "holds no SURF line")]
    [InlineData("MODE NSC\nSURF 0\nSURF 1\nSURF 2\n", "line 1: mode 'NSC' is not supported")]
    [InlineData("SURF 0\nSURF 2\n", "line 2: surface '2' stands where surface 1 is due")]
    [InlineData("WAVM 1 0.55 1\nSURF 0\nSURF 1\n", "gives no aperture")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\n", "holds 2 surfaces")]
    [InlineData("ENPD 5\nSURF 0\nSURF 1\nSURF 2\n", "gives no wavelength")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nCURV 0.1x\nSURF 2\n", "line 5: '0.1x' of CURV is no number")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nDISZ INFINITY\nSURF 2\n", "line 5: the gap behind surface 1 is infinite")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nTYPE ODDASPHE\nPARM 1 0.1\nSURF 2\n", "line 4: surface 1 has a term r^1")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nGLAS X 2 3\nSURF 2\n", "line 5: the glass is picked up from surface 3")]
    [InlineData("ENPD 5\nFTYP 4 0 1 1\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nSURF 2\n", "line 2: field type 4 is not supported")]
    [InlineData("ENPD 5\nWAVM 1 8 1\nSURF 0\nSURF 1\nGLAS N-BK7 0\nSURF 2\n", "line 4: 'SCHOTT N-BK7' has no index at 8000 nm")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nSURF 2\nMNUM 2 1\nTHIC 1 3 5\n", "line 7: THIC is told for configuration 3, but there are 2")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nSURF 2\nMNUM 2 1\nTHIC 2 1 5\n", "line 7: THIC names surface 2, which has no gap")]
    [InlineData("ENPD 5\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nSURF 2\nMNUM 2 1\nYFIE 3 1 5\n", "line 7: YFIE names field 3, but there are 1")]
    [InlineData("ENPD 0\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nSURF 2\n", "aperture: 0 is no aperture")]
    public void A_wrong_file_is_refused_with_line_and_advice(string text, string expected)
    {
        var problem = Assert.Throws<LensFileException>(() => ZmxReader.Parse("lens.zmx", text, GlassLibrary.BuiltIn));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    // The records of a zoom lens as OpticStudio saves them: operand by operand, a line for each configuration.
    [Fact]
    public void Multi_configurations_are_states_of_the_lens()
    {
        const string Text = """
            MODE SEQ
            UNIT CM X W X CM MR CPMM
            ENPD 0.5
            FTYP 0 0 2 1 0 0 0 2
            XFLN 0 0
            YFLN 0 14
            WAVM 1 0.55 1
            PWAV 1
            SURF 0
              DISZ INFINITY
            SURF 1
              STOP
              DISZ 1
            SURF 2
              DISZ 2
            SURF 3
            MNUM 2 1
            THIC   0   1 1E10 0 0 0 1 1 1 0 0 "" 0
            THIC   0   2 100 0 0 0 1 1 1 0 0 "" 0
            THIC   2   1 2 0 0 0 1 1 1 0 0 "" 0
            THIC   2   2 2.5 0 0 0 1 1 1 0 0 "" 0
            APER   0   1 0.5 0 0 0 1 1 1 0 0 "" 0
            APER   0   2 0.4 0 0 0 1 1 1 0 0 "" 0
            YFIE   2   1 14 0 0 0 1 1 1 0 0 "" 0
            YFIE   2   2 7 0 0 0 1 1 1 0 0 "" 0
            PRAM   1   1 0 0 0 0 1 1 1 0 0 "" 0
            """;
        var import = ZmxReader.Parse("lens.zmx", Text, GlassLibrary.BuiltIn);
        var (far, near) = (import.Lens.Configurations[0], import.Lens.Configurations[1]);
        Assert.Equal((null, null, null, 0), (far.ObjectDistance, far.Aperture, far.Fields, far.Thicknesses.Count));
        Assert.Equal(1000, near.ObjectDistance);
        Assert.Equal(25, near.Thicknesses[1]);
        Assert.Equal(new SystemAperture(ApertureKind.EntrancePupilDiameter, 4), near.Aperture);
        Assert.Equal(7, near.Fields!.Points[1].Y);
        Assert.Contains(import.Notes, note => note.Text == "PRAM is ignored" && note.Line == 26);
    }

    [Fact]
    public void Extended_aspheres_are_read_with_their_radius()
    {
        const string Text = "UNIT CM\nENPD 1\nWAVM 1 0.55 1\nSURF 0\nSURF 1\nTYPE XASPHERE\nXDAT 1 3\nXDAT 2 2\nXDAT 3 0\nXDAT 4 0.16\nXDAT 5 0.64\nXDAT 6 9\nSURF 2\n";
        var surface = ZmxReader.Parse("lens.zmx", Text, GlassLibrary.BuiltIn).Lens.Surfaces[0];

        // z = 0.16 (r / 2)^4 + 0.64 (r / 2)^6 in centimetres: 0.01 r^4 + 0.01 r^6, and in millimetres 1e-5 r^4 + 1e-7 r^6. The fourth term is not counted.
        Assert.Equal(2, surface.Even.Length);
        Assert.Equal(1e-5, surface.Even[0], 1e-18);
        Assert.Equal(1e-7, surface.Even[1], 1e-20);
    }

    [DataFact(ImportFiles.Folder)]
    public void Damaged_files_give_a_lens_or_a_plain_refusal()
    {
        foreach (var name in new[] { "catadioptric_mirrors.zmx", "coordinate_breaks.zmx", "hand_written_indented.zmx", "double_gauss_583336.zmx" })
        {
            Damage.Check(TextFile.Read(ImportFiles.Path($"zmx/{name}")), damaged => Assert.Empty(ZmxReader.Parse(name, damaged, ImportFiles.Library).Lens.Check()));
        }
    }

    [Fact]
    public void A_file_without_end_is_refused() =>
        Assert.Contains("more than 1000 surfaces", Assert.Throws<LensFileException>(() => ZmxReader.Parse("lens.zmx", string.Concat(Enumerable.Range(0, 1001).Select(i => $"SURF {i}\n")), GlassLibrary.BuiltIn)).Message, StringComparison.Ordinal);
}
