using Pentaprism.Darkroom.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Merge;

public sealed class RobustFramesTests
{
    private static ProcessingContext Context { get; } = ProcessingContext.Create();

    [Theory]
    [InlineData(0.00018, 0.0000032, "RGGB")]
    [InlineData(0.0007, 0.00005, "GBRG")]
    [InlineData(0.0116, 0.013, "BGGR")]
    public void A_static_scene_of_fine_texture_keeps_its_weight(double slope, double offset, string pattern)
    {
        var scene = new MovingScene(3, 0.35) { Noise = new NoiseLine(slope, offset), Cfa = CfaPattern.Bayer(pattern) };
        var (store, frames) = scene.Take(3, (0.37, -1.21), default, Context);
        using (store)
        {
            var weighed = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context);
            Assert.Equal(3, weighed.Count);
            foreach (var frame in weighed)
            {
                Assert.InRange(MeanInside(frame.Weights, 3), 0.99, 1);
            }
        }
    }

    [Fact]
    public void Pictures_of_three_planes_are_weighed_too()
    {
        var scene = new MovingScene(3, 0.2) { Cfa = null, Thing = new PixelRectangle(100, 80, 60, 50) };
        var (store, frames) = scene.Take(2, (0.37, -1.21), (90, 0), Context);
        using (store)
        {
            var weights = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context)[1].Weights!;
            Assert.Equal(0, weights[130 / 4, 105 / 4]);
            Assert.Equal(1, weights[60 / 4, 105 / 4], 0.05f);
        }
    }

    [Fact]
    public void What_vanished_has_no_weight_in_its_place_and_where_it_went_and_full_weight_elsewhere()
    {
        var thing = new PixelRectangle(100, 80, 60, 50);
        var scene = new MovingScene(5, 0.2) { Thing = thing };
        var (store, frames) = scene.Take(2, (0.4, 0.3), (0, 90), Context);
        using (store)
        {
            var weights = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context)[1].Weights!;
            double there = 0, elsewhere = 0, cells = 0;
            for (var y = 3; y < weights.Height - 3; y++)
            {
                for (var x = 3; x < weights.Width - 3; x++)
                {
                    var here = Touches(thing, x, y, 0) || Touches(thing with { Top = thing.Top + 90 }, x, y, 0);
                    var near = Touches(thing, x, y, 16) || Touches(thing with { Top = thing.Top + 90 }, x, y, 16);
                    there = Math.Max(there, here ? weights[x, y] : 0);
                    elsewhere += near ? 0 : weights[x, y];
                    cells += near ? 0 : 1;
                }
            }

            Assert.Equal(0, there, 0.02);
            Assert.InRange(elsewhere / cells, 0.99, 1);
        }
    }

    [Theory]
    [InlineData(0.0007, 0.00005, 40.3, -7.6)]
    [InlineData(0.0029, 0.0008, -21.4, 30.8)]
    [InlineData(0.0029, 0.0008, 6.2, 0)]
    public void What_moves_by_itself_comes_once_more_with_its_own_motion_and_the_weight_that_the_scene_has_lost(
        double slope, double offset, double stepX, double stepY)
    {
        var thing = new PixelRectangle(120, 90, 100, 80);
        var scene = new MovingScene(9, 0.15) { Thing = thing, Noise = new NoiseLine(slope, offset) };
        var (store, frames) = scene.Take(3, (0.4, 0.3), (stepX, stepY), Context);
        using (store)
        {
            var weighed = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context);
            for (var k = 1; k <= 2; k++)
            {
                var parts = weighed.Where(part => part.Index == k).ToArray();
                var (x, y) = parts[1].Motion.Map(150, 120);
                Assert.Equal(150 + (k * (0.4 + stepX)), x, 0.2);
                Assert.Equal(120 + (k * (0.3 + stepY)), y, 0.2);
                for (var row = 26; row < 38; row++)
                {
                    for (var column = 34; column < 50; column++)
                    {
                        Assert.True(parts[0].Weights![column, row] + parts[1].Weights![column, row] <= 1.0001f);
                    }
                }

                Assert.InRange(Mean(parts[1].Weights!, 36, 29, 12, 8) + Mean(parts[0].Weights!, 36, 29, 12, 8), 0.97, 1.0001);
            }
        }
    }

    [Fact]
    public void What_repeats_itself_is_not_taken_for_motion()
    {
        // A thing of stripes that vanishes: many displaced stripes look like it, none is it.
        var scene = new MovingScene(9, 0.02) { Thing = new PixelRectangle(120, 90, 60, 60), Stripes = 12 };
        var (store, frames) = scene.Take(2, (0.4, 0.3), (0, 1000), Context);
        using (store)
        {
            Assert.Equal(2, RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context).Count);
        }
    }

    [Fact]
    public void Beyond_the_edge_of_a_frame_there_is_no_weight()
    {
        var (store, frames) = new MovingScene(7, 0.2).Take(2, (-40, 0), default, Context);
        using (store)
        {
            var weights = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context)[1].Weights!;
            Assert.Equal(0, weights[8, 30]);
            Assert.Equal(1, weights[20, 30], 0.05f);
        }
    }

    [Fact]
    public void The_number_of_workers_changes_nothing()
    {
        var scene = new MovingScene(5, 0.2) { Thing = new PixelRectangle(100, 80, 60, 50) };
        var (store, frames) = scene.Take(3, (0.4, 0.3), (30, 9), Context);
        using (store)
        {
            var one = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context with { Workers = 1 });
            var many = RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context with { Workers = 5 });
            Assert.Equal(one.Count, many.Count);
            foreach (var (a, b) in one.Zip(many))
            {
                Assert.Equal(a.Motion, b.Motion);
                Assert.True((a.Weights is null && b.Weights is null) || a.Weights!.Samples.SequenceEqual(b.Weights!.Samples));
            }
        }
    }

    private static double MeanInside(Plane<float>? weights, int border)
    {
        if (weights is null)
        {
            return 1;
        }

        double sum = 0;
        for (var y = border; y < weights.Height - border; y++)
        {
            for (var x = border; x < weights.Width - border; x++)
            {
                sum += weights[x, y];
            }
        }

        return sum / ((weights.Width - (2.0 * border)) * (weights.Height - (2 * border)));
    }

    private static double Mean(Plane<float> weights, int left, int top, int width, int height)
    {
        double sum = 0;
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                sum += weights[x, y];
            }
        }

        return sum / (width * height);
    }

    private static bool Touches(PixelRectangle area, int cellX, int cellY, int margin) =>
        (4 * cellX) + 4 > area.Left - margin && 4 * cellX < area.Right + margin && (4 * cellY) + 4 > area.Top - margin && 4 * cellY < area.Bottom + margin;
}
