using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public sealed class LongExposureMergeTests
{
    private static readonly Vector3d _balance = new(2, 1, 1.6);

    [Fact]
    public void A_light_that_travels_leaves_its_trail_at_full_brightness()
    {
        using var burst = Night(moving: true, 301, 150, CfaPattern.Rggb);
        using var merged = LongExposureMerge.Maximum(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        using var mean = LongExposureMerge.Mean(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        for (var x = 30; x < 30 + (8 * 20); x++)
        {
            Assert.InRange(merged.Samples[x, 81], 0.7f, 0.9f);
            Assert.InRange(mean.Samples[x, 81], 0.08f, 0.14f);
        }

        Assert.Equal(1, merged.EffectiveFrames[20, 20], 0.01f);
    }

    [Theory]
    [InlineData("RGGB", 300, 150)]
    [InlineData("GBRG", 277, 131)]
    public void The_maximum_does_not_lift_the_dark(string cfa, int width, int height)
    {
        using var burst = Night(moving: false, width, height, CfaPattern.Bayer(cfa));
        using var merged = LongExposureMerge.Maximum(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        using var mean = LongExposureMerge.Mean(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        var sigma = Math.Sqrt(MosaicBurst.Noise.Variance(0.01));
        Assert.InRange(Mean(merged) - Mean(mean), 0, 0.01 * sigma);
        Assert.InRange(merged.EffectiveFrames.Samples.ToArray().Average(), 7.5, 8);
    }

    [Fact]
    public void Still_edges_of_frames_that_moved_stay_what_they_are()
    {
        static double Stripes(double x, double y, int colour) => 0.3 + (0.2 * Math.Sin(0.9 * x)) + (0.02 * colour);
        using var burst = new MosaicBurst(256, 128, CfaPattern.Rggb, Stripes, (0, 0), (0.5, 0.3), (1.4, -2.2), (-3.3, 1.7)).Expose();
        using var merged = LongExposureMerge.Maximum(burst.Store, 0, burst.MergeFrames(), Vector3d.One, burst.Context);
        using var mean = LongExposureMerge.Mean(burst.Store, 0, burst.MergeFrames(), Vector3d.One, burst.Context);
        Assert.InRange(Mean(merged) - Mean(mean), -1e-9, 2e-4);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_workers()
    {
        using var burst = Night(moving: true, 301, 203, CfaPattern.Bayer("BGGR"));
        using var one = LongExposureMerge.Maximum(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context with { Workers = 1 });
        using var many = LongExposureMerge.Maximum(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context with { Workers = 4 });
        Assert.True(one.Samples.Samples.SequenceEqual(many.Samples.Samples));
    }

    private static MosaicBurst Night(bool moving, int width, int height, CfaPattern cfa) =>
        new MosaicBurst(width, height, cfa, (_, _, _) => 0.01, new (double, double)[8]).Expose(change: (plane, i) =>
        {
            for (var y = 76; y < 88 && moving; y++)
            {
                plane.Row(y)[(30 + (20 * i))..(50 + (20 * i))].Fill(0.8f);
            }
        });

    private static double Mean(MergedMosaic merged) => merged.Samples.Samples.ToArray().Average(sample => (double)sample);
}
