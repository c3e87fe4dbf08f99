using Pentaprism.Darkroom.Linearise;
using Pentaprism.Files.Dng;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Linearise;

public sealed class RealFilesTests
{
    [DataTheory("raw/charts")]
    [InlineData("raw/raspberrypi_imx296_rpicam_16bit.dng")]
    [InlineData("raw/canon_kiss_x4_magiclantern_14bit_packed_colorchecker.dng")]
    [InlineData("raw/charts/DSC_1339_14bit_RGGB.dng")]
    [InlineData("raw/charts/Outdoor1_8bit_GRBG.dng")]
    [InlineData("raw/charts/Indoor1_8bit_GRBG.dng")]
    [InlineData("raw/charts/colorchecker_unpacked_mipiRAW10_BGGR.dng")]
    [InlineData("bursts/rpi_imx296_static/level_a_mean14DN/05.dng")]
    [InlineData("bursts/rpi_imx296_static/dark/00.dng")]
    public void Ordinary_pictures_lie_between_black_and_white_and_have_no_plateau(string path)
    {
        var context = Frames.Context(2);
        using var file = DngReader.Open(TestData.Path(path));
        using var raw = file.ReadPixels(context);
        using var mosaic = Lineariser.ToMosaic(file.Metadata, raw, new LineariseOptions(), context);
        Assert.Null(SaturationPlateau.Find(file.Metadata, raw, context));
        var samples = mosaic.Samples.Samples.ToArray();
        Assert.DoesNotContain(samples, value => !float.IsFinite(value) || value > 1.001f);
        Assert.InRange(samples.Average(), -0.001f, 0.9f);
    }

    [DataFact("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng")]
    public void A_lossy_picture_is_mapped_back_to_linear_light()
    {
        var context = Frames.Context(2);
        using var file = DngReader.Open(TestData.Path("raw/canon_eos_6d_lossy_dng14_huesat_looktable.dng"));
        using var raw = file.ReadPixels(context);
        using var image = Lineariser.ToCameraImage(file.Metadata, raw, new LineariseOptions(), context);
        var green = image.Pixels.Green.Samples.ToArray();
        Assert.DoesNotContain(green, value => !float.IsFinite(value));
        Assert.InRange(green.Average(), 0.005f, 0.6f);
    }
}
