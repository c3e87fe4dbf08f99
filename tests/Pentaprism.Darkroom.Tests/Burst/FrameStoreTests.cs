using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class FrameStoreTests
{
    [Theory]
    [InlineData(0, 0, 20, 10)]
    [InlineData(-5, -3, 40, 20)]
    [InlineData(13, 7, 30, 9)]
    public void A_rectangle_comes_back_as_it_was_put_in_and_mirrored_beyond_the_edge(int left, int top, int width, int height)
    {
        var context = ProcessingContext.Create();
        using var plane = new Plane<float>(37, 21);
        var random = new Random(3);
        foreach (ref var sample in plane.Samples)
        {
            sample = (float)((random.NextDouble() * 1.2) - 0.1);
        }

        using var store = new FrameStore(37, 21, CfaPattern.Rggb);
        store.Add(Facts(), [plane], context);
        var stride = width + 3;
        var samples = new float[stride * height];
        store.Read(0, 0, left, top, width, height, samples, stride);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Assert.Equal(plane[Mirror(left + x, 37), Mirror(top + y, 21)], samples[(y * stride) + x], 2e-5f);
            }
        }
    }

    private static int Mirror(int i, int n) => i < 0 ? -i : i >= n ? (2 * (n - 1)) - i : i;

    private static BurstFrame Facts() => new()
    {
        Name = "a.dng",
        Metadata = null!,
        Exposure = 1,
        Noise = new NoiseModel(new NoiseLine(1e-3, 1e-5)),
    };
}
