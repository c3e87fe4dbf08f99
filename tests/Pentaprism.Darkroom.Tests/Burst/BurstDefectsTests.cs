using Pentaprism.Darkroom.Burst;
using Pentaprism.Darkroom.Defects;
using Pentaprism.Imaging;

namespace Pentaprism.Darkroom.Tests.Burst;

public sealed class BurstDefectsTests
{
    private const int Width = 400;
    private const int Height = 300;
    private const double Slope = 4e-4;
    private const double Offset = 4e-6;
    private static readonly DefectOptions _options = new();

    [Theory]
    [InlineData(8, 256 << 20)]
    [InlineData(8, 0)]
    [InlineData(20, 256 << 20)]
    public void Strong_hot_photosites_are_found_and_filled_in_while_the_scene_moves(int count, long memory)
    {
        var hot = HotPlaces(120, 11);
        using var store = Burst(count, memory, i => (i * 3.3, i * -2.1), (x, y) => hot.Contains((x, y)) ? 0.12 : 0);
        var numbers = Enumerable.Range(0, count).ToArray();
        var found = BurstDefects.Find(store, numbers, _options, Bursts.Context);
        var right = found.Count(place => hot.Contains((place % Width, place / Width)));
        Assert.InRange(right, 0.9 * hot.Count, hot.Count);
        Assert.InRange(found.Count - right, 0, 2);

        BurstDefects.Repair(store, _options, Bursts.Context);
        Assert.All(numbers, frame =>
        {
            var samples = Read(store, frame);
            var errors = hot.Select(at => samples[(at.Y * Width) + at.X] - Scene(at.X, at.Y, frame * 3.3, frame * -2.1)).ToArray();
            Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0, 0.045);
        });
    }

    [Fact]
    public void Photosites_too_weak_for_one_frame_are_found_in_many()
    {
        // Twice to three times the noise of a frame in the dark.
        var hot = HotPlaces(100, 12);
        using var store = Burst(16, 256 << 20, i => (i * 3.3, i * -2.1), (x, y) => hot.Contains((x, y)) ? 0.012 : 0, brightness: 0.02);
        var alone = BurstDefects.Find(store, [0], _options, Bursts.Context);
        var together = BurstDefects.Find(store, Enumerable.Range(0, 16).ToArray(), _options, Bursts.Context);
        Assert.InRange(alone.Count(place => hot.Contains((place % Width, place / Width))), 0, 5);
        Assert.InRange(together.Count(place => hot.Contains((place % Width, place / Width))), 50, 100);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    [InlineData(2.7)]
    [InlineData(9.0)]
    public void Stars_are_kept_whether_the_camera_stands_or_moves(double speed)
    {
        var stars = HotPlaces(150, 13).Select((at, i) => (at.X, at.Y, Light: 0.05 + (0.006 * i))).ToArray();
        (double X, double Y) Shift(int i) => (i * speed, i * speed * 0.6);
        using var store = Burst(10, 256 << 20, Shift, (_, _) => 0, brightness: 0.01, stars);
        var found = BurstDefects.Find(store, Enumerable.Range(0, 10).ToArray(), _options, Bursts.Context);
        Assert.True(found.Count == 0, string.Join(' ', found.Select(place => $"({place % Width}, {place / Width})")));
    }

    [Fact]
    public void Fine_detail_that_stands_still_is_kept_and_strong_defects_in_it_are_found()
    {
        var hot = HotPlaces(100, 14);
        using var store = Burst(8, 256 << 20, _ => (0, 0), (x, y) => hot.Contains((x, y)) ? 0.3 : 0);
        var found = BurstDefects.Find(store, Enumerable.Range(0, 8).ToArray(), _options, Bursts.Context);
        var right = found.Count(place => hot.Contains((place % Width, place / Width)));
        Assert.InRange(right, 45, 100);
        Assert.InRange(found.Count - right, 0, 2);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.05, false)]
    [InlineData(1.5, true)]
    [InlineData(30.0, true)]
    public void A_moved_scene_is_told_from_one_that_stood_still(double shift, bool moved)
    {
        using var store = Burst(2, 256 << 20, i => (i * shift, 0), (_, _) => 0);
        Assert.Equal(moved, SceneMotion.HasMoved(store, 0, 1, Bursts.Context));
    }

    [Fact]
    public void Frames_of_another_exposure_have_defects_of_their_own()
    {
        var hot = HotPlaces(40, 15);
        using var store = Burst(6, 256 << 20, i => (i * 3.3, 0), (x, y) => hot.Contains((x, y)) ? 0.2 : 0);
        using var clean = Burst(6, 256 << 20, i => (i * 3.3, 0), (_, _) => 0);
        for (var frame = 3; frame < 6; frame++)
        {
            using var plane = new Plane<float>(Width, Height, Read(clean, frame));
            store.RemoveLast();
        }

        for (var frame = 3; frame < 6; frame++)
        {
            using var plane = new Plane<float>(Width, Height, Read(clean, frame));
            store.Add(store[0] with { Exposure = 0.25 }, [plane], Bursts.Context);
        }

        BurstDefects.Repair(store, _options, Bursts.Context);
        for (var frame = 3; frame < 6; frame++)
        {
            var (before, after) = (Read(clean, frame), Read(store, frame));
            Assert.All(hot, at => Assert.Equal(before[(at.Y * Width) + at.X], after[(at.Y * Width) + at.X], 1e-4f));
        }
    }

    private static HashSet<(int X, int Y)> HotPlaces(int count, int seed)
    {
        var random = new Random(seed);
        var places = new HashSet<(int X, int Y)>();
        while (places.Count < count)
        {
            var (x, y) = (random.Next(Width), random.Next(Height));
            if (places.All(at => Math.Max(Math.Abs(at.X - x), Math.Abs(at.Y - y)) > 5))
            {
                places.Add((x, y));
            }
        }

        return places;
    }

    private static FrameStore Burst(
        int count, long memory, Func<int, (double X, double Y)> shift, Func<int, int, double> hot, double brightness = 0.2, (int X, int Y, double Light)[]? stars = null)
    {
        var store = new FrameStore(Width, Height, CfaPattern.Rggb) { MemoryBytes = memory };
        var facts = Bursts.Facts() with { Noise = new NoiseModel(new NoiseLine(Slope, Offset)) };
        for (var frame = 0; frame < count; frame++)
        {
            var (dx, dy) = shift(frame);
            using var plane = new Plane<float>(Width, Height);
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    plane[x, y] = (float)(stars is null ? Scene(x, y, dx, dy) * brightness / 0.2 : brightness);
                }
            }

            foreach (var star in stars ?? [])
            {
                AddStar(plane, star.X - dx, star.Y - dy, star.Light);
            }

            Expose(plane, hot, frame);
            store.Add(facts, [plane], Bursts.Context);
        }

        return store;
    }

    // Edges, fine stripes and slopes, as sharp as a lens draws them.
    private static double Scene(int x, int y, double dx, double dy)
    {
        var (u, v) = (x + dx, y + dy);
        var edges = Math.Tanh(Math.Sin(u * 0.11) * Math.Sin(v * 0.083) * 8);
        return 0.2 + (0.1 * edges) + (0.03 * Math.Sin((u * 1.3) + (v * 0.7))) + (0.02 * Math.Sin(v * 2.1));
    }

    // A spot of the size that a good lens makes of a star: half a photosite of standard deviation.
    private static void AddStar(Plane<float> plane, double x, double y, double light)
    {
        for (var j = (int)y - 4; j <= (int)y + 4; j++)
        {
            for (var i = (int)x - 4; i <= (int)x + 4; i++)
            {
                if (i >= 0 && j >= 0 && i < Width && j < Height)
                {
                    plane[i, j] += (float)(light * Math.Exp(-(((i - x) * (i - x)) + ((j - y) * (j - y))) / (2 * 0.6 * 0.6)));
                }
            }
        }
    }

    private static void Expose(Plane<float> plane, Func<int, int, double> hot, int seed)
    {
        // Far apart: generators of neighbouring seeds resemble each other, and so would the noise of frames.
        var random = new Random((int)((uint)(seed + 1) * 0x9E3779B1 >> 1));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var light = plane[x, y] + hot(x, y);
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                plane[x, y] = (float)(light + (normal * Math.Sqrt((Slope * light) + Offset)));
            }
        }
    }

    private static float[] Read(FrameStore store, int frame)
    {
        var samples = new float[Width * Height];
        store.Read(frame, 0, 0, 0, Width, Height, samples, Width);
        return samples;
    }
}
