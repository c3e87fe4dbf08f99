using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;
using Pentaprism.TestSupport;

namespace Pentaprism.Darkroom.Tests.Align;

public sealed class GlobalAlignerTests
{
    private const string StillFrames = "bursts/rpi_imx296_static/level_a_mean14DN";

    private static readonly Scenes _scene = new(1);

    // What the waves of the scene and a proxy of half the size allow; far above the expected error of the fit.
    private const double Tolerance = 0.05;

    [Theory]
    [InlineData(3.3, -7.6, 0)]
    [InlineData(-0.25, 0.75, 0.05)]
    [InlineData(40.4, 31.7, -0.8)]
    [InlineData(-96.3, 20.2, 2.5)]
    [InlineData(60.1, -48.6, -5.3)]
    public void A_shift_with_a_turn_is_found(double dx, double dy, double degrees)
    {
        var truth = Scenes.Turn(degrees, dx, dy);
        var result = Align(_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(truth, 2));

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, Tolerance);
        Assert.Equal(MotionKind.Euclidean, result.Kind);
        Assert.InRange(result.Agreement, 0.9, 1);
        Assert.InRange(result.Residual, 0.7, 1.5);
        Assert.InRange(result.CornerError, 0, Tolerance);
    }

    [DataFact(StillFrames)]
    public void A_camera_that_stood_still_is_found_to_have_stood_still()
    {
        var paths = Directory.GetFiles(TestData.Path(StillFrames), "*.dng").Order(StringComparer.Ordinal).ToArray();
        using var burst = FrameLoader.Load(paths, new FrameOptions(), Scenes.Context);
        AlignmentProxy[] proxies = [.. Enumerable.Range(0, burst.Frames.Count).Select(i => AlignmentProxy.Of(burst.Frames, i, 1, Scenes.Context))];
        for (var k = 0; k < 2 * proxies.Length; k++)
        {
            // Every frame is the reference of two others.
            var (reference, frame) = (proxies[k / 2], proxies[((k / 2) + 2 + (k % 2)) % proxies.Length]);
            var result = GlobalAligner.Align(reference, frame, new AlignmentOptions(), Scenes.Context);
            Assert.Null(result.Reason);
            Assert.Equal(Matrix3x3.Identity, result.Homography);
        }

        Array.ForEach(proxies, proxy => proxy.Dispose());
    }

    [Theory]
    [InlineData(0.3, -0.2)]
    [InlineData(0.1, 0.1)]
    public void A_hand_that_hardly_moved_is_found_to_have_moved(double dx, double dy)
    {
        var truth = Scenes.Turn(0, dx, dy);
        var result = Align(_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(truth, 2));
        Assert.NotEqual(Matrix3x3.Identity, result.Homography);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, Tolerance);
    }

    [Fact]
    public void A_shear_is_found()
    {
        var truth = new Matrix3x3(1.004, 0.002, -3.3, -0.001, 0.997, 5.1, 0, 0, 1);
        var result = Align(_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(truth, 2));

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, Tolerance);
        Assert.Equal(MotionKind.Affine, result.Kind);
    }

    [Fact]
    public void A_perspective_is_found()
    {
        var truth = new Matrix3x3(1.002, 0.003, -6.2, -0.004, 0.999, 4.4, 4e-6, -3e-6, 1);
        var result = Align(_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(truth, 2));

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, Tolerance);
        Assert.Equal(MotionKind.Homography, result.Kind);
    }

    [Fact]
    public void A_motion_is_found_in_strong_noise()
    {
        // Every second sample or so is noise alone: ISO 6400 of a phone.
        var noise = new NoiseModel(new NoiseLine(0.0116, 0.0131));
        var truth = Scenes.Turn(0.4, 12.3, -8.8);
        using var store = Scenes.Store(noise, (_scene.Frame(Matrix3x3.Identity, 1, noise), 1), (_scene.Frame(truth, 2, noise), 1));
        var result = Align(store);

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, 0.3);
        Assert.InRange(result.CornerError, 0.01, 0.3);
    }

    [Fact]
    public void What_moves_by_itself_has_no_vote()
    {
        var other = new Scenes(9);
        var truth = Scenes.Turn(0.2, 5.7, 2.2);
        var reference = _scene.Frame(Matrix3x3.Identity, 1, over: (x, y) => Moving(x, y, 0));
        var frame = _scene.Frame(truth, 2, over: (x, y) => Moving(x, y, 14));

        var result = Align(reference, frame);

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, Tolerance);
        Assert.InRange(result.Agreement, 0.5, 0.95);

        float? Moving(int x, int y, int moved) =>
            x - moved is >= 200 and < 500 && y is >= 150 and < 450 ? (float)other.At(x - moved, y) : null;
    }

    [Theory]
    [InlineData(0.125)]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Frames_of_a_bracket_are_aligned_though_one_clips(double exposure)
    {
        var truth = Scenes.Turn(0.1, -4.6, 3.9);
        using var store = Scenes.Store(
            Scenes.Noise, (_scene.Frame(Matrix3x3.Identity, 1), 1), (_scene.Frame(truth, 2, exposure: exposure), exposure));

        var result = Align(store);

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, truth), 0, 2 * Tolerance);
    }

    [Fact]
    public void The_same_frame_does_not_move()
    {
        var frame = _scene.Frame(Matrix3x3.Identity, 1);
        var result = Align(frame, frame);

        Assert.Null(result.Reason);
        Assert.InRange(Scenes.CornerError(result.Homography, Matrix3x3.Identity), 0, 1e-3);
        Assert.InRange(result.Correlation, 0.999, 1);
        Assert.Equal(1, result.Overlap);
    }

    [Fact]
    public void Another_scene_is_refused()
    {
        var result = Align(_scene.Frame(Matrix3x3.Identity, 1), new Scenes(5).Frame(Matrix3x3.Identity, 2));
        Assert.False(result.Accepted);
        Assert.NotEmpty(result.Reason!);
    }

    [Fact]
    public void A_frame_that_looks_elsewhere_is_refused()
    {
        var result = Align(_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(Scenes.Turn(0, 700, 0), 2));
        Assert.False(result.Accepted, result.ToString());
    }

    [Fact]
    public void Half_of_the_frame_in_sight_is_a_matter_of_the_options()
    {
        var (reference, frame) = (_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(Scenes.Turn(0, 0, 230), 2));
        var lenient = Align(reference, frame, new AlignmentOptions { LeastOverlap = 0.4 });
        var strict = Align(reference, frame, new AlignmentOptions { LeastOverlap = 0.8 });

        Assert.Null(lenient.Reason);
        Assert.InRange(lenient.Overlap, 0.61, 0.67);
        Assert.Contains("covers only 6", strict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_without_detail_stay_where_they_are()
    {
        var wall = new Scenes(1, waves: 0);
        var result = Align(wall.Frame(Matrix3x3.Identity, 1), wall.Frame(Matrix3x3.Identity, 2));
        Assert.Null(result.Reason);
        Assert.Equal(Matrix3x3.Identity, result.Homography);
    }

    [Fact]
    public void A_frame_without_the_detail_of_the_reference_is_refused()
    {
        var wall = new Scenes(1, waves: 0).Frame(Matrix3x3.Identity, 1);
        var scene = _scene.Frame(Matrix3x3.Identity, 2);
        Assert.False(Align(scene, wall).Accepted);
        Assert.False(Align(wall, scene).Accepted);
    }

    [Fact]
    public void A_richer_motion_than_asked_for_is_never_taken()
    {
        var truth = new Matrix3x3(1.004, 0.002, -3.3, -0.001, 0.997, 5.1, 0, 0, 1);
        var result = Align(
            _scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(truth, 2), new AlignmentOptions { Richest = MotionKind.Euclidean });
        Assert.Equal(MotionKind.Euclidean, result.Kind);
    }

    [Fact]
    public void The_motion_does_not_depend_on_the_workers()
    {
        using var store = Scenes.Store(_scene.Frame(Matrix3x3.Identity, 1), _scene.Frame(Scenes.Turn(3.1, 20, 10), 2));
        Assert.Equal(
            Align(store, context: ProcessingContext.Create() with { Workers = 1 }),
            Align(store, context: ProcessingContext.Create() with { Workers = 3 }));
    }

    [Fact]
    public void Frames_of_different_sizes_are_a_mistake_of_the_caller()
    {
        using var store = Scenes.Store(_scene.Frame(Matrix3x3.Identity, 1));
        using var small = Scenes.Store(new Plane<float>(200, 100));
        using var a = AlignmentProxy.Of(store, 0, 1, Scenes.Context);
        using var b = AlignmentProxy.Of(small, 0, 1, Scenes.Context);
        Assert.Throws<ArgumentException>(() => GlobalAligner.Align(a, b, new AlignmentOptions(), Scenes.Context));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(40, 30)]
    public void Tiny_frames_are_answered(int width, int height)
    {
        var random = new Random(1);
        var plane = new Plane<float>(width, height);
        foreach (ref var sample in plane.Samples)
        {
            sample = random.NextSingle();
        }

        using var store = Scenes.Store(plane, plane);
        _ = Align(store);
    }

    private static AlignmentResult Align(Plane<float> reference, Plane<float> frame, AlignmentOptions? options = null)
    {
        using var store = Scenes.Store(reference, frame);
        return Align(store, options);
    }

    private static AlignmentResult Align(FrameStore store, AlignmentOptions? options = null, ProcessingContext? context = null)
    {
        context ??= Scenes.Context;
        using var reference = AlignmentProxy.Of(store, 0, 1, context);
        using var frame = AlignmentProxy.Of(store, 1, store[0].Exposure / store[1].Exposure, context);
        return GlobalAligner.Align(reference, frame, options ?? new AlignmentOptions(), context);
    }
}
