using Pentaprism.Darkroom.Align;
using Pentaprism.Darkroom.Align.Local;
using Pentaprism.Darkroom.Tests.Merge;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Align.Local;

public sealed class CellPictureTests
{
    private static ProcessingContext Context { get; } = ProcessingContext.Create();

    [Fact]
    public void Noise_free_frames_of_one_scene_look_the_same_after_motion()
    {
        var scene = new MovingScene(2, 0.15) { Noise = default };
        var (store, frames) = scene.Take(2, (3.3, -2.7), default, Context);
        using (store)
        {
            var area = new PixelRectangle(4, 5, 60, 50);
            using var proxies = LocalProxy.Of(store, 0, MovingScene.Balance, Context);
            using var moved = LocalProxy.Of(store, 1, MovingScene.Balance, Context);
            using var a = CellPicture.Of(proxies, FrameMotion.None, store.Width, store.Height, area, Context);
            using var b = CellPicture.Of(moved, frames[1].Motion, store.Width, store.Height, area, Context);
            for (var i = 0; i < a.Values.Samples.Length; i++)
            {
                // Waves swing by 0.1 about 0.35; carriers keep a little of them.
                Assert.Equal(a.Values.Samples[i], b.Values.Samples[i], 0.007f);
            }
        }
    }

    [Fact]
    public void A_rectangle_of_cells_is_what_the_whole_picture_shows_there()
    {
        var (store, frames) = new MovingScene(2, 0.2).Take(2, (3.3, -2.7), default, Context);
        using (store)
        {
            using var proxy = LocalProxy.Of(store, 1, MovingScene.Balance, Context);
            using var whole = CellPicture.Of(proxy, frames[1].Motion, store.Width, store.Height, new PixelRectangle(0, 0, 80, 64), Context);
            using var part = CellPicture.Of(proxy, frames[1].Motion, store.Width, store.Height, new PixelRectangle(11, 7, 20, 30), Context);
            for (var y = 0; y < 30; y++)
            {
                Assert.True(whole.Values.Row(y + 7).Slice(4 * 11, 80).SequenceEqual(part.Values.Row(y)));
            }
        }
    }

    [Fact]
    public void Squared_differences_of_two_static_frames_average_one()
    {
        var scene = new MovingScene(2, 0.02) { Noise = new NoiseLine(0.0029, 0.0008) };
        var (store, frames) = scene.Take(2, (3.3, -2.7), default, Context);
        using (store)
        {
            var area = new PixelRectangle(0, 0, 80, 64);
            using var halves = HalfPlanes.Of(store, 0, MovingScene.Balance, Context);
            using var proxy = LocalProxy.Of(store, 0, MovingScene.Balance, Context);
            using var moved = LocalProxy.Of(store, 1, MovingScene.Balance, Context);
            using var a = CellPicture.Of(proxy, FrameMotion.None, store.Width, store.Height, area, Context);
            using var b = CellPicture.Of(moved, frames[1].Motion, store.Width, store.Height, area, Context);
            using var detail = CellNoise.DetailOf(halves, area, Context);
            using var tolerance = CellNoise.Tolerance(a, detail, store, (store[0].Noise, store[1].Noise), MovingScene.Balance, Context);
            for (var k = 0; k < 4; k++)
            {
                double sum = 0, count = 0;
                for (var y = 4; y < 60; y++)
                {
                    for (var x = 4; x < 76; x++)
                    {
                        var d = a.Values[(4 * x) + k, y] - b.Values[(4 * x) + k, y];
                        sum += d * d * tolerance[(4 * x) + k, y];
                        count++;
                    }
                }

                Assert.InRange(sum / count, 0.8, 1.2);
            }
        }
    }
}
