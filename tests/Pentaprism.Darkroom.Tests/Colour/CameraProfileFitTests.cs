using System.Text.Json;
using Pentaprism.Darkroom.Colour;
using Pentaprism.Darkroom.Demosaic;
using Pentaprism.Darkroom.Linearise;
using Pentaprism.Darkroom.WhiteBalance;
using Pentaprism.Files.Dng;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Colour;

public sealed class CameraProfileFitTests
{
    [Fact]
    public void Camera_that_is_a_matrix_is_found_exactly()
    {
        var neutral = Cameras.PhoneD65 * Chromaticity.D50.ToXyz();
        var camera = ColorChecker.Xyz.Select(xyz => Cameras.PhoneD65 * xyz * 0.37).ToArray();
        var fitted = CameraProfileFit.Fit(camera, ColorChecker.Xyz, neutral, Chromaticity.D50);
        Assert.InRange(fitted.LargestError, 0, 1e-3);
        Assert.Equal(1 / 0.37 / neutral.Max, fitted.Exposure, 1e-3);

        // The two matrices of the profile agree: its neutral is that of the chart's light.
        var found = new CameraColourModel(new CameraColour(), fitted.Profile).NeutralOf(Chromaticity.D50);
        Assert.Equal(neutral.X / neutral.Max, found.X, 1e-9);
        Assert.Equal(neutral.Z / neutral.Max, found.Z, 1e-9);
    }

    [Fact]
    public void Light_of_the_chart_is_kept_for_temperatures()
    {
        var neutral = new Vector3d(0.6, 1, 0.4);
        var camera = ColorChecker.Xyz.Select(xyz => xyz / Chromaticity.D50.ToXyz() * neutral).ToArray();
        var light = ColourTemperature.Planckian(2856);
        var model = new CameraColourModel(new CameraColour(), CameraProfileFit.Fit(camera, ColorChecker.Xyz, neutral, light).Profile);
        Assert.Equal(light.X, model.WhiteOf(neutral).X, 1e-9);
        Assert.Equal(light.Y, model.WhiteOf(neutral).Y, 1e-9);
    }

    [Fact]
    public void Too_few_patches_are_refused() =>
        Assert.Throws<ArgumentException>(() => CameraProfileFit.Fit(ColorChecker.Xyz.AsSpan(0, 5), ColorChecker.Xyz.AsSpan(0, 5), Vector3d.One, Chromaticity.D50));

    [DataTheory("charts/CHARTS_TRUTH_dev.json")]
    [InlineData("Indoor1_2592x1536_8bit_GRBG.raw", "Indoor1_8bit_GRBG.dng")]
    [InlineData("Outdoor1_2592x1536_8bit_GRBG.raw", "Outdoor1_8bit_GRBG.dng")]
    [InlineData("hdrisp_colorchecker_1920x1080_mipiRAW10_BGGR.raw", "colorchecker_unpacked_mipiRAW10_BGGR.dng")]
    public void Real_chart_developed_with_its_fitted_profile_comes_near_the_best_matrix(string chart, string dng)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("charts/CHARTS_TRUTH_dev.json")));
        var truth = file.RootElement.EnumerateObject().Single(entry => entry.Name.EndsWith(chart, StringComparison.Ordinal)).Value;
        var camera = truth.GetProperty("mean_raw_minus_black_RGB").EnumerateArray().Select(ToVector).ToArray();
        var centres = truth.GetProperty("patch_centres_fullres_row_major").EnumerateArray()
            .Select(c => (X: c[0].GetDouble(), Y: c[1].GetDouble())).ToArray();
        var best = truth.GetProperty("best_3x3_mean_dE00_unsat").GetDouble();

        // White, three greys: the lighter ones, which are neutral on any chart and rise well above the noise.
        var neutral = camera[18] + camera[19] + camera[20] + camera[21];
        var fitted = CameraProfileFit.Fit(camera, ColorChecker.Xyz, neutral, Chromaticity.D50);

        using var image = Develop(TestData.Path("raw/charts/" + dng), fitted.Profile, neutral * (1 / neutral.Max));
        var reach = (int)((centres[1].X - centres[0].X) / 4);
        var toXyz = RgbSpace.ProPhoto.ToXyz * CameraToWorking.WorkingToProPhoto;
        var exposure = fitted.Exposure * Scale(image, centres, reach, camera, neutral);
        var errors = centres.Select((centre, i) =>
        {
            var xyz = toXyz * Mean(image, centre, reach) * exposure;
            return ColourDifference.Ciede2000(Cielab.FromXyz(xyz, Chromaticity.D50), ColorChecker.Patches[i]);
        }).ToArray();
        Assert.InRange(errors.Average(), 0, best + 0.5);
    }

    private static CameraImage Develop(string path, CameraProfile profile, Vector3d neutral)
    {
        using var reader = DngReader.Open(path);
        using var raw = reader.ReadPixels(Pictures.Context);
        using var mosaic = Lineariser.ToMosaic(reader.Metadata, raw, new LineariseOptions(), Pictures.Context);
        WhiteBalancer.Apply(mosaic, neutral, Pictures.Context);
        var image = Demosaicer.Demosaic(mosaic, DemosaicOptions.Default, Pictures.Context);
        ColourStage.Apply(image, reader.Metadata, profile, neutral, new ColourOptions(), Pictures.Context);
        return image;
    }

    // The truth counts in raw codes, the picture in parts of the sensor's white: the white patch tells the factor. White is exact, so its luminance is its green.
    private static double Scale(CameraImage image, (double X, double Y)[] centres, int reach, Vector3d[] camera, Vector3d neutral) =>
        camera[18].Y / (neutral.Y / neutral.Max) / Mean(image, centres[18], reach).Y;

    private static Vector3d Mean(CameraImage image, (double X, double Y) centre, int reach)
    {
        var sum = default(Vector3d);
        var (x0, y0) = ((int)centre.X, (int)centre.Y);
        for (var y = y0 - reach; y <= y0 + reach; y++)
        {
            for (var x = x0 - reach; x <= x0 + reach; x++)
            {
                sum += new Vector3d(image.Pixels.Red[x, y], image.Pixels.Green[x, y], image.Pixels.Blue[x, y]);
            }
        }

        return sum * (1.0 / (((2 * reach) + 1) * ((2 * reach) + 1)));
    }

    private static Vector3d ToVector(JsonElement array) => new(array[0].GetDouble(), array[1].GetDouble(), array[2].GetDouble());
}
