using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Colour;
using Pentaprism.Capture.Spectra;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Cli.Tests;

public sealed class CameraProfileCommandTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("D65")]
    public void Written_profile_renders_as_the_root_polynomial_does(string name)
    {
        using var line = new CommandLine();
        var file = line.File("main.dcp");

        var (code, output, error) = line.Run("camera", "profile", "xiaomi-12s-ultra/main", "-o", file);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("root polynomial", output, StringComparison.Ordinal);
        var profile = DcpFile.Read(file);
        var eye = SpectralEye.Of(CameraCatalogue.Read("xiaomi-12s-ultra").Cameras.Single(camera => camera.Id == "main").Sensor);
        var fit = SensorProfile.Of(eye, Light.Of(name), SensorProfile.ColorChecker);
        Vector3d See(Spectrum spectrum) => eye.See(spectrum) is var seen ? new Vector3d(seen[0], seen[1], seen[2]) : default;
        var white = See(fit.Light.Spectrum);
        Vector3d[] colours = [.. SensorProfile.ColorChecker.Select(surface => See(fit.Light.Spectrum * surface) / white)];
        var rendered = Render(profile, fit.Neutral, colours);
        var differences = rendered.Zip(colours, (xyz, colour) => ColourDifference.Ciede2000(Cielab.FromXyz(xyz, Chromaticity.D50), Cielab.FromXyz(fit.Roots.ToXyz(colour), Chromaticity.D50))).ToArray();

        // The matrix alone would be about one unit away.
        Assert.InRange(differences.Average(), 0, 0.1);
        Assert.InRange(differences.Max(), 0, 0.6);
    }

    [Fact]
    public void Four_lights_are_refused()
    {
        using var line = new CommandLine();

        var (code, _, error) = line.Run("camera", "profile", "xiaomi-12s-ultra/main", "--lights", "A,D50,D55,D65");

        Assert.NotEqual(0, code);
        Assert.Contains("one to three lights", error, StringComparison.Ordinal);
    }

    private static IEnumerable<Vector3d> Render(CameraProfile profile, Vector3d neutral, Vector3d[] colours)
    {
        var model = new CameraColourModel(new CameraColour(), profile);
        var toProPhoto = RgbSpace.ProPhoto.FromXyz * model.BalancedToXyzD50(neutral);
        var context = ProcessingContext.Create();
        using var planes = new RgbPlanes(new Plane<float>(colours.Length, 1), new Plane<float>(colours.Length, 1), new Plane<float>(colours.Length, 1));
        for (var i = 0; i < colours.Length; i++)
        {
            var colour = toProPhoto * colours[i];
            (planes.Red[i, 0], planes.Green[i, 0], planes.Blue[i, 0]) = ((float)colour.X, (float)colour.Y, (float)colour.Z);
        }

        HueSatTableStage.Apply(planes, model.HueSatMapFor(model.WhiteOf(neutral))!, profile.HueSatMapIsGammaEncoded, false, context);
        return [.. colours.Select((_, i) => RgbSpace.ProPhoto.ToXyz * new Vector3d(planes.Red[i, 0], planes.Green[i, 0], planes.Blue[i, 0]))];
    }
}
