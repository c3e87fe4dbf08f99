using Pentaprism.Darkroom.Burst;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class FrameStoreTests
{
    private const int Width = 603;
    private const int Height = 67;

    public static TheoryData<int, int, int, int> Windows => new()
    {
        { 0, 0, Width, Height },
        { -5, -3, Width + 12, Height + 9 },
        { 13, 7, 30, 9 },
        { 250, 3, 11, 60 },
        { 255, 0, 259, 5 },
        { 597, 60, 40, 30 },
        { -700, -90, 17, 5 },
        { 590, -4, 3, 3 },
        { 41, 20, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_window_comes_back_as_it_was_put_in_and_mirrored_beyond_the_edge(int left, int top, int width, int height)
    {
        using var plane = Samples(3);
        using var store = new FrameStore(Width, Height, CfaPattern.Rggb);
        store.Add(Bursts.Facts(), [plane], Bursts.Context);
        var stride = width + 3;
        var samples = new float[stride * height];
        samples.AsSpan().Fill(-77);
        store.Read(0, 0, left, top, width, height, samples, stride);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Assert.Equal(plane[Mirror.Index(left + x, Width), Mirror.Index(top + y, Height)], samples[(y * stride) + x], 2e-5f);
            }

            Assert.All(samples[((y * stride) + width)..((y + 1) * stride)], beyond => Assert.Equal(-77, beyond));
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_frame_in_a_file_gives_the_same_bits_as_one_in_memory(int left, int top, int width, int height)
    {
        using var planes = new RgbPlanes(Samples(5), Samples(6), Samples(7));
        using var memory = new FrameStore(Width, Height, null);
        using var file = new FrameStore(Width, Height, null) { MemoryBytes = 0 };
        foreach (var store in new[] { memory, file })
        {
            store.Add(Bursts.Facts(), [planes.Blue, planes.Red, planes.Green], Bursts.Context);
            store.Add(Bursts.Facts(), [planes.Red, planes.Green, planes.Blue], Bursts.Context);
        }

        var expected = new float[width * height];
        var found = new float[width * height];
        for (var plane = 0; plane < 3; plane++)
        {
            memory.Read(1, plane, left, top, width, height, expected, width);
            file.Read(1, plane, left, top, width, height, found, width);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Many_threads_read_from_memory_and_file_what_one_thread_reads()
    {
        using var store = new FrameStore(Width, Height, CfaPattern.Rggb) { MemoryBytes = 2 * Width * Height * 2 };
        for (var frame = 0; frame < 4; frame++)
        {
            using var plane = Samples(frame);
            store.Add(Bursts.Facts(), [plane], Bursts.Context);
        }

        var whole = Enumerable.Range(0, 4).Select(frame => Read(store, frame, 0, 0, Width, Height)).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var random = new Random(i);
            var (left, top) = (random.Next(Width - 90), random.Next(Height - 40));
            var window = Read(store, i % 4, left, top, 90, 40);
            for (var y = 0; y < 40; y++)
            {
                Assert.True(window.AsSpan(y * 90, 90).SequenceEqual(whole[i % 4].AsSpan(((top + y) * Width) + left, 90)));
            }
        });
    }

    [Theory]
    [InlineData(256 << 20)]
    [InlineData(0)]
    public void A_sample_that_is_changed_stays_changed_and_its_neighbours_stay(long memory)
    {
        using var plane = Samples(9);
        using var store = new FrameStore(Width, Height, CfaPattern.Rggb) { MemoryBytes = memory };
        store.Add(Bursts.Facts(), [plane], Bursts.Context);
        var before = Read(store, 0, 0, 0, Width, Height);
        store.Put(0, 0, 600, 31, 0.25f);
        var after = Read(store, 0, 0, 0, Width, Height);
        Assert.Equal(0.25f, after[(31 * Width) + 600], 2e-5f);
        after[(31 * Width) + 600] = before[(31 * Width) + 600];
        Assert.Equal(before, after);
    }

    private static float[] Read(FrameStore store, int frame, int left, int top, int width, int height)
    {
        var samples = new float[width * height];
        store.Read(frame, 0, left, top, width, height, samples, width);
        return samples;
    }

    private static Plane<float> Samples(int seed)
    {
        var random = new Random(seed);
        var plane = new Plane<float>(Width, Height);
        foreach (ref var sample in plane.Samples)
        {
            sample = (float)((random.NextDouble() * 1.2) - 0.1);
        }

        return plane;
    }
}
