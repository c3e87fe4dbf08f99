using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Spectra;
using Pentaprism.Imaging;
using Pentaprism.Optics.Analysis;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.Optics.Prescriptions;
using Pentaprism.Optics.Tracing;

namespace Pentaprism.Capture.Tests.Lenses;

/// <summary>What a traced lens makes of a picture, against the analysis of its drawing.</summary>
public sealed class DrawnLensTests
{
    private const int Side = 320;
    private const int Margin = 80;

    // An edge moves by a pixel in so many rows, so that its samples lie evenly, each on one of so many phases.
    private const int RowsAPixel = 12;
    private const int HalfBins = 40 * RowsAPixel;

    // Rows to either side of the middle, whole pixels of the edge's way: farther on it is another place of the field.
    private const int HalfRows = 2 * RowsAPixel;
    private const double Dark = 0.25;
    private const double Pitch = 0.0016;
    private const double BinnedPitch = 2 * Pitch;
    private const double Corner = 7.7;

    private static readonly Lens _drawing = TestCameras.Of("pentaprism/main").Camera.Lens.Drawing!;
    private static readonly Lazy<DrawnLens> _lens = new(() => Traced(Pitch, Corner));
    private static readonly Lazy<DrawnLens> _binned = new(() => Traced(BinnedPitch, 0.75 * Corner));

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.7, true)]
    [InlineData(0.7, false)]
    [InlineData(0.97, true)]
    [InlineData(0.97, false)]
    public void An_edge_has_the_MTF50_of_the_lens_and_the_pixel(double field, bool isAcrossRadius) => Holds(_lens.Value, Pitch, field, isAcrossRadius, 0.01);

    // Pixels too coarse for the lens: the aliases of the sharp picture are moved with it, and no longer lie where those of the sensor would.
    [Theory]
    [InlineData(0, true)]
    [InlineData(0.7, true)]
    [InlineData(0.7, false)]
    public void An_edge_on_binned_pixels_comes_near_it(double field, bool isAcrossRadius) => Holds(_binned.Value, BinnedPitch, field, isAcrossRadius, 0.02);

    private static void Holds(DrawnLens lens, double pitch, double field, bool isAcrossRadius, double tolerance)
    {
        var radius = field * Corner;
        var image = new LensImage(lens, 0, Corner / pitch, 4);
        var axis = ((Side / 2.0) - (radius / pitch), Side / 2.0);
        var (sine, cosine) = Math.SinCos(Math.Atan(1.0 / RowsAPixel) + (isAcrossRadius ? 0 : Math.PI / 2));
        using var picture = new ScenePicture(new PlanePool(), new SceneFrame(Side, Side, Margin), "W");
        Draw(picture, lens, pitch, sine, cosine, axis);

        image.Form(ProcessingContext.Create(), 'W', picture.Frame, axis, picture.Planes[0]);

        var measured = Mtf50(frequency => Measured(picture.Planes[0], cosine, sine, frequency));
        var transfer = Transfers(lens, pitch, radius, sine, cosine);
        var expected = Mtf50(frequency => transfer(frequency) * Sinc(frequency * cosine) * Sinc(frequency * sine));
        Assert.Equal(expected, measured, tolerance * expected);
    }

    [Fact]
    public void Warp_and_fall_of_light_are_the_drawings_and_the_polynomial_comes_near()
    {
        var channel = _lens.Value.ChannelOf('W');
        var warp = _lens.Value.Warp('W');
        for (var radius = 0.05; radius <= 1; radius += 0.05)
        {
            var real = radius * Corner;
            var ideal = channel.IdealRadiusAt(real);
            Assert.Equal(ideal / real, warp.IdealOverReal((float)(radius * radius)), 2e-6);
            Assert.Equal(channel.IlluminationAt(real), _lens.Value.Illumination.At((float)(radius * radius)), 1e-5);

            // What the opcodes of a file say: of DNG 1.6 within a fifth of a pixel, of DNG 1.3 within two binned ones.
            double Said(System.Collections.Immutable.ImmutableArray<double> terms) => terms.Select((c, i) => c * Math.Pow(ideal / Corner, 2 * i)).Sum() * ideal;
            Assert.Equal(real, Said(warp.Fine), 0.2 * Pitch);
            Assert.Equal(real, Said(warp.Coefficients), 2 * BinnedPitch);
        }
    }

    [Fact]
    public void A_field_is_traced_once_for_a_light_a_pixel_and_a_reach()
    {
        var known = _lens.Value.ChannelOf('W');
        var cancelled = new CancellationToken(true);
        DrawnLens Lens(string light, double pitch, double reach) => new(_drawing, Mono(), Light.Of(light), pitch, Corner, reach, cancelled);

        Assert.Same(known, Lens("E", Pitch, Corner).ChannelOf('W'));

        // What would be traced anew is stopped by the token.
        Assert.ThrowsAny<OperationCanceledException>(() => Lens("A", Pitch, Corner));
        Assert.ThrowsAny<OperationCanceledException>(() => Lens("E", 2 * Pitch, Corner));
        Assert.ThrowsAny<OperationCanceledException>(() => Lens("E", Pitch, Corner / 2));
    }

    [Fact]
    public void A_setting_that_is_not_the_drawings_is_found()
    {
        var (module, camera) = TestCameras.Of("pentaprism/main");
        var wrong = camera with { Lens = camera.Lens with { Settings = [camera.Lens.Settings[0] with { FocalLength = camera.Lens.Settings[0].FocalLength with { Value = 7 } }] } };

        var finding = Assert.Single(CameraRules.Check(module with { Cameras = [wrong] }));

        Assert.Equal("cameras[0].lens.settings[0].focalLength", finding.Place);
        Assert.Contains("phone-23.lens.json is one lens of 8.5", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_names_its_drawing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("pentaprism-drawn-").FullName;
        try
        {
            var module = TestCameras.Of("pentaprism/main").Module;
            module = module with { Cameras = [module.Cameras[0]] };
            var path = Path.Combine(folder, "mine.camera.json");
            CameraFile.Write(path, false, module);

            var problem = Assert.Throws<CameraFileException>(() => CameraFile.Read(path));
            File.WriteAllText(Path.Combine(folder, "phone-23.lens.json"), Pentaprism.Optics.Formats.LensFile.ToText(module.Cameras[0].Lens.Drawing!, "a.lens.json").Text);

            Assert.Contains("mine.camera.json: cameras[0].lens.prescription: names a drawing that cannot be used", problem.Message, StringComparison.Ordinal);
            Assert.Equal(8.5, FirstOrderData.Of(CameraFile.Read(path).Cameras[0].Lens.Drawing!).Efl, 1e-4);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static DrawnLens Traced(double pitch, double reach) => new(_drawing, Mono(), Light.Of("E"), pitch, Corner, reach, CancellationToken.None);

    private static SpectralEye Mono() => SpectralEye.Of(TestCameras.Of("huawei-p9/mono").Camera.Sensor);

    // An edge of which the image is straight and goes through the middle of the picture.
    private static void Draw(ScenePicture picture, DrawnLens lens, double pitch, double sine, double cosine, (double X, double Y) axis)
    {
        var channel = lens.ChannelOf('W');
        double Distance(double x, double y)
        {
            var (dx, dy) = (x - Margin - axis.X, y - Margin - axis.Y);
            var radius = Math.Max(double.Hypot(dx, dy), 1e-6);
            var stretched = channel.RealRadiusAt(radius * pitch) / pitch / radius;
            return (((dx * stretched) + axis.X - (Side / 2.0)) * cosine) + (((dy * stretched) + axis.Y - (Side / 2.0)) * sine);
        }

        Painter.Each(
            ProcessingContext.Create(),
            picture,
            (x, y) =>
            {
                var (across, down) = (Distance(x + 0.5, y) - Distance(x - 0.5, y), Distance(x, y + 0.5) - Distance(x, y - 0.5));
                var slope = double.Hypot(across, down);
                return Dark + ((1 - Dark) * HalfPlane.Coverage(Distance(x, y) / slope, across / slope, down / slope));
            },
            [1]);
    }

    // Edge spread at even distances, its difference as line spread, its spectrum; over the edge's own contrast, so that light far from the edge counts.
    private static double Measured(Plane<float> picture, double normalX, double normalY, double frequency)
    {
        var (sums, counts) = (new double[2 * HalfBins], new int[2 * HalfBins]);
        var pitch = Math.Max(Math.Abs(normalX), Math.Abs(normalY)) / RowsAPixel;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (dx, dy) = (x + 0.5 - (Side / 2.0), y + 0.5 - (Side / 2.0));
                var bin = (int)Math.Floor(((dx * normalX) + (dy * normalY)) / pitch) + HalfBins;
                if (bin >= 0 && bin < sums.Length && Math.Abs(Math.Abs(normalX) > Math.Abs(normalY) ? dy : dx) < HalfRows)
                {
                    sums[bin] += picture[x + Margin, y + Margin];
                    counts[bin]++;
                }
            }
        }

        var (real, imaginary) = (0.0, 0.0);
        for (var bin = 1; bin < sums.Length; bin++)
        {
            var difference = (sums[bin] / counts[bin]) - (sums[bin - 1] / counts[bin - 1]);
            var (s, c) = Math.SinCos(2 * Math.PI * frequency * pitch * bin);
            (real, imaginary) = (real + (difference * c), imaginary + (difference * s));
        }

        return Math.Sqrt((real * real) + (imaginary * imaginary)) / (1 - Dark) / Sinc(frequency * pitch);
    }

    // Of all wavelengths together, for a pattern that varies along y: the field is turned instead of the pattern. Cubic between frequencies of 1/40 cycle/pixel.
    private static Func<double, double> Transfers(DrawnLens traced, double pitch, double radius, double sine, double cosine)
    {
        var tangent = traced.ChannelOf('W').IdealRadiusAt(radius) / FirstOrderData.Of(_drawing).Efl;
        double Degrees(double part) => Math.Atan(tangent * part) * 180 / Math.PI;
        var lens = _drawing with { Wavelengths = traced.WavelengthsOf('W'), Primary = 0 };
        var launch = FieldLaunch.Of(SequentialModel.Of(lens), new FieldPoint(Degrees(sine), Degrees(cosine)), PupilSampling.Final);
        double[] frequencies = [.. Enumerable.Range(4, 14).Select(i => i / 40.0)];
        var points = ModulationTransfer.Diffraction(launch.TraceAll(), new MtfOptions { Frequencies = [.. frequencies.Select(frequency => frequency / pitch)] }).Points;
        return frequency => RadialNodes.Interpolate([.. frequencies], [.. points.Select(point => point.Tangential)], frequency);
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Mtf50(Func<double, double> transfer)
    {
        var (low, high) = (0.1, 0.42);
        for (var step = 0; step < 24; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = transfer(middle) > 0.5 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
