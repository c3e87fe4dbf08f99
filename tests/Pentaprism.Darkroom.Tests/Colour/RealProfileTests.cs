using Pentaprism.Darkroom.Colour;
using Pentaprism.Files.Dcp;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class RealProfileTests
{
    [DataTheory("raw/headers_only")]
    [InlineData("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng")]
    [InlineData("raw/canon_kiss_x4_magiclantern_14bit_packed_colorchecker.dng")]
    [InlineData("raw/raspberrypi_imx296_rpicam_16bit.dng")]
    public void Neutral_of_a_real_file_is_a_light_that_exists_and_comes_back(string file)
    {
        using var reader = DngReader.Open(TestData.Path(file));
        var model = new CameraColourModel(reader.Metadata.Colour, reader.Metadata.Profile);
        var neutral = reader.Metadata.Colour.AsShotNeutral!.Value;
        neutral *= 1 / neutral.Max;
        var white = model.WhiteOf(neutral);
        Assert.InRange(ColourTemperature.FromChromaticity(white).Kelvin, 2000, 12000);
        var back = model.NeutralOf(white);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(neutral[i], back[i], 1e-6);
        }
    }

    [DataFact("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng")]
    public void Tables_of_a_real_profile_keep_grey_and_move_colour()
    {
        using var reader = DngReader.Open(TestData.Path("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng"));
        var profile = reader.Metadata.Profile;
        var neutral = reader.Metadata.Colour.AsShotNeutral!.Value;
        using var grey = Pictures.Flat(neutral * (0.18 / neutral.Max), 20, 2);
        using var skin = Pictures.Flat(neutral * new Vector3d(0.5, 0.3, 0.2), 20, 2);
        using var plain = Pictures.Flat(neutral * new Vector3d(0.5, 0.3, 0.2), 20, 2);
        ColourStage.Apply(grey, reader.Metadata, profile, neutral, new ColourOptions(), Pictures.Context);
        ColourStage.Apply(skin, reader.Metadata, profile, neutral, new ColourOptions(), Pictures.Context);
        ColourStage.Apply(plain, reader.Metadata, profile, neutral, new ColourOptions { UseHueSatMap = false }, Pictures.Context);
        Assert.Equal(0.18f, grey.Pixels.Red[0, 0], 1e-3f);
        Assert.Equal(0.18f, grey.Pixels.Blue[0, 0], 1e-3f);
        Assert.True(Difference(skin, plain) is > 0.3 and < 12, $"{Difference(skin, plain)}");

        // The LookTable moves a colour as well, and leaves grey alone.
        HueSatTableStage.ApplyToWorking(skin.Pixels, profile.LookTable!, profile.LookTableIsGammaEncoded, false, Pictures.Context);
        HueSatTableStage.ApplyToWorking(grey.Pixels, profile.LookTable!, profile.LookTableIsGammaEncoded, false, Pictures.Context);
        Assert.Equal(grey.Pixels.Green[0, 0], grey.Pixels.Red[0, 0], 1e-3f);
    }

    [DataFact("profiles/dcp")]
    public void Published_profiles_keep_white_and_find_their_light()
    {
        var files = Directory.GetFiles(TestData.Path("profiles/dcp"), "*.dcp");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var profile = DcpFile.Read(file);
            var model = new CameraColourModel(new CameraColour(), profile);
            foreach (var kelvin in new[] { 2500.0, 3500, 5000, 6504, 8000 })
            {
                var light = kelvin < 4000 ? ColourTemperature.Planckian(kelvin) : ColourTemperature.Daylight(kelvin);
                var neutral = model.NeutralOf(light);
                var found = model.WhiteOf(neutral);
                Assert.Equal(light.X, found.X, 1e-6);
                Assert.Equal(light.Y, found.Y, 1e-6);
                var white = CameraToWorking.Find(new CameraColour(), profile, neutral).ToWorking * Vector3d.One;
                Assert.Equal(1, white.X, 1e-9);
                Assert.Equal(1, white.Z, 1e-9);
            }
        }
    }

    private static double Difference(CameraImage a, CameraImage b) => ColourDifference.Ciede2000(Lab(a), Lab(b));

    private static Cielab Lab(CameraImage image) => Cielab.FromXyz(
        RgbSpace.Rec2020.ToXyz * new Vector3d(image.Pixels.Red[0, 0], image.Pixels.Green[0, 0], image.Pixels.Blue[0, 0]), Chromaticity.D65);
}
