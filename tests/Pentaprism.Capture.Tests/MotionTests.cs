using System.Text.Json.Nodes;
using Pentaprism.Capture.Output;
using Pentaprism.Capture.Scenes;
using Pentaprism.Capture.Tests.Scenes;
using Pentaprism.Files.Pictures;
using Pentaprism.Imaging;

namespace Pentaprism.Capture.Tests;

public sealed class MotionTests : IDisposable
{
    private const int Width = 192;
    private const int Height = 128;
    private const double Far = 1e6;

    private readonly string _folder = Directory.CreateTempSubdirectory("pentaprism-motion-").FullName;

    [Theory]
    [InlineData("huawei-p9/mono")]
    [InlineData("xiaomi-12s-ultra/main")]
    public void The_truth_of_the_hand_is_the_mean_over_the_exposure(string camera)
    {
        using var photograph = Take(camera, Disc(default), new CaptureOptions { Frames = 3, ExposureSeconds = 0.125, Tremor = 2, Seed = 5 });
        for (var frame = 0; frame < 3; frame++)
        {
            var (x, y) = Centroid(photograph, frame);
            var motion = photograph.Motion(frame);
            var roll = (-0.1 * Height * motion.Roll, 0.1 * Height * motion.Roll);
            Assert.Equal(motion.X + roll.Item1, x - (0.1 * Height), 0.03);
            Assert.Equal(motion.Y + roll.Item2, y - (0.1 * Height), 0.03);
        }
    }

    [Theory]
    [InlineData(0.4, 0)]
    [InlineData(-0.2, 0.3)]
    public void What_moves_by_itself_lies_where_the_truth_says_and_is_blurred_along_its_way(double velocityX, double velocityY)
    {
        const double Exposure = 0.2;
        var context = ProcessingContext.Create();
        using var photograph = Take("huawei-p9/mono", Disc((velocityX, velocityY)), new CaptureOptions { Frames = 3, ExposureSeconds = Exposure, Tremor = 1, Seed = 5 });
        CaptureFolder.Write(context, photograph, _folder, true, false);
        for (var frame = 0; frame < 3; frame++)
        {
            using var first = PictureReader.Read(Path.Combine(_folder, "truth", "motion-00.tif"), context);
            using var truth = PictureReader.Read(Path.Combine(_folder, "truth", $"motion-{frame:00}.tif"), context);
            var (column, row) = ((Width / 2) + (int)(0.1 * Height), (Height / 2) + (int)(0.1 * Height));
            Assert.Equal(1, truth.Planes[2][column, row]);
            Assert.Equal(0, truth.Planes[2][10, 10]);
            var start = Centroid(photograph, 0);
            var (x, y) = Centroid(photograph, frame);
            Assert.Equal(truth.Planes[0][column, row] - first.Planes[0][column, row], x - start.X, 0.06);
            Assert.Equal(truth.Planes[1][column, row] - first.Planes[1][column, row], y - start.Y, 0.06);

            // Of what stands still the truth is that of the hand.
            Assert.Equal(photograph.Motion(frame).X, truth.Planes[0][Width / 2, 5], 0.5);
        }
    }

    [Fact]
    public void The_length_of_the_blur_is_velocity_times_exposure()
    {
        double Variance(double velocity)
        {
            using var photograph = Take("huawei-p9/mono", Disc((velocity, 0)), new CaptureOptions { ExposureSeconds = 0.2, Tremor = 0 });
            var pixels = Pixels(photograph, 0);
            var light = pixels.Sum(pixel => pixel.Light);
            var mean = pixels.Sum(pixel => pixel.Light * pixel.X) / light;
            return pixels.Sum(pixel => pixel.Light * Math.Pow(pixel.X - mean, 2)) / light;
        }

        Assert.Equal(Math.Pow(0.5 * 0.2 * Height, 2) / 12, Variance(0.5) - Variance(1e-6), 0.02 * Math.Pow(0.5 * 0.2 * Height, 2) / 12);
    }

    [Fact]
    public void A_still_capture_leaves_out_what_moves()
    {
        using var still = Take("huawei-p9/mono", Disc((0.3, 0)), new CaptureOptions { Still = true, Tremor = 0 });
        using var electrons = still.MeanElectrons(ProcessingContext.Create(), 0);

        Assert.InRange(electrons.Samples.ToArray().Max() / electrons.Samples.ToArray().Min(), 0.999, 1.1);
    }

    // What moves is put into the image by parts, as far as the blur of the lens reaches; its flare reaches everywhere.
    [Fact]
    public void A_lamp_that_moves_has_the_flare_of_one_that_stands_still()
    {
        float[] Frame(double velocity)
        {
            var (module, camera) = TestCameras.Of("huawei-p9/mono");
            var scene = new TestLayers(Far, TestLayers.Ground(Far, 0.01), TestLayers.Disc(Far, 0.1, 0.1, 0.06, 100) with { Velocity = (velocity, 0) });
            using var photograph = TestCameras.Photograph((module, camera), scene, new CaptureOptions { Size = (Width, Height), Iso = 400, ExposureSeconds = 0.05, Tremor = 0 });
            using var electrons = photograph.MeanElectrons(ProcessingContext.Create(), 0);
            return electrons.Samples.ToArray();
        }

        foreach (var (still, moving) in Frame(0).Zip(Frame(1e-6)))
        {
            Assert.Equal(1, moving / still, 0.001);
        }
    }

    [Fact]
    public void Depth_is_written_in_metres_and_a_print_has_none()
    {
        var context = ProcessingContext.Create();
        using (var photograph = Take("huawei-p9/mono", new TestLayers(2, TestLayers.Ground(5, 0.1), TestLayers.LeftHalf(2, 0.3)), new CaptureOptions()))
        {
            CaptureFolder.Write(context, photograph, _folder, true, false);
        }

        using var depth = PictureReader.Read(Path.Combine(_folder, "truth", "depth.tif"), context);
        Assert.Equal(2, depth.Planes[0][(Width / 2) - 1, 60]);
        Assert.Equal(5, depth.Planes[0][Width / 2, 60]);
        Assert.False(File.Exists(Path.Combine(_folder, "truth", "motion-00.tif")));
        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "truth", "capture.json")))!["focusMetres"]!.GetValue<double>());
        using var print = Take("huawei-p9/mono", new FlatScene(0.2), new CaptureOptions());
        CaptureFolder.Write(context, print, Path.Combine(_folder, "print"), true, false);
        Assert.False(File.Exists(Path.Combine(_folder, "print", "truth", "depth.tif")));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static TestLayers Disc((double X, double Y) velocity) =>
        new(Far, TestLayers.Ground(Far, 0.1), TestLayers.Disc(Far, 0.1, 0.1, 0.06, 1) with { Velocity = velocity });

    // Of what is brighter than the ground, from the middle of the picture.
    private static (double X, double Y) Centroid(Photograph photograph, int frame)
    {
        var pixels = Pixels(photograph, frame);
        var light = pixels.Sum(pixel => pixel.Light);
        return (pixels.Sum(pixel => pixel.Light * pixel.X) / light, pixels.Sum(pixel => pixel.Light * pixel.Y) / light);
    }

    private static (double X, double Y, double Light)[] Pixels(Photograph photograph, int frame)
    {
        using var electrons = photograph.MeanElectrons(ProcessingContext.Create(), frame);
        var samples = electrons.Samples.ToArray();
        var green = photograph.Pattern;
        var places = Enumerable.Range(0, samples.Length).Where(i => green.IsMonochrome || green[i % Width, i / Width] == 1).ToArray();
        var ground = places.Select(i => samples[i]).Order().ElementAt(places.Length / 2);
        return [.. places.Select(i => ((i % Width) + 0.5 - (Width / 2.0), (i / Width) + 0.5 - (Height / 2.0), samples[i] > 1.01f * ground ? samples[i] - ground : 0.0))];
    }

    private static Photograph Take(string name, IScene scene, CaptureOptions options) =>
        TestCameras.Photograph(TestCameras.WithPerfectLens(name), scene, options with { Size = (Width, Height), Iso = 400, ExposureSeconds = options.ExposureSeconds ?? 0.05 });
}
