using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class CameraColourModelTests
{
    [Theory]
    [InlineData(2200)]
    [InlineData(2850)]
    [InlineData(4000)]
    [InlineData(5003)]
    [InlineData(6504)]
    [InlineData(9000)]
    public void Neutral_to_white_to_neutral_comes_back(double kelvin)
    {
        var model = new CameraColourModel(new CameraColour(), Cameras.Phone);
        var white = new ColourTemperature(kelvin, 10).ToChromaticity();
        var neutral = model.NeutralOf(white);
        var found = model.WhiteOf(neutral);
        Assert.Equal(white.X, found.X, 1e-7);
        Assert.Equal(white.Y, found.Y, 1e-7);
        var again = model.NeutralOf(found);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(neutral[i], again[i], 1e-6);
        }
    }

    [Fact]
    public void Neutral_of_the_daylight_matrix_is_exactly_D65()
    {
        // AsShotNeutral of a file whose scene white is D65 and whose second calibration is D65: the matrix alone decides.
        var model = new CameraColourModel(new CameraColour(), Cameras.Phone);
        var neutral = Cameras.PhoneD65 * Chromaticity.D65.ToXyz();
        var white = model.WhiteOf(neutral * (1 / neutral.Max));
        Assert.Equal(0.3127, white.X, 1e-9);
        Assert.Equal(0.3290, white.Y, 1e-9);
    }

    [Fact]
    public void Scale_of_the_neutral_does_not_matter()
    {
        var model = new CameraColourModel(new CameraColour(), Cameras.Phone);
        var neutral = new Vector3d(0.45, 1, 0.55);
        var (a, b) = (model.WhiteOf(neutral), model.WhiteOf(neutral * 0.25));
        Assert.Equal(a.X, b.X, 1e-9);
        Assert.Equal(a.Y, b.Y, 1e-9);
    }

    [Fact]
    public void Order_of_the_calibrations_does_not_matter()
    {
        var swapped = Cameras.Phone with { Calibrations = [Cameras.Phone.Calibrations[1], Cameras.Phone.Calibrations[0]] };
        var neutral = new Vector3d(0.5, 1, 0.5);
        var a = new CameraColourModel(new CameraColour(), Cameras.Phone).BalancedToXyzD50(neutral).ToRows();
        var b = new CameraColourModel(new CameraColour(), swapped).BalancedToXyzD50(neutral).ToRows();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(a[i], b[i], 1e-12);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Balanced_white_becomes_D50_exactly(bool withForward)
    {
        var profile = withForward ? Cameras.PhoneWithForward : Cameras.Phone;
        var white = new CameraColourModel(Cameras.Individual, profile).BalancedToXyzD50(new Vector3d(0.48, 1, 0.52)) * Vector3d.One;
        var d50 = Chromaticity.D50.ToXyz();
        Assert.Equal(d50.X, white.X, 1e-12);
        Assert.Equal(d50.Y, white.Y, 1e-12);
        Assert.Equal(d50.Z, white.Z, 1e-12);
    }

    [Fact]
    public void Colour_under_the_calibration_light_is_the_inverse_matrix_adapted()
    {
        // One calibration, D50: no adaptation, so any XYZ must come back from the camera colour that the matrix gives it.
        var profile = new CameraProfile { Calibrations = [Cameras.Calibration(23, Chromaticity.D50, Cameras.PhoneD65)] };
        var model = new CameraColourModel(new CameraColour(), profile);
        var neutral = model.NeutralOf(Chromaticity.D50);
        var xyz = new Vector3d(0.2, 0.3, 0.15);
        var camera = Cameras.PhoneD65 * xyz;
        var atWhite = Cameras.PhoneD65 * Chromaticity.D50.ToXyz();
        var back = model.BalancedToXyzD50(neutral) * (camera / atWhite);
        Assert.Equal(xyz.X, back.X, 1e-9);
        Assert.Equal(xyz.Y, back.Y, 1e-9);
        Assert.Equal(xyz.Z, back.Z, 1e-9);
    }

    [Fact]
    public void Calibration_of_the_individual_camera_counts_only_under_its_signature()
    {
        var neutral = new Vector3d(0.5, 1, 0.6);
        var plain = new CameraColourModel(new CameraColour(), Cameras.Phone).WhiteOf(neutral);
        var camera = Cameras.Individual with { AnalogBalance = Vector3d.One };
        var own = new CameraColourModel(camera, Cameras.Phone).WhiteOf(neutral);
        var foreign = new CameraColourModel(camera with { CalibrationSignature = "maker" }, Cameras.Phone).WhiteOf(neutral);
        Assert.NotEqual(plain, own);
        Assert.Equal(plain, foreign);
    }

    [Fact]
    public void Individual_gains_cancel_in_the_forward_path()
    {
        // A camera whose red is 10 % stronger, said so by CameraCalibration, sees everything so, its neutral included.
        var red = Matrix3x3.Diagonal(new Vector3d(1.1, 1, 1));
        var camera = new CameraColour { Calibration = [red, red, null] };
        var neutral = new Vector3d(0.5, 1, 0.6);
        var plain = new CameraColourModel(new CameraColour(), Cameras.PhoneWithForward).BalancedToXyzD50(neutral).ToRows();
        var own = new CameraColourModel(camera, Cameras.PhoneWithForward).BalancedToXyzD50(red * neutral).ToRows();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(plain[i], own[i], 1e-9);
        }
    }

    [Fact]
    public void Monochrome_camera_passes_through()
    {
        var way = CameraToWorking.Find(new CameraColour(), new CameraProfile(), Vector3d.One);
        Assert.Equal(Matrix3x3.Identity, way.ToWorking);
        Assert.Null(way.HueSatMap);
    }

    [Fact]
    public void HueSatMaps_mix_by_the_weights_of_the_matrices()
    {
        HueSatTable Table(float saturation) => new(1, 2, 1, [0, 1, 1, 0, saturation, 1]);
        var profile = Cameras.Phone with
        {
            Calibrations = [Cameras.Phone.Calibrations[0] with { HueSatMap = Table(1) }, Cameras.Phone.Calibrations[1] with { HueSatMap = Table(2) }],
        };
        var model = new CameraColourModel(new CameraColour(), profile);
        var middle = new ColourTemperature(2e0 / ((1 / 2850.0) + (1 / 6500.0)), 5).ToChromaticity();
        Assert.Equal(1.5f, model.HueSatMapFor(middle)!.Entries[4], 1e-3f);
        Assert.Equal(2f, model.HueSatMapFor(Chromaticity.D65)!.Entries[4], 1e-3f);
        Assert.Equal(1f, model.HueSatMapFor(new ColourTemperature(2000, 0).ToChromaticity())!.Entries[4], 1e-3f);
    }

    [Fact]
    public void Neutral_without_light_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CameraColourModel(new CameraColour(), Cameras.Phone).WhiteOf(new Vector3d(0, 1, 1)));
}
