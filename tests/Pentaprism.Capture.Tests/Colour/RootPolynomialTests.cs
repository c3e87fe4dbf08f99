using Pentaprism.Capture.Colour;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Capture.Tests.Colour;

public sealed class RootPolynomialTests
{
    private static SpectralEye Phone { get; } = SpectralEye.Of(TestCameras.Of("xiaomi-12s-ultra/main").Camera.Sensor);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Exposure_does_not_change_colours_and_white_is_exact(int degree)
    {
        var (balanced, xyz) = Patches();
        var map = RootPolynomialFit.Fit(degree, balanced, xyz, Chromaticity.D65);

        var white = map.ToXyz(Vector3d.One) - Chromaticity.D65.ToXyz();
        Assert.InRange(Math.Max(white.Max, -white.Min), 0, 1e-12);
        foreach (var colour in balanced)
        {
            var (bright, dark) = (map.ToXyz(colour), map.ToXyz(colour * 0.25) * 4);
            Assert.Equal(bright.X, dark.X, 1e-12);
            Assert.Equal(bright.Z, dark.Z, 1e-12);
        }
    }

    [Fact]
    public void Observer_behind_a_matrix_is_found_again_by_a_matrix()
    {
        // Camera colours that are an exact mixture of XYZ leave nothing to roots.
        var mixture = new Matrix3x3(0.8, 0.3, 0.1, -0.2, 1.1, 0.15, 0.05, -0.1, 0.9);
        var (_, xyz) = Patches();
        var white = mixture * Chromaticity.D65.ToXyz();
        Vector3d[] balanced = [.. xyz.Select(colour => (mixture * colour) / white)];

        Assert.InRange(RootPolynomialFit.CrossValidate(1, balanced, xyz, Chromaticity.D65).Max(), 0, 0.2);
    }

    [Fact]
    public void Roots_do_better_than_a_matrix_on_surfaces_that_neither_has_seen()
    {
        var fit = SensorProfile.Of(Phone, Light.Of("D65"), SensorProfile.ColorChecker);
        Assert.InRange(fit.RootDifferences.Average(), 0.05, fit.MatrixDifferences.Average());
    }

    [DataTheory("portrait/spectral/camera")]
    [InlineData("D65", 0.82, 1.25)]
    [InlineData("A", 1.09, 1.62)]
    public void Seven_cameras_are_fitted_to_190_surfaces(string light, double roots, double matrix)
    {
        var surfaces = SpectralFile.Read(TestData.Path("portrait/spectral/training/training_spectral.json"));
        var fits = Directory.GetFiles(TestData.Path("portrait/spectral/camera"), "*.json").Select(path =>
        {
            var curves = SpectralFile.Read(path);
            return SensorProfile.Of(SpectralEye.OfCurves(curves[0], curves[1], curves[2]), Light.Of(light), surfaces);
        }).ToArray();

        Assert.Equal(7, fits.Length);
        Assert.Equal(190, surfaces.Count);
        Assert.InRange(fits.Average(fit => fit.RootDifferences.Average()), 0.5, roots);
        Assert.InRange(fits.Average(fit => fit.MatrixDifferences.Average()), 0.9, matrix);
    }

    [Fact]
    public void File_that_holds_no_spectra_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{ "spectral_data": { "data": { "main": { "380": [1, 2], "385": [1] } } } }""");
            Assert.Contains("main", Assert.Throws<CameraFileException>(() => SpectralFile.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (Vector3d[] Balanced, Vector3d[] Xyz) Patches()
    {
        var light = Light.Of("D65");
        Vector3d See(Spectrum spectrum) => Phone.See(spectrum) is var seen ? new Vector3d(seen[0], seen[1], seen[2]) : default;
        var white = See(light.Spectrum);
        return (
            [.. SensorProfile.ColorChecker.Select(surface => See(light.Spectrum * surface) / white)],
            [.. SensorProfile.ColorChecker.Select(surface => Observer.Xyz(light.Spectrum * surface))]);
    }
}
