using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Formats;

public class SeqReaderTests
{
    [DataFact(ImportFiles.Folder)]
    public void Every_file_comes_out_as_expected()
    {
        var seen = 0;
        foreach (var name in ImportFiles.Names("seq"))
        {
            seen++;
            var expected = ImportFiles.Expected("seq", name);
            var lens = SeqReader.Read(ImportFiles.Path($"seq/{name}"), ImportFiles.Library).Lens;
            var actual = Paraxial.FocalLength(lens);
            var efl = expected.TryGetProperty("efl", out var signed) ? signed.GetDouble() : expected.GetProperty("abs_efl").GetDouble();
            actual = expected.TryGetProperty("abs_efl", out _) ? Math.Abs(actual) : actual;
            Assert.True(Math.Abs((actual / efl) - 1) <= expected.GetProperty("tol").GetDouble(), $"{name}: {actual} against {efl}");
            if (expected.TryGetProperty("stop", out var stop))
            {
                Assert.Equal((name, stop.GetInt32() - 1), (name, lens.Stop));
            }
        }

        Assert.Equal(8, seen);
    }

    [DataFact(ImportFiles.Folder)]
    public void Three_tilted_mirrors_focus_real_rays_and_bring_the_axial_field_to_the_middle_of_the_tilted_image()
    {
        // Nothing but the right signs of ADE, YDE and the place of the shifted image gives spots of a micrometre here.
        var lens = SeqReader.Read(ImportFiles.Path("seq/threemir.seq"), ImportFiles.Library).Lens;
        Assert.All(lens.Fields.Points, field => Assert.InRange(RealRays.Spot(lens, field).Rms, 0, 0.002));
        var (x, y, _) = RealRays.Spot(lens, FieldPoint.At(0));
        Assert.Equal(0, x, 1e-9);
        Assert.Equal(0, y, 1e-3);
    }

    [DataFact(ImportFiles.Folder)]
    public void Fields_wavelengths_and_title_come_out()
    {
        var lens = SeqReader.Read(ImportFiles.Path("seq/ag_dblgauss.seq"), ImportFiles.Library).Lens;
        Assert.Equal("Double Gauss F/2 -  Available Glasses", lens.Name);
        Assert.Equal([new Wavelength(656.3), new Wavelength(587.6), new Wavelength(486.1)], lens.Wavelengths.ToArray());
        Assert.Equal(1, lens.Primary);
        Assert.Equal(new FieldPoint(0, 10.0000000023), lens.Fields.Points[1]);
        Assert.True(lens.IsObjectAtInfinity);
        Assert.Equal(61.4875364179821 - 0.4002686453541377, lens.Surfaces[^1].Thickness, 1e-13);
    }

    [Fact]
    public void A_file_without_RDM_is_read_as_radii_and_that_is_told()
    {
        var import = SeqReader.Parse("lens.seq", "EPD 5; WL 550\nSO 0 1e10\nS 50 5 1.5168:64.17\nS -80 &\n 45\nSI\n", GlassLibrary.BuiltIn);
        Assert.Equal(0.02, import.Lens.Surfaces[0].Curvature);
        Assert.Equal(45, import.Lens.Surfaces[1].Thickness);
        Assert.Contains(import.Notes, note => note.Line == 2 && note.Text.Contains("radii", StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_may_name_their_surface_and_codes_may_have_six_digits()
    {
        const string Text = "RDM Y\nEPD 5; WL 550\nSO 0 1e10\nS 50 5 516800.641700\nS -80 45\nSI\nK S1 -0.5\nA S2 1e-6; STO S2\n";
        var lens = SeqReader.Parse("lens.seq", Text, GlassLibrary.BuiltIn).Lens;
        Assert.Equal((-0.5, 1e-6, 1), (lens.Surfaces[0].Conic, lens.Surfaces[1].Even[0], lens.Stop));
        Assert.Equal(1.5168, lens.Surfaces[0].Medium.Index(587.6));
    }

    [Theory]
    [InlineData("", "holds no lens")]
    [InlineData("EPD 5\nWL 550\nSO 0 1e10\nS 50 5\n", "holds no lens")]
    [InlineData("WL 550\nSO 0 1e10\nS 50 5\nSI\n", "gives no aperture")]
    [InlineData("EPD 5\nSO 0 1e10\nS 50 5\nSI\n", "gives no wavelength")]
    [InlineData("EPD 5\nWL 550\nSO 0 1e10\nS 50 5 NOGLASS\nSI\n", "line 4: glass 'NOGLASS' is not in the built-in catalogue")]
    [InlineData("EPD 5\nWL 550\nSO 0 1e10\nS 50 x\nSI\n", "line 4: 'x' of S is no number")]
    [InlineData("EPD 5\nWL 550\nSO 0 1e10\nS 50 5\n  ZRN\nSI\n", "line 5: ZRN is not supported")]
    [InlineData("PRV\nPWL 500 600\n'A' 1.5\nEND\n", "line 3: the private glass 'A' has 1 indices, but PWL 2")]
    [InlineData("EPD 5\nWL 550\nREF 2\nSO 0 1e10\nS 50 5\nSI\n", "line 3: the reference wavelength is 2, but there are 1")]
    [InlineData("EPD 5\nWL 550\nSO 0 1e10\nS 50 5\nSI\nS 3 3\n", "line 6: a surface stands behind the image")]
    public void A_wrong_file_is_refused_with_line_and_advice(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<LensFileException>(() => SeqReader.Parse("lens.seq", text, GlassLibrary.BuiltIn)).Message, StringComparison.Ordinal);

    [DataFact(ImportFiles.Folder)]
    public void Damaged_files_give_a_lens_or_a_plain_refusal()
    {
        foreach (var name in new[] { "ag_dblgauss.seq", "codv_65988_nodoe.seq", "threemir.seq" })
        {
            Damage.Check(TextFile.Read(ImportFiles.Path($"seq/{name}")), damaged => Assert.Empty(SeqReader.Parse(name, damaged, ImportFiles.Library).Lens.Check()));
        }
    }

    [Fact]
    public void A_file_without_end_is_refused() =>
        Assert.Contains("more than 1000 surfaces", Assert.Throws<LensFileException>(() => SeqReader.Parse("lens.seq", string.Concat(Enumerable.Repeat("S 1 1\n", 1001)), GlassLibrary.BuiltIn)).Message, StringComparison.Ordinal);
}
