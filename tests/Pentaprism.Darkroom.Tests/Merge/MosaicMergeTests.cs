using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public sealed class MosaicMergeTests
{
    private static readonly Vector3d _balance = new(2, 1, 1.6);
    private static readonly (double, double)[] _still = new (double, double)[8];
    private static readonly (double X, double Y)[] _walk = [(0, 0), (1.3, -2.1), (-0.4, 3.7), (2.5, 0.5), (-6.2, 1.1), (0.9, -0.6)];

    public static TheoryData<string, int, int> Shapes => new()
    {
        { "RGGB", 300, 150 }, { "GRBG", 299, 151 }, { "GBRG", 67, 130 }, { "BGGR", 258, 65 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_average_of_frames_that_did_not_move_is_their_mean(string cfa, int width, int height)
    {
        using var burst = new MosaicBurst(width, height, CfaPattern.Bayer(cfa), MosaicBurst.Waves, _still).Expose();
        using var merged = AverageMerge.Merge(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Assert.Equal(burst.Frames.Average(frame => (double)frame[x, y]), merged.Samples[x, y], 1.5e-5);
            }
        }

        Assert.All(merged.EffectiveFrames.Samples.ToArray(), frames => Assert.Equal(8, frames));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_frame_that_moved_is_read_at_the_sites_of_the_reference(string cfa, int width, int height)
    {
        using var burst = new MosaicBurst(width, height, CfaPattern.Bayer(cfa), MosaicBurst.Waves, _walk).Expose(noise: 0);
        using var truth = burst.Clean((0, 0));
        using var merged = AverageMerge.Merge(burst.Store, 0, burst.MergeFrames(), Vector3d.One, burst.Context);
        Assert.InRange(Math.Sqrt(MosaicBurst.MeanSquare(truth, merged.Samples, 10)), 0, 6e-3);
    }

    [Fact]
    public void Rotation_is_followed_sample_by_sample()
    {
        var (cos, sin) = (Math.Cos(0.06), Math.Sin(0.06));
        static double Scene(double x, double y, int colour) => 0.5 + (0.3 * Math.Sin((0.25 * x) - (0.2 * y)));
        using var burst = new MosaicBurst(300, 200, CfaPattern.Rggb, Scene, (0, 0), (0, 0)).Expose(noise: 0, (plane, i) =>
        {
            for (var y = 0; y < plane.Height && i == 1; y++)
            {
                for (var x = 0; x < plane.Width; x++)
                {
                    plane[x, y] = (float)Scene((cos * x) + (sin * y), (cos * y) - (sin * x), 0);
                }
            }
        });
        var turned = new MergeFrame(1, new FrameMotion(new Matrix3x3(cos, -sin, 0, sin, cos, 0, 0, 0, 1), null), 1, null);
        using var truth = burst.Clean((0, 0));
        using var merged = AverageMerge.Merge(burst.Store, 0, [turned], Vector3d.One, burst.Context);
        Assert.InRange(Math.Sqrt(MosaicBurst.MeanSquare(truth, merged.Samples, 40)), 0, 1.5e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Noise_falls_with_the_number_of_frames(double threshold)
    {
        using var burst = new MosaicBurst(400, 300, CfaPattern.Rggb, (_, _, colour) => 0.2 + (0.1 * colour), _still).Expose();
        using var truth = burst.Clean((0, 0));
        using var merged = WienerMerge.Merge(
            burst.Store, 0, burst.MergeFrames(), _balance, new WienerMergeOptions { Threshold = threshold }, burst.Context);
        var ratio = MosaicBurst.MeanSquare(truth, merged.Samples, 0) / MosaicBurst.MeanSquare(truth, burst.Frames[0], 0);
        var counted = merged.EffectiveFrames.Samples.ToArray().Average();
        var (least, most) = threshold switch { 0 => (0.999, 1.001), 2 => (0.95 / 8, 1.1 / 8), _ => (0.98 / 8, 1.02 / 8) };
        Assert.InRange(ratio, least, most);
        Assert.InRange(counted * ratio, 0.9, 1.1);
    }

    [Fact]
    public void The_mean_of_dark_areas_stays_and_negatives_with_it()
    {
        using var burst = new MosaicBurst(256, 256, CfaPattern.Rggb, (_, _, _) => 1e-4, _walk).Expose();
        using var merged = Wiener(burst);
        var samples = merged.Samples.Samples.ToArray();
        Assert.InRange(samples.Average(sample => (double)sample), 0.6e-4, 1.4e-4);
        Assert.Contains(samples, sample => sample < 0);
    }

    [Fact]
    public void What_is_only_in_the_other_frames_leaves_no_ghost()
    {
        using var burst = new MosaicBurst(200, 160, CfaPattern.Rggb, MosaicBurst.Waves, _still).Expose(change: (plane, i) =>
        {
            for (var y = 60; y < 100 && i > 0; y++)
            {
                plane.Row(y)[(40 + (8 * i))..(80 + (8 * i))].Fill(0.9f);
            }
        });
        using var truth = burst.Clean((0, 0));
        using var merged = Wiener(burst);
        using var average = AverageMerge.Merge(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        var single = MosaicBurst.MeanSquare(truth, burst.Frames[0], 0);
        Assert.InRange(MosaicBurst.MeanSquare(truth, average.Samples, 0), 10 * single, 1);
        Assert.InRange(MosaicBurst.MeanSquare(truth, merged.Samples, 0), 0, single);
        Assert.InRange(merged.EffectiveFrames[25, 20], 1, 5);
    }

    [Fact]
    public void Weights_keep_a_frame_out_where_they_say_so()
    {
        using var burst = new MosaicBurst(300, 200, CfaPattern.Rggb, MosaicBurst.Waves, (0, 0), (0.5, 0.5)).Expose(noise: 0, (plane, i) =>
        {
            for (var y = 0; y < plane.Height && i == 1; y++)
            {
                plane.Row(y)[100..150].Clear();
            }
        });
        using var weights = new Plane<float>(75, 50);
        weights.Samples.Fill(1);
        for (var y = 0; y < weights.Height; y++)
        {
            weights.Row(y)[22..41].Clear();
        }

        using var truth = burst.Clean((0, 0));
        using var merged = AverageMerge.Merge(burst.Store, 0, [burst.MergeFrames()[1] with { Weights = weights }], _balance, burst.Context);
        Assert.InRange(Math.Sqrt(MosaicBurst.MeanSquare(truth, merged.Samples, 4)), 0, 6e-3);
        Assert.Equal(1, merged.EffectiveFrames[30, 20]);
        Assert.Equal(2, merged.EffectiveFrames[10, 20]);
    }

    [Fact]
    public void Detail_of_the_reference_survives()
    {
        // Lines finer than a moved mosaic can be read: a mean of moved frames loses them.
        static double Lines(double x, double y, int colour) => 0.4 + (0.2 * Math.Sin(2.4 * x));
        using var burst = new MosaicBurst(256, 128, CfaPattern.Rggb, Lines, _walk).Expose(noise: 0.2);
        using var truth = burst.Clean((0, 0));
        using var average = AverageMerge.Merge(burst.Store, 0, burst.MergeFrames(), Vector3d.One, burst.Context);
        using var merged = Wiener(burst, Vector3d.One);
        Assert.InRange(
            MosaicBurst.MeanSquare(truth, merged.Samples, 10) / MosaicBurst.MeanSquare(truth, average.Samples, 10), 0, 0.1);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_workers()
    {
        using var burst = new MosaicBurst(601, 403, CfaPattern.Bayer("GBRG"), MosaicBurst.Waves, _walk).Expose();
        using var one = WienerMerge.Merge(
            burst.Store, 2, burst.MergeFrames(), _balance, new WienerMergeOptions(), burst.Context with { Workers = 1 });
        using var many = WienerMerge.Merge(
            burst.Store, 2, burst.MergeFrames(), _balance, new WienerMergeOptions(), burst.Context with { Workers = 5 });
        Assert.True(one.Samples.Samples.SequenceEqual(many.Samples.Samples));
        Assert.True(one.EffectiveFrames.Samples.SequenceEqual(many.EffectiveFrames.Samples));
    }

    // What repeats from tile to tile comes out alike of each, wherever the vectors of a row of tiles begin and end.
    [Fact]
    [Trait("Category", "Kernel")]
    public void The_result_does_not_depend_on_the_vectors_of_the_processor()
    {
        const int Period = 8;
        var random = new Random(7);
        var columns = Enumerable.Range(0, 2 * 160 * Period).Select(_ => 0.2f + (0.6f * random.NextSingle())).ToArray();
        using var burst = new MosaicBurst(400, 160, CfaPattern.Rggb, (_, _, _) => 0.5, (0, 0), (0, 0)).Expose(noise: 0, (plane, i) =>
        {
            for (var y = 0; y < plane.Height; y++)
            {
                for (var x = 0; x < plane.Width; x++)
                {
                    plane[x, y] = columns[(((i * plane.Height) + y) * Period) + (x % Period)];
                }
            }
        });
        using var merged = Wiener(burst);
        for (var y = 0; y < merged.Samples.Height; y++)
        {
            var row = merged.Samples.Row(y)[(2 * Period)..^(2 * Period)];
            Assert.True(row[Period..].SequenceEqual(row[..^Period]), $"row {y} differs between tiles");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(17, 5)]
    public void The_smallest_pictures_merge(int width, int height)
    {
        using var burst = new MosaicBurst(width, height, CfaPattern.Rggb, (_, _, _) => 0.5, (0, 0), (0.3, 0.4)).Expose(noise: 0);
        using var merged = Wiener(burst, Vector3d.One);
        Assert.All(merged.Samples.Samples.ToArray(), sample => Assert.Equal(0.5f, sample, 1e-4f));
    }

    [Fact]
    public void A_sensor_without_colours_merges_too()
    {
        using var burst = new MosaicBurst(300, 200, CfaPattern.Monochrome, MosaicBurst.Waves, _walk).Expose();
        using var truth = burst.Clean((0, 0));
        using var merged = Wiener(burst, Vector3d.One);
        Assert.InRange(
            MosaicBurst.MeanSquare(truth, merged.Samples, 10) / MosaicBurst.MeanSquare(truth, burst.Frames[0], 10), 0, 0.3);
    }

    [Fact]
    public void Motion_without_meaning_leaves_the_frame_out()
    {
        using var burst = new MosaicBurst(64, 64, CfaPattern.Rggb, MosaicBurst.Waves, (0, 0), (double.NaN, 1e30)).Expose(noise: 0, (plane, i) =>
        {
            if (i == 1)
            {
                plane.Samples.Fill(0.5f);
            }
        });
        using var merged = AverageMerge.Merge(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        Assert.InRange(MosaicBurst.MeanSquare(burst.Frames[0], merged.Samples, 0), 0, 1e-8);
    }

    private static MergedMosaic Wiener(MosaicBurst burst, Vector3d? balance = null) =>
        WienerMerge.Merge(burst.Store, 0, burst.MergeFrames(), balance ?? _balance, new WienerMergeOptions(), burst.Context);
}
