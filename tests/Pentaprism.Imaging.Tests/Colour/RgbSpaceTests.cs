using System.Text.Json;
using Pentaprism.TestSupport;

namespace Pentaprism.Imaging.Tests.Colour;

public sealed class RgbSpaceTests
{
    private static readonly RgbSpace[] _all = [RgbSpace.Srgb, RgbSpace.DisplayP3, RgbSpace.Rec2020, RgbSpace.ProPhoto, RgbSpace.AdobeRgb];

    [Fact]
    public void Matrices_agree_with_the_published_ones()
    {
        // IEC 61966-2-1 gives four digits.
        AssertNear([0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505], RgbSpace.Srgb.ToXyz, 6e-5);

        // ITU-R BT.2020 gives the luminance weights to four digits.
        Assert.Equal(0.2627, RgbSpace.Rec2020.Luminance.X, 5e-5);
        Assert.Equal(0.6780, RgbSpace.Rec2020.Luminance.Y, 5e-5);
        Assert.Equal(0.0593, RgbSpace.Rec2020.Luminance.Z, 5e-5);

        // SMPTE EG 432-1.
        AssertNear([0.4866, 0.2657, 0.1982, 0.2290, 0.6917, 0.0793, 0, 0.0451, 1.0439], RgbSpace.DisplayP3.ToXyz, 6e-5);

        // RIMM; its white is that of the ICC, (.9642, 1, .8252), which differs from the chromaticity (.3457, .3585) in the fourth digit.
        AssertNear([.7976749, .1351917, .0313534, .2880402, .7118741, .0000857, 0, 0, .82521], RgbSpace.ProPhoto.ToXyz, 2e-4);
    }

    [Fact]
    public void White_stays_white_between_all_spaces()
    {
        foreach (var from in _all)
        {
            foreach (var to in _all)
            {
                var white = from.To(to) * Vector3d.One;
                Assert.Equal(1, white.X, 1e-12);
                Assert.Equal(1, white.Y, 1e-12);
                Assert.Equal(1, white.Z, 1e-12);
            }

            Assert.Equal(1, from.Luminance.X + from.Luminance.Y + from.Luminance.Z, 1e-12);
        }
    }

    [Fact]
    public void There_and_back_is_the_identity() => Assert.All(_all, space =>
        AssertNear(Matrix3x3.Identity.ToRows(), space.To(RgbSpace.ProPhoto) * RgbSpace.ProPhoto.To(space), 1e-12));

    [Fact]
    public void Bradford_takes_one_white_to_the_other()
    {
        var d50 = Chromaticity.FromXyz(ChromaticAdaptation.Bradford(Chromaticity.D65, Chromaticity.D50) * Chromaticity.D65.ToXyz());
        Assert.Equal(Chromaticity.D50.X, d50.X, 1e-12);
        Assert.Equal(Chromaticity.D50.Y, d50.Y, 1e-12);
    }

    [DataFact("measure/colour/cat_matrices.json")]
    public void Adaptation_agrees_with_independent_matrices()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("measure/colour/cat_matrices.json")));
        var whites = file.RootElement.EnumerateObject().Where(entry => entry.Name.EndsWith("_xy", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Name[..^3], entry => new Chromaticity(entry.Value[0].GetDouble(), entry.Value[1].GetDouble()));
        var checkedOnes = 0;
        foreach (var entry in file.RootElement.EnumerateObject().Where(entry => entry.Name.Contains(' ', StringComparison.Ordinal)))
        {
            var (method, pair) = (entry.Name.Split(' ')[0], entry.Name.Split(' ')[1].Split('_'));
            var expected = entry.Value.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(cell => cell.GetDouble()).ToArray();
            Matrix3x3? found = method switch
            {
                "Bradford" => ChromaticAdaptation.Bradford(whites[pair[0]], whites[pair[1]]),
                "CAT16" => ChromaticAdaptation.Cat16(whites[pair[0]], whites[pair[1]]),
                _ => null,
            };
            if (found is { } matrix)
            {
                AssertNear(expected, matrix, 1e-12);
                checkedOnes++;
            }
        }

        Assert.True(checkedOnes == 6, "no matrix was compared");
    }

    private static void AssertNear(double[] expected, Matrix3x3 matrix, double tolerance)
    {
        var found = matrix.ToRows();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(expected[i], found[i], tolerance);
        }
    }
}
