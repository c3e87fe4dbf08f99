using Pentaprism.Capture.Colour;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests.Colour;

public sealed class ColourFitTests
{
    [Theory]
    [InlineData("xiaomi-12s-ultra/main", "D65")]
    [InlineData("xiaomi-12s-ultra/main", "A")]
    [InlineData("ref-nikon-d850/24-70-2.8", "D65")]
    [InlineData("ref-canon-5d4/24-70-2.8", "A")]
    public void Both_matrices_keep_white_and_lead_to_the_same_colours(string camera, string name)
    {
        var eye = SpectralEye.Of(TestCameras.Of(camera).Camera.Sensor);
        var light = Light.Of(name);

        var fit = ColourFit.Of(eye, light);

        Assert.InRange(fit.MeanDifference, 0.2, 3);
        var white = fit.Forward * Vector3d.One;
        var neutral = fit.Colour * light.White.ToXyz();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Chromaticity.D50.ToXyz()[i], white[i], 1e-9);
            Assert.Equal(fit.Neutral[i], neutral[i] / neutral.Y, 1e-9);
        }
    }

    // A sensor that is the observer can be matched exactly: the fit must find that.
    [Fact]
    public void A_sensor_that_sees_as_the_observer_does_is_matched_exactly() =>
        Assert.InRange(ColourFit.Of(SpectralEye.ObserverIn(Light.Of("D65")), Light.Of("D65")).MeanDifference, 0, 0.02);

    [Fact]
    public void A_photograph_lifted_to_spectra_keeps_its_colours_in_D65_and_its_greys_in_any_light()
    {
        var d65 = Light.Of("D65");
        var toRgb = RgbSpace.Rec2020.To(RgbSpace.Srgb);
        for (var primary = 0; primary < 3; primary++)
        {
            var seen = SpectralEye.ObserverIn(d65).See(d65.Spectrum * ReflectanceLift.Basis[primary]);
            var rgb = toRgb * new Vector3d(seen[0], seen[1], seen[2]);
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(i == primary ? 1 : 0, rgb[i], 1e-6);
            }
        }

        for (var i = 0; i < Spectrum.Count; i++)
        {
            Assert.Equal(1, ReflectanceLift.Basis.Sum(part => part[i]), 1e-6);
        }
    }

    // What a developer does that knows the matrices only: levels, white balance, forward matrix. The lens does nothing here; crosstalk does its part.
    [Theory]
    [InlineData("D65", 1)]
    [InlineData("A", 0)]
    public void A_chart_developed_with_the_matrices_of_its_file_is_as_right_as_a_matrix_can_be(string light, int calibration)
    {
        const int Width = 384;
        const int Height = 256;
        using var photograph = TestCameras.Photograph(
            TestCameras.WithPerfectLens("xiaomi-12s-ultra/main"), new ColorCheckerScene(), new CaptureOptions { Size = (Width, Height), Light = light, Lux = 2000, Tremor = 0 });
        using var codes = photograph.Expose(ProcessingContext.Create(), 0);
        var fit = ColourFit.Of(photograph.EyeOfFile, photograph.Light);
        var metadata = new CaptureDng(photograph).Metadata(0);
        var neutral = metadata.Colour.AsShotNeutral!.Value;
        var forward = metadata.Profile.Calibrations[calibration].ForwardMatrix!.Value;
        var white = SpectralTable.ColorChecker.Names.Select((_, i) => Mean(i)).ToArray();
        var scale = photograph.Reading.ElectronsToWhite / (photograph.EyeOfFile.See(photograph.Light.Spectrum)[1] * photograph.ElectronsOfUnit);
        var total = 0.0;
        for (var patch = 0; patch < white.Length; patch++)
        {
            var truth = Observer.Xyz(photograph.Light.Spectrum * SpectralTable.ColorChecker[SpectralTable.ColorChecker.Names[patch]]);
            var lab = Cielab.FromXyz(ChromaticAdaptation.Bradford(photograph.Light.White, Chromaticity.D50) * truth, Chromaticity.D50);
            total += ColourDifference.Ciede2000(Cielab.FromXyz(forward * (white[patch] * scale), Chromaticity.D50), lab) / white.Length;
        }

        Assert.InRange(total, fit.MeanDifference - 0.1, fit.MeanDifference + 0.3);

        Vector3d Mean(int patch)
        {
            var (left, top, right, bottom) = ColorCheckerScene.Inside(patch, (double)Width / Height);
            var (sums, counts) = (new double[3], new int[3]);
            for (var y = (int)((top * Height) + (Height / 2.0)) + 1; y < (int)((bottom * Height) + (Height / 2.0)); y++)
            {
                for (var x = (int)((left * Height) + (Width / 2.0)) + 1; x < (int)((right * Height) + (Width / 2.0)); x++)
                {
                    sums[photograph.Pattern[x, y]] += (codes[x, y] - photograph.Reading.Black) / (photograph.Reading.White - photograph.Reading.Black);
                    counts[photograph.Pattern[x, y]]++;
                }
            }

            return new(sums[0] / counts[0] / neutral.X * neutral.Y, sums[1] / counts[1], sums[2] / counts[2] / neutral.Z * neutral.Y);
        }
    }

    [Fact]
    public void A_grey_card_fills_the_share_of_the_scale_that_the_standard_asks_for()
    {
        using var photograph = TestCameras.Photograph(TestCameras.WithPerfectLens("xiaomi-12s-ultra/main"), new FlatScene(0.18), new CaptureOptions { Size = (64, 64), Lux = 300, Tremor = 0 });
        using var means = photograph.MeanElectrons(ProcessingContext.Create(), 0);

        var green = Enumerable.Range(0, means.Samples.Length).Where(i => photograph.Pattern[i % 64, i / 64] == CfaPattern.Green).Average(i => means.Samples[i]);
        Assert.InRange(green / photograph.Reading.ElectronsToWhite, 0.11, 0.14);
    }
}
