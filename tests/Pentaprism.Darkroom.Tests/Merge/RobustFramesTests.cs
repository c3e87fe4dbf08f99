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
            foreach (var frame in RobustFrames.Weigh(store, 0, frames, MovingScene.Balance, Context))
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

    private static bool Touches(PixelRectangle area, int cellX, int cellY, int margin) =>
        (4 * cellX) + 4 > area.Left - margin && 4 * cellX < area.Right + margin && (4 * cellY) + 4 > area.Top - margin && 4 * cellY < area.Bottom + margin;
}
