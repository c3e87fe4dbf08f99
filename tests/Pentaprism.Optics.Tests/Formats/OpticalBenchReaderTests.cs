using Pentaprism.Optics.Formats;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Formats;

public class OpticalBenchReaderTests
{
    [DataFact(ImportFiles.Folder)]
    public void Every_file_is_the_lens_of_the_regression_set()
    {
        var seen = 0;
        foreach (var name in ImportFiles.Names("optbench"))
        {
            seen++;
            var expected = ReferenceLenses.Get(ImportFiles.Expected("optbench", name).GetProperty("lens").GetString()!);
            var lens = OpticalBenchReader.Read(ImportFiles.Path($"optbench/{name}")).Lens;
            Assert.Equal((name, expected.Stop, expected.Aperture), (name, lens.Stop, lens.Aperture));
            Assert.Equal(expected.Surfaces.Length, lens.Surfaces.Length);
            Assert.Equal(expected.Fields.Points.Length, lens.Fields.Points.Length);
            for (var i = 0; i < lens.Fields.Points.Length; i++)
            {
                Assert.Equal(expected.Fields.Points[i].Y, lens.Fields.Points[i].Y, 1e-12);
            }

            for (var i = 0; i < lens.Surfaces.Length; i++)
            {
                var (a, b) = (expected.Surfaces[i], lens.Surfaces[i]);
                Assert.Equal((name, i, a.Curvature, a.Conic, a.Quadratic, a.Thickness, a.SemiDiameter), (name, i, b.Curvature, b.Conic, b.Quadratic, b.Thickness, b.SemiDiameter));
                Assert.Equal(a.Even.Where(v => v != 0), b.Even.Where(v => v != 0));
                Assert.Empty(b.Odd);
                foreach (var wavelength in lens.Wavelengths)
                {
                    Assert.Equal(a.Medium.Index(wavelength.Nanometres), b.Medium.Index(wavelength.Nanometres), 1e-9);
                }
            }
        }

        Assert.Equal(6, seen);
    }

    [DataFact(ImportFiles.Folder)]
    public void Every_column_of_a_zoom_is_a_configuration()
    {
        var lens = OpticalBenchReader.Read(ImportFiles.Path("optbench/US20190353880_Example01P.txt")).Lens;
        Assert.Equal(6, lens.Configurations.Length);
        foreach (var (state, focalLength) in new[] { (0, 72.1), (1, 100.0), (2, 292.0) })
        {
            // The patent prints its focal lengths to a tenth.
            Assert.Equal(focalLength, Paraxial.FocalLength(lens.In(lens.Configurations[state])), 0.15);
        }

        var near = lens.Configurations[3];
        Assert.Equal((2102.21, FieldKind.ImageHeight), (near.ObjectDistance, near.Fields!.Kind));
        Assert.Equal(2.837, near.Thicknesses[24]);
        Assert.Equal("292 mm", lens.Configurations[2].Name);
    }

    [Theory]
    [InlineData("", "has no section [lens data]")]
    [InlineData("[lens data]\n1\t50\n", "line 2: a row of [lens data]")]
    [InlineData("[lens data]\n1\t50\td1\n", "line 2: thickness 'd1' is neither")]
    [InlineData("[lens data]\n1\tx\t1\n", "line 2: 'x' is no number")]
    [InlineData("[lens data]\n1\tAS\t1\n", "gives neither an F-Number")]
    [InlineData("[lens data]\n1\tAS\t1\n[aspherical data]\n7\t1\t0\n", "line 4: [aspherical data] names surface '7'")]
    public void A_wrong_file_is_refused_with_line_and_advice(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<LensFileException>(() => OpticalBenchReader.Parse("lens.txt", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Odd_orders_stand_between_the_even_ones_as_long_as_they_last()
    {
        const string Text = "[constants]\nAsphericalA2\nAsphericalOddCount\t2\n[variable distances]\nF-Number\t4\n[lens data]\n1\tAS\t0\n2\t50\t1\n"
            + "[aspherical data]\n2\t50\t-1\t2\t3\t4\t5\t6\t8\n";
        var surface = OpticalBenchReader.Parse("lens.txt", Text).Lens.Surfaces[1];
        Assert.Equal((-1, 2), (surface.Conic, surface.Quadratic));
        Assert.Equal([3, 5], surface.Odd.ToArray());
        Assert.Equal([4, 6, 8], surface.Even.ToArray());
    }

    [DataFact(ImportFiles.Folder)]
    public void Damaged_files_give_a_lens_or_a_plain_refusal()
    {
        foreach (var name in new[] { "US20190353880_Example01P.txt", "nikkor-z-35mmf1.8.txt" })
        {
            Damage.Check(TextFile.Read(ImportFiles.Path($"optbench/{name}")), damaged => Assert.Empty(OpticalBenchReader.Parse(name, damaged).Lens.Check()));
        }
    }

    [Fact]
    public void A_file_without_end_is_refused() =>
        Assert.Contains("more than 1000 surfaces", Assert.Throws<LensFileException>(() => OpticalBenchReader.Parse("lens.txt", "[lens data]\n" + string.Concat(Enumerable.Repeat("1\tAS\t1\n", 1001)))).Message, StringComparison.Ordinal);
}
