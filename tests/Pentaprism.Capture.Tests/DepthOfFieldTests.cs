using Pentaprism.Capture.Cameras;
using Pentaprism.Capture.Lenses;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Tests.Scenes;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests;

public sealed class DepthOfFieldTests
{
    private const int Width = 192;
    private const int Height = 160;
    private const double Focus = 0.3;

    private static readonly (CameraModule Module, Camera Camera) _mono = TestCameras.WithPerfectLens("huawei-p9/mono");

    // c = f² |d − s| / (N (s − f) d), thin lens.
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.42)]
    [InlineData(0.6)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_point_out_of_focus_is_a_disc_of_the_diameter_that_the_thin_lens_gives(double depth)
    {
        var lens = _mono.Camera.Lens.At(null);
        var (s, d) = (1000 * Focus, 1000 * depth);
        var expected = lens.FocalLength * lens.FocalLength * Math.Abs(d - s) / (lens.FNumber * (s - lens.FocalLength) * d) / (_mono.Camera.Sensor.Pitch.Value / 1000);

        var disc = Point(depth, _mono);

        // Of a disc that is lit evenly the variance along an axis is a sixteenth of the squared diameter; that of the sharp point comes on top.
        Assert.Equal(expected, 4 * Math.Sqrt(Variance(disc) - Variance(Point(Focus, _mono))), 0.02 * expected);
        var inside = disc.Where(pixel => double.Hypot(pixel.X, pixel.Y) < 0.3 * expected).Average(pixel => pixel.Light);
        var rim = disc.Where(pixel => Math.Abs(double.Hypot(pixel.X, pixel.Y) - (expected / 2)) < 0.5).Average(pixel => pixel.Light);
        Assert.Equal(0.5, rim / inside, 0.1);
    }

    [Fact]
    public void No_light_is_lost_or_won_out_of_focus()
    {
        var sharp = Point(Focus, _mono).Sum(pixel => pixel.Light);
        Assert.Equal(1, Point(2, _mono).Sum(pixel => pixel.Light) / sharp, 1e-3);
        Assert.Equal(1, Point(0.2, _mono).Sum(pixel => pixel.Light) / sharp, 1e-3);
    }

    [Fact]
    public void What_lies_in_the_plane_of_focus_is_the_same_to_the_bit_as_a_print_of_it()
    {
        var scene = new TestLayers(Focus, TestLayers.Ground(Focus, 0.2), TestLayers.LeftHalf(Focus, 0.7), TestLayers.Disc(Focus, 0.1, 0.1, 0.05, 3));

        Assert.Equal(Electrons(_mono, new Print(scene), new CaptureOptions { FocusMetres = Focus }), Electrons(_mono, scene, new CaptureOptions()));
        Assert.Equal(Electrons(_mono, new Print(scene), new CaptureOptions()), Electrons(_mono, new TestLayers(9, scene.All), new CaptureOptions { DepthOfField = false }));
    }

    // The part of the pupil that a near edge hides: a segment of the disc.
    [Fact]
    public void A_dark_edge_near_the_lens_hides_the_part_of_the_pupil_that_it_covers()
    {
        var row = Row(new TestLayers(Focus, TestLayers.Ground(Focus, 0.8), TestLayers.LeftHalf(0.2, 0)));
        var (veil, open, radius) = (row[0], row[^1], Radius(0.2));
        for (var x = -20; x < 20; x++)
        {
            var t = Math.Clamp((x + 0.5) / radius, -1, 1);
            var hidden = (Math.Acos(t) - (t * Math.Sqrt(1 - (t * t)))) / Math.PI;
            Assert.Equal(1 - hidden, (row[(Width / 2) + x] - veil) / (open - veil), 0.015);
        }
    }

    [Fact]
    public void A_sharp_edge_cuts_a_blurred_ground_without_letting_it_leak()
    {
        var row = Row(new TestLayers(Focus, TestLayers.Ground(5, 0.8), TestLayers.LeftHalf(Focus, 0)));
        var open = Row(new TestLayers(Focus, TestLayers.Ground(5, 0.8)));

        // Diffraction reaches a little farther than the pixel beside the edge.
        Assert.InRange(row[(Width / 2) - 5] / open[0], 0, 0.05);
        Assert.InRange(row[(Width / 2) + 5] / open[0], 0.95, 1.01);
    }

    [Fact]
    public void Rims_of_the_barrel_leave_a_cats_eye_of_the_light_that_they_let_through()
    {
        const double Hidden = 0.4;
        var camera = _mono.Camera with { Lens = _mono.Camera.Lens with { Vignetting = new Figure(Hidden, Provenance.Placeholder, "typical") } };

        var inCorner = Point(2, (_mono.Module, camera), (1, 1));

        // Two discs whose centres lie ±δ from the middle have this share in common; δ grows with the radius.
        static double Share(double delta) => 2 / Math.PI * (Math.Acos(delta) - (delta * Math.Sqrt(1 - (delta * delta))));
        var (columns, rows) = (camera.Sensor.Columns.Value, camera.Sensor.Rows.Value);
        var inFullCorner = Enumerable.Range(0, 10_000).Select(i => i / 10_000.0).MinBy(delta => Math.Abs(Share(delta) - (1 - Hidden)));
        var delta = inFullCorner * double.Hypot(columns - Width, rows - Height) / double.Hypot(columns, rows);
        var inside = inCorner.Where(pixel => double.Hypot(pixel.X, pixel.Y) < 2).Average(pixel => pixel.Light);
        var area = inCorner.Sum(pixel => pixel.Light) / inside;
        Assert.Equal(Share(delta), area / (Math.PI * Radius(2) * Radius(2)), 0.03);

        // Along the radius it is narrower than across it.
        double Spread(double x, double y) => inCorner.Sum(pixel => pixel.Light * Math.Pow((pixel.X * x) + (pixel.Y * y), 2));
        Assert.InRange(Spread(0.8, 0.6) / Spread(-0.6, 0.8), 0.2, 0.7);
    }

    // Half a disc has its centroid 4 R / 3π from the middle.
    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 0.8)]
    public void The_two_halves_of_the_pupil_see_a_point_out_of_focus_at_two_places(double depth, double separation)
    {
        var camera = _mono.Camera with { Sensor = _mono.Camera.Sensor with { DualPixel = new Figure(separation, Provenance.Placeholder, "typical") } };
        var context = ProcessingContext.Create();
        using var photograph = Take((_mono.Module, camera), PointScene(depth), new CaptureOptions());
        double Centroid(PhotodiodeSide side)
        {
            using var half = photograph.Half(context, side);
            using var electrons = half.MeanElectrons(context, 0);
            var disc = Pixels(electrons);
            return disc.Sum(pixel => pixel.Light * pixel.X) / disc.Sum(pixel => pixel.Light);
        }

        var theory = 8 / (3 * Math.PI) * Radius(depth) * Math.Sign(depth - Focus) * ((2 * separation) - 1);
        Assert.Equal(theory, Centroid(PhotodiodeSide.Right) - Centroid(PhotodiodeSide.Left), 0.02 * Math.Abs(theory));
    }

    [Fact]
    public void The_two_halves_of_the_pupil_share_the_light()
    {
        var camera = _mono.Camera with { Sensor = _mono.Camera.Sensor with { DualPixel = new Figure(0.9, Provenance.Placeholder, "typical") } };
        var context = ProcessingContext.Create();
        using var photograph = Take((_mono.Module, camera), new TestLayers(Focus, TestLayers.Ground(Focus, 0.1), TestLayers.Disc(2, 0, 0, 0.1, 0.5)), new CaptureOptions());
        using var whole = photograph.MeanElectrons(context, 0);
        using var leftHalf = photograph.Half(context, PhotodiodeSide.Left);
        using var rightHalf = photograph.Half(context, PhotodiodeSide.Right);
        using var left = leftHalf.MeanElectrons(context, 0);
        using var right = rightHalf.MeanElectrons(context, 0);
        for (var i = 0; i < whole.Samples.Length; i++)
        {
            Assert.Equal(1, (left.Samples[i] + right.Samples[i]) / whole.Samples[i], 5e-3);
        }
    }

    [Fact]
    public void A_lens_does_not_focus_nearer_than_it_can()
    {
        var scene = new TestLayers(0.01, TestLayers.Ground(1, 0.5));

        var problem = Assert.Throws<ArgumentException>(() => Take(_mono, scene, new CaptureOptions { FocusMetres = 0.05 }));
        Assert.Contains("focuses from 0.096 m", problem.Message, StringComparison.Ordinal);
        using var nearest = Take(_mono, scene, new CaptureOptions());
        Assert.Equal(0.096, nearest.FocusMetres, 0.0005);
    }

    [Fact]
    public void A_way_of_a_kernel_is_as_long_as_it_is_and_holds_all_light()
    {
        foreach (var (x, y) in new[] { (7.3, 0.0), (0.2, 5.7), (-4.1, 3.3), (3, -8) })
        {
            var kernel = SpreadKernel.OfWay(x, y)!;
            var (light, moment, along) = (0.0, 0.0, 0.0);
            for (var row = kernel.Top; row <= -kernel.Top; row++)
            {
                foreach (var run in kernel.Row(row))
                {
                    var part = run.Density * (run.Right - run.Left);
                    light += part;
                    moment += part * ((run.Left + run.Right) / 2);
                    along += part * (run.Left + run.Right) / 2 * row;
                }
            }

            Assert.Equal(1, light, 1e-9);
            Assert.Equal(0, moment, 1e-9);
            Assert.Equal(x * y / 12, along, 0.12 * Math.Abs(x * y / 12) + 1e-9);
        }

        Assert.Null(SpreadKernel.OfWay(0.2, 0.3));
    }

    private static double Variance((double X, double Y, double Light)[] pixels) =>
        pixels.Sum(pixel => pixel.Light * ((pixel.X * pixel.X) + (pixel.Y * pixel.Y))) / (2 * pixels.Sum(pixel => pixel.Light));

    private static TestLayers PointScene(double depth) => new(Focus, TestLayers.Ground(Focus, 0), TestLayers.Disc(depth, 0, 0, 0.4 / Height, 100));

    private static double Radius(double depth)
    {
        var lens = _mono.Camera.Lens.At(null);
        return Math.Abs(new Defocus(lens.FocalLength, lens.FNumber, Focus, _mono.Camera.Sensor.Pitch.Value, 0, new FieldFrame(0, 0, 1), 0.5).Radius(depth));
    }

    private static (double X, double Y, double Light)[] Point(double depth, (CameraModule Module, Camera Camera) camera, (double X, double Y) centre = default)
    {
        using var photograph = Take(camera, PointScene(depth), new CaptureOptions { Centre = centre });
        using var electrons = photograph.MeanElectrons(ProcessingContext.Create(), 0);
        return Pixels(electrons);
    }

    // From the middle; what diffraction spreads over all of the picture is no part of the point.
    private static (double X, double Y, double Light)[] Pixels(Plane<float> electrons)
    {
        var veil = electrons.Samples.ToArray().Order().ElementAt(Width * Height / 3);
        return [.. Enumerable.Range(0, Width * Height).Select(i => ((i % Width) + 0.5 - (Width / 2.0), (i / Width) + 0.5 - (Height / 2.0), (double)electrons.Samples[i] - veil))];
    }

    private static float[] Row(IScene scene) => Electrons(_mono, scene, new CaptureOptions())[(Height / 2 * Width)..((Height / 2 * Width) + Width)];

    private static float[] Electrons((CameraModule Module, Camera Camera) camera, IScene scene, CaptureOptions options)
    {
        using var photograph = Take(camera, scene, options);
        using var electrons = photograph.MeanElectrons(ProcessingContext.Create(), 0);
        return electrons.Samples.ToArray();
    }

    private static Photograph Take((CameraModule Module, Camera Camera) camera, IScene scene, CaptureOptions options) =>
        TestCameras.Photograph(camera, scene, options with { Size = (Width, Height), Tremor = 0, ExposureSeconds = 0.01, Iso = 400 });
}
