using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class SceneLikenessTests
{
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 40, -24)]
    [InlineData(0.1, 12, 9)]
    public void One_scene_is_recognised_in_another_place_and_exposure(double gain, int dx, int dy)
    {
        using var a = SceneLikeness.GridOf(Scene(1, 1, 0, 0));
        using var b = SceneLikeness.GridOf(Scene(1, gain, dx, dy));
        Assert.InRange(SceneLikeness.Correlation(a, b), 0.8, 1.001);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Another_scene_is_not(int seed)
    {
        using var a = SceneLikeness.GridOf(Scene(1, 1, 0, 0));
        using var b = SceneLikeness.GridOf(Scene(seed, 1, 0, 0));
        Assert.InRange(SceneLikeness.Correlation(a, b), -1, 0.4);
    }

    // Discs of many sizes and shades.
    private static Plane<float> Scene(int seed, double gain, int dx, int dy)
    {
        var plane = new Plane<float>(640, 480);
        plane.Samples.Fill((float)(0.2 * gain));
        var random = new Random(seed);
        for (var i = 0; i < 250; i++)
        {
            var (cx, cy, r) = (random.Next(640) + dx, random.Next(480) + dy, random.Next(8, 40));
            var shade = (float)(gain * Math.Exp((random.NextDouble() * 3) - 3));
            for (var y = Math.Max(0, cy - r); y < Math.Min(480, cy + r); y++)
            {
                for (var x = Math.Max(0, cx - r); x < Math.Min(640, cx + r); x++)
                {
                    if (((x - cx) * (x - cx)) + ((y - cy) * (y - cy)) < r * r)
                    {
                        plane[x, y] = shade;
                    }
                }
            }
        }

        return plane;
    }
}
