using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public sealed class BracketFramesTests
{
    private static readonly Vector3d _balance = new(2, 1, 1.6);
    private static readonly (double, double)[] _moved = [(0, 0), (2.4, -1.3), (-0.7, 3.2)];

    // Light from deep shadow to 3.5 times what the middle frame can hold, from left to right.
    private static readonly Func<double, double, int, double> _ramp =
        (x, y, colour) => 0.004 * Math.Pow(900, Math.Clamp(x / 320, 0, 1)) * (colour == 1 ? 1 : 0.55);

    [Fact]
    public void The_merged_light_is_linear_far_beyond_the_white_of_the_reference()
    {
        using var burst = new MosaicBurst(320, 120, CfaPattern.Rggb, _ramp, _moved).Expose(0.3, null, 1, 4, 0.25);
        using var merged = Merge(burst);
        using var truth = burst.Clean((0, 0));
        for (var left = 16; left < 304; left += 16)
        {
            for (var site = 0; site < 4; site++)
            {
                var (sum, expected) = (0.0, 0.0);
                for (var y = 16 + (site >> 1); y < 104; y += 2)
                {
                    for (var x = left + (site & 1); x < left + 16; x += 2)
                    {
                        sum += merged.Samples[x, y];
                        expected += truth[x, y];
                    }
                }

                Assert.InRange(sum / expected, 0.98, 1.02);
            }
        }
    }

    [Fact]
    public void Shadows_have_less_noise_than_the_reference()
    {
        using var burst = new MosaicBurst(320, 120, CfaPattern.Rggb, (_, _, _) => 0.01, _moved).Expose(1, null, 1, 4, 0.25);
        using var merged = Merge(burst);
        using var truth = burst.Clean((0, 0));
        Assert.InRange(
            MosaicBurst.MeanSquare(truth, merged.Samples, 16) / MosaicBurst.MeanSquare(truth, burst.Frames[0], 16), 0, 0.25);
    }

    [Fact]
    public void Saturated_colours_do_not_mix_exposures()
    {
        // Green saturates the middle frame, red and blue do not: all three come from the short one.
        using var burst = new MosaicBurst(128, 128, CfaPattern.Rggb, (_, _, colour) => colour == 1 ? 1.5 : 0.75, _moved).Expose(0.2, null, 1, 4, 0.25);
        var weighed = BracketFrames.Weigh(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        Assert.All(weighed[0].Weights!.Samples.ToArray(), weight => Assert.Equal(0, weight));
        Assert.All(weighed[1].Weights!.Samples.ToArray(), weight => Assert.Equal(0, weight));
        using var merged = Merge(burst);
        Assert.Equal(1.5f, merged.Samples[65, 64], 0.05f);
        Assert.Equal(0.75f, merged.Samples[64, 64], 0.05f);
    }

    [Fact]
    public void What_saturates_every_frame_saturates_at_the_white_of_the_shortest()
    {
        using var burst = new MosaicBurst(128, 128, CfaPattern.Rggb, (_, _, _) => 9, _moved).Expose(0, null, 1, 4, 0.25);
        using var merged = Merge(burst);
        Assert.Equal(4, merged.Samples[64, 64], 1e-3f);
        Assert.Equal(4, merged.Samples[63, 60], 1e-3f);
    }

    [Fact]
    public void What_moved_between_the_exposures_leaves_no_ghost()
    {
        using var burst = new MosaicBurst(256, 160, CfaPattern.Rggb, (_, _, _) => 0.1, (0, 0), (0, 0), (0, 0)).Expose(1, (plane, i) =>
        {
            for (var y = 60; y < 110 && i == 1; y++)
            {
                plane.Row(y)[90..140].Fill(0.8f);
            }
        }, 1, 4, 0.25);
        using var merged = Merge(burst);
        Assert.InRange(merged.Samples[110, 80], 0.05f, 0.15f);
        Assert.InRange(Enumerable.Range(64, 40).Average(y => Enumerable.Range(94, 40).Average(x => merged.Samples[x, y])), 0.095, 0.105);
    }

    private static MergedMosaic Merge(MosaicBurst burst)
    {
        var weighed = BracketFrames.Weigh(burst.Store, 0, burst.MergeFrames(), _balance, burst.Context);
        return WienerMerge.Merge(burst.Store, 0, weighed, _balance, new WienerMergeOptions(), burst.Context);
    }
}
